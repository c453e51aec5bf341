"""Reading from Slack who is here: a page for each method and turn, as fast as Slack permits."""

import asyncio
import logging
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.people.jobs import pages
from bot.people.models import Reading
from bot.people.operations import readings
from bot.people.operations.readings import Asked
from bot.people.rules.readings import CURSOR_GONE, METHODS, NOBODY, NOT_SHOWN, arguments
from bot.slack.web_api import Answer, WebApi

logger = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(minutes=5)
"""When a call is made again to which Slack gave no answer."""

REFUSED_FOR = timedelta(hours=1)
"""When a call is made again that Slack refused: a scope is missing, the token was revoked."""


class Reader:
    """Reads what is due; all its methods run in one event loop, and in any number of processes."""

    def __init__(self, slack: WebApi, *, transaction: Transaction, clock: Clock) -> None:
        self._slack = slack
        self._transaction = transaction
        self._clock = clock

    async def turn(self) -> None:
        """Make one call for each method by which something is due, and write down what came."""
        calls = await asyncio.to_thread(self._claim)
        await asyncio.gather(*(self._read(asked) for asked in calls))

    def _claim(self) -> list[Asked]:
        with self._transaction() as session:
            return readings.claim(session, workspace_ids=self._slack.tokens, now=self._clock())

    async def _read(self, asked: Asked) -> None:
        answer = await self._slack.read(
            asked.workspace_id,
            METHODS[asked.kind].name,
            arguments(asked.kind, asked.subject, asked.cursor),
        )
        await asyncio.to_thread(self._record, asked, answer)

    def _record(self, asked: Asked, answer: Answer) -> None:
        now = self._clock()
        with self._transaction() as session:
            reading = readings.find_asked(session, asked)
            if reading is not None:
                _record(session, reading, asked, answer, now)
        # Apart: whoever waits for a gate must not wait for all that is written down above. What
        # cannot be written down leaves it closed until the call's lease runs out.
        with self._transaction() as session:
            readings.open_gate(session, asked, retry_after=answer.retry_after, now=now)


def _record(
    session: Session, reading: Reading, asked: Asked, answer: Answer, now: datetime
) -> None:
    """Write down an answer, and when to ask again; after a rate limit that is when it ends."""
    if answer.ok and answer.body is not None:
        pages.write(session, reading, asked, answer.body, now=now)
    elif answer.error in NOT_SHOWN | NOBODY:
        pages.write_hidden(session, reading, asked, now=now)
    elif answer.error == CURSOR_GONE:
        readings.put_off(reading, due_at=now, from_the_start=True)
    elif answer.retry_after is None:
        pause = REFUSED_FOR if answer.body is not None else AGAIN_AFTER
        readings.put_off(reading, due_at=now + pause)
    if not answer.ok or answer.body is None:
        why = answer.error or (type(answer.exception).__name__ if answer.exception else "no JSON")
        logger.warning("%s in workspace %d: %s", METHODS[asked.kind].name, asked.workspace_id, why)
