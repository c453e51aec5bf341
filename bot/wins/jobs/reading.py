"""Reading the messages to which leads reacted, one at a time in each workspace."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.values import Json
from bot.slack.web_api import Answer, WebApi
from bot.wins import notices, queries
from bot.wins.jobs import messages
from bot.wins.models import Reaction
from bot.wins.notices import reactions as lead
from bot.wins.operations import reacting, reading
from bot.wins.operations.reacting import Settled, Turn
from bot.wins.operations.reading import Asked, Said
from bot.wins.queries.reactions import find_win_of
from bot.wins.rules import State
from bot.wins.rules.reactions import (
    AGAIN_AFTER,
    SPOKEN,
    TOMBSTONE,
    TRIED_FOR,
    TROUBLES,
    Trouble,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """A message, and its address if Slack told it."""

    message: Json
    permalink: str | None


@dataclass(frozen=True)
class Later:
    """No message yet: after this pause it is asked for again; `is_limit` if Slack wants that."""

    pause: timedelta
    is_limit: bool


class MessageReader:
    """Reads what is due; all its methods run in one event loop, and in any number of processes."""

    def __init__(self, slack: WebApi, *, transaction: Transaction, clock: Clock) -> None:
        self._slack = slack
        self._transaction = transaction
        self._clock = clock

    async def turn(self) -> None:
        """Read one message in each workspace where one is due, and write down what came."""
        asked = await asyncio.to_thread(self._claim)
        await asyncio.gather(*(self._read(each) for each in asked))

    def _claim(self) -> list[Asked]:
        with self._transaction() as session:
            return reading.claim(session, workspace_ids=self._slack.tokens, now=self._clock())

    async def _read(self, asked: Asked) -> None:
        found = await self._find(asked)
        await asyncio.to_thread(self._record, asked, found)

    async def _find(self, asked: Asked) -> Found | Trouble | Later:
        """Return the message: a reply in a thread is in no history, and has to be asked for."""
        for method, arguments in _calls(asked):
            answer = await self._slack.read(asked.workspace_id, method, arguments)
            if not answer.ok or answer.body is None:
                return _refusal(asked, method, answer)
            for message in answer.body.get("messages") or ():
                if message.get("ts") == asked.ts:
                    return Found(message, await self._address(asked))
        return Trouble.GONE

    async def _address(self, asked: Asked) -> str | None:
        """Return where people find the message; a win is one without that, too."""
        where = {"channel": asked.channel_id, "message_ts": asked.ts}
        answer = await self._slack.read(asked.workspace_id, "chat.getPermalink", where)
        return str(answer.body["permalink"]) if answer.ok and answer.body else None

    def _record(self, asked: Asked, found: Found | Trouble | Later) -> None:
        now = self._clock()
        try:
            with self._transaction() as session:
                reaction = reading.find_asked(session, asked)
                if reaction is not None:
                    _record(session, reaction, found, now)
        except IntegrityError:
            # Somebody has sent a form for the same message in that moment: theirs is the win, and
            # that is found when the lease has run out.
            logger.info("a message in workspace %d was celebrated twice", asked.workspace_id)


def _calls(asked: Asked) -> Iterator[tuple[str, dict[str, str]]]:
    one = {"latest": asked.ts, "oldest": asked.ts, "inclusive": "true"}
    where = {"channel": asked.channel_id} | one
    yield "conversations.history", where | {"limit": "1"}
    # The first is what the thread begins with, whatever was asked for.
    yield "conversations.replies", where | {"ts": asked.ts, "limit": "2"}


def _refusal(asked: Asked, method: str, answer: Answer) -> Trouble | Later:
    why = answer.error or (type(answer.exception).__name__ if answer.exception else "no JSON")
    logger.warning("%s in workspace %d: %s", method, asked.workspace_id, why)
    if answer.error in TROUBLES:
        return TROUBLES[answer.error]
    return Later(answer.retry_after or AGAIN_AFTER, is_limit=answer.retry_after is not None)


def _record(
    session: Session, reaction: Reaction, found: Found | Trouble | Later, now: datetime
) -> None:
    """Write down what came of a reading; what Slack refuses for a day, the lead is told."""
    if isinstance(found, Later):
        since = reaction.reacted_at or now
        if now - since < TRIED_FOR:
            pause, is_limit = found.pause, found.is_limit
            reading.put_off(session, reaction, pause=pause, is_limit=is_limit, now=now)
            return
        found = Trouble.NO_ANSWER
    reaction.due_at = None
    come = _read(session, reaction, found)
    if reaction.win_id is not None:
        _follow(session, reaction, reaction.win_id, come, now)
    elif come is not None:
        _celebrate(session, reaction, come, now)


def _read(session: Session, reaction: Reaction, found: Found | Trouble) -> Said | Trouble | None:
    """Return what was said; None if nobody said it: Slack tells who has joined, for example."""
    if isinstance(found, Trouble):
        return found
    subtype = found.message.get("subtype")
    if subtype == TOMBSTONE:
        return Trouble.GONE
    if subtype not in SPOKEN:
        return None
    return messages.said(session, reaction.workspace_id, found.message, found.permalink)


def _celebrate(session: Session, reaction: Reaction, come: Said | Trouble, now: datetime) -> None:
    """Give a win, or tell the lead what is in its way; a message gives one at most."""
    where = (reaction.workspace_id, reaction.channel_id, reaction.ts)
    given = find_win_of(session, *where)
    if given is not None:
        if given.state is State.UNDONE:
            settled = Settled(Turn.STAYS_UNDONE, given)
            lead.tell_settled(session, reaction, settled, now=now)
        return
    outcome = come if isinstance(come, Trouble) else reading.give(session, reaction, come, now=now)
    if isinstance(outcome, Trouble):
        lead.tell_unfinished(session, reaction, outcome, now=now)
    elif outcome is not None:
        lead.tell_given(session, reaction, outcome, now=now)


def _follow(
    session: Session, reaction: Reaction, win_id: int, come: Said | Trouble | None, now: datetime
) -> None:
    """Let a win say what its message says by now; without the message it is taken back."""
    workspace_id = reaction.workspace_id
    if come is Trouble.GONE:
        where = (workspace_id, reaction.channel_id, reaction.ts)
        author = next(iter(reaction.named), None)
        wins = reacting.delete_message(session, *where, by=author, now=now)
        lead.tell_deleted(session, wins, now=now)
    elif isinstance(come, Said):
        win = queries.get_win(session, workspace_id=workspace_id, win_id=win_id, lock=True)
        if reading.reword(win, come, now=now):
            notices.redraw(session, win, now=now)
            notices.announce_anew(session, win, now=now)
