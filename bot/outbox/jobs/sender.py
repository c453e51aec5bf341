"""Sending what is due: many messages at once, each claimed before its call and settled after it."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import UNAVAILABLE, Transaction
from bot.outbox import notices
from bot.outbox.jobs import calls
from bot.outbox.models import OutboxMessage
from bot.outbox.operations import claiming, settling
from bot.outbox.operations.recording import Attempt
from bot.outbox.rules import steps
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.pace import Bucket
from bot.outbox.rules.states import WHISPERS, Method, State
from bot.outbox.rules.steps import Step
from bot.slack.web_api import WebApi

logger = logging.getLogger(__name__)

AT_ONCE = 32
"""Calls under way at most. Measured: more of them do not send more on two cores."""

Result = tuple[OutboxMessage, Attempt | None]
"""A message and what its attempt came to; None: it was not sent, its claim was too old."""


@dataclass
class _UnderWay:
    message: OutboxMessage
    task: "asyncio.Task[Attempt | None]"


class Sender:
    """Sends every workspace's messages; all its methods run in one event loop."""

    def __init__(
        self,
        slack: WebApi,
        *,
        bucket: Bucket,
        barred: claiming.Barred,
        transaction: Transaction,
        clock: Clock,
    ) -> None:
        self._slack = slack
        self._bucket = bucket
        self._barred = barred
        self._transaction = transaction
        self._clock = clock
        self._under_way: list[_UnderWay] = []

    @property
    def idle(self) -> bool:
        """Whether no call is under way."""
        return not self._under_way

    async def turn(self, ended: asyncio.Event) -> datetime | None:
        """Settle what has ended and begin what is due; return when to come again at the latest.

        `ended` is set whenever a call ends. Nothing is forgotten if the database is away: what has
        ended is settled by the next turn.
        """
        done = [each for each in self._under_way if each.task.done()]
        results = [(each.message, each.task.result()) for each in done]
        room = AT_ONCE - len(self._under_way) + len(done)
        try:
            claim = await asyncio.to_thread(self._exchange, results, room)
        except UNAVAILABLE:
            raise
        except Exception:
            # One that cannot be settled must not keep the others: it is looked for when its lease
            # runs out.
            logger.exception("settling %d message(s) at once failed", len(results))
            claim = await asyncio.to_thread(self._settle_each, results)
        self._under_way = [each for each in self._under_way if each not in done]
        for message in claim.messages:
            task = asyncio.create_task(self._attempt(message))
            task.add_done_callback(lambda _task: ended.set())
            self._under_way.append(_UnderWay(message, task))
        return claim.again_at

    async def finish(self) -> None:
        """Wait for the calls under way, and settle them."""
        if self._under_way:
            await asyncio.wait([each.task for each in self._under_way])
        results = [(each.message, each.task.result()) for each in self._under_way]
        await asyncio.to_thread(self._exchange, results, 0)
        self._under_way = []

    async def _attempt(self, message: OutboxMessage) -> Attempt | None:
        now = self._clock()
        if message.attempted_at is None or now - message.attempted_at > steps.LATEST_START:
            return None  # this process slept: somebody else may be at it by now
        try:
            return await calls.attempt(self._slack, message, now=now)
        except Exception as error:
            # Raised out of here, it would end every turn from now on before anything is sent.
            logger.exception("message %d: its call failed", message.id)
            return Attempt(Outcome.UNKNOWN, error=type(error).__name__)

    def _settle_each(self, results: Sequence[Result]) -> claiming.Claim:
        for result in results:
            try:
                self._exchange([result], room=0)
            except UNAVAILABLE:
                raise
            except Exception:
                logger.exception("message %d could not be settled", result[0].id)
        return claiming.Claim([], None)

    def _exchange(self, results: Sequence[Result], room: int) -> claiming.Claim:
        """Settle and claim, in one transaction."""
        now = self._clock()
        with self._transaction() as session:
            for message, attempt in results:
                if attempt is None:
                    settling.release(session, message, now=now)
            attempts = [(message, attempt) for message, attempt in results if attempt]
            taken = settling.settle(session, attempts, now=now)
            for (message, attempt), step in zip(attempts, taken, strict=True):
                _tell(session, message, attempt, step, now)
            claim = claiming.claim(
                session,
                workspace_ids=self._slack.tokens,
                bucket=self._bucket,
                barred=self._barred,
                room=room,
                now=now,
            )
        for (message, attempt), step in zip(attempts, taken, strict=True):
            _log(message, attempt, step)
        return claim


def _tell(
    session: Session, message: OutboxMessage, attempt: Attempt, step: Step | None, now: datetime
) -> None:
    if step and step.state in {State.PARKED, State.FAILED} and message.method is Method.POST:
        notices.tell_owner(session, message, step.state, attempt.error or "", now=now)


def _log(message: OutboxMessage, attempt: Attempt, step: Step | None) -> None:
    became = step.state.value if step else "somebody else's: the lease ran out"
    logger.log(
        _level(message, step), "message %d is %s: %s", message.id, became, attempt.error or "ok"
    )


def _level(message: OutboxMessage, step: Step | None) -> int:
    if step is None:
        return logging.WARNING
    if step.state is State.SENT:
        return logging.DEBUG
    our_fault = step.simplify or step.state is State.FAILED
    if our_fault and message.method not in WHISPERS:
        return logging.ERROR
    return logging.INFO if step.state is State.PENDING else logging.WARNING
