"""The thread in which messages go to Slack, and in which what nobody waits for is asked of it."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.outbox.jobs.sender import Sender
from bot.scheduling import Ticks
from bot.slack.web_api import WebApi

POLL_EVERY = timedelta(seconds=1)
"""How soon a message is seen that another process wrote."""

TURN = timedelta(milliseconds=20)
"""The least time between turns of the sender: what ends within it is settled, and what falls due
claimed, in one transaction instead of many."""


Errand = Callable[[], Awaitable[None]]
"""One turn of something: it asks Slack for what is due, a call or a few, and writes down what came.
It takes seconds at most; what takes longer is done in many turns."""


class Courier:
    """Runs an event loop in a thread of its own, which waits on all calls at once.

    `errands` have a turn every `POLL_EVERY`, each under its name as a tick.
    """

    def __init__(
        self,
        slack: WebApi,
        sender: Sender,
        *,
        errands: Mapping[str, Errand],
        clock: Clock,
        ticks: Ticks,
    ) -> None:
        self._slack = slack
        self._sender = sender
        self._errands = errands
        self._clock = clock
        self._ticks = ticks
        for name in ("outbox.send", *errands):
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
                *(self._repeat(name, turn) for name, turn in self._errands.items()),
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

    async def _repeat(self, name: str, turn: Errand) -> None:
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
