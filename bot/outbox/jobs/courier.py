"""The thread in which messages go to Slack: sending, looking for those in doubt, and probing."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.db import Transaction
from bot.outbox.jobs.looker import Looker
from bot.outbox.jobs.prober import Prober
from bot.outbox.jobs.sender import Sender
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.pace import Bucket
from bot.scheduling import Ticks
from bot.slack.web_api import WebApi

POLL_EVERY = timedelta(seconds=1)
"""How soon a message is seen that another process wrote."""

TURN = timedelta(milliseconds=20)
"""The least time between turns of the sender: what ends within it is settled, and what falls due
claimed, in one transaction instead of many."""


class Courier:
    """Runs an event loop in a thread of its own, which waits on all calls at once."""

    def __init__(
        self,
        slack: WebApi,
        *,
        bucket: Bucket,
        patience: Patience,
        transaction: Transaction,
        clock: Clock,
        ticks: Ticks,
    ) -> None:
        self._slack = slack
        self._clock = clock
        self._ticks = ticks
        self._sender = Sender(slack, bucket=bucket, transaction=transaction, clock=clock)
        self._looker = Looker(slack, patience=patience, transaction=transaction, clock=clock)
        self._prober = Prober(slack, transaction=transaction, clock=clock)
        for name in ("outbox.send", "outbox.look", "outbox.probe"):
            ticks.expect(name, POLL_EVERY)
        self._running = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Begin to send; returns when `wake` is heard."""
        self._thread.start()
        self._running.wait()

    def wake(self) -> None:
        """Let the sender look at once; costs the caller microseconds."""
        if self._running.is_set():
            self._loop.call_soon_threadsafe(self._woken.set)

    def stop(self, within: timedelta) -> None:
        """Begin nothing more, and wait for the calls under way to end and be settled."""
        if self._running.is_set():
            self._running.clear()
            self._loop.call_soon_threadsafe(self._stop)
            self._thread.join(within.total_seconds())

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._woken, self._stopping = asyncio.Event(), asyncio.Event()
        async with self._slack:
            self._running.set()
            await asyncio.gather(
                self._send(),
                self._repeat("outbox.look", self._looker.turn),
                self._repeat("outbox.probe", self._prober.turn),
            )

    def _stop(self) -> None:
        self._stopping.set()
        self._woken.set()

    async def _send(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            again_at = None
            with self._ticks.guard("outbox.send"):
                again_at = await self._sender.turn(self._woken)
            await asyncio.sleep(TURN.total_seconds())
            await _wait(self._woken, self._until(again_at))
        with self._ticks.guard("outbox.send"):
            await self._sender.finish()

    async def _repeat(self, name: str, turn: Callable[[], Awaitable[None]]) -> None:
        while not self._stopping.is_set():
            with self._ticks.guard(name):
                await turn()
            await _wait(self._stopping, POLL_EVERY)

    def _until(self, again_at: datetime | None) -> timedelta:
        if again_at is None:
            return POLL_EVERY
        return min(POLL_EVERY, max(timedelta(), again_at - self._clock()))


async def _wait(event: asyncio.Event, at_most: timedelta) -> None:
    try:
        async with asyncio.timeout(at_most.total_seconds()):
            await event.wait()
    except TimeoutError:
        pass
