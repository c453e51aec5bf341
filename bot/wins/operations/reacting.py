"""Hearing of reactions: what they give is restored or taken back, or is to be read by the clock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, update
from sqlalchemy.orm import Session

from bot.tables import per_dialect, table
from bot.wins import queries
from bot.wins.models import Reaction, Win
from bot.wins.operations import giving
from bot.wins.queries import reactions
from bot.wins.rules import State
from bot.wins.rules.times import may_be_undone


@dataclass(frozen=True)
class Heard:
    """What Slack tells of a reaction: it was put there, or removed, `at` its own time.

    `author_id` is whoever wrote the message; None for one that no user wrote.
    """

    channel_id: str
    ts: str
    user_id: str
    emoji: str
    author_id: str | None
    is_put: bool
    at: datetime


class Turn(StrEnum):
    """What a reaction that was put there, or removed, has changed at once."""

    UNDONE = "undone"
    RESTORED = "restored"
    STAYS_UNDONE = "stays_undone"
    """Somebody else took the win back, or a day is over."""


@dataclass(frozen=True)
class Settled:
    """A win that a reaction was about, and what became of it."""

    turn: Turn
    win: Win


def hear(session: Session, workspace_id: int, heard: Heard) -> Reaction | None:
    """Write down what Slack tells; return the reaction, locked, or None if that is old news.

    Slack repeats events, and a later one may come first: their times say which is the newest.
    """
    row = {
        "workspace_id": workspace_id,
        "channel_id": heard.channel_id,
        "ts": heard.ts,
        "user_id": heard.user_id,
        "emoji": heard.emoji,
        "named": [heard.author_id] if heard.author_id else [],
    }
    session.connection().execute(_hear_once(session), row)
    known = reactions.lock_reactions(session, workspace_id, heard.channel_id, heard.ts)
    who = (heard.user_id, heard.emoji)
    (reaction,) = (each for each in known if (each.user_id, each.emoji) == who)
    newest = reaction.reacted_at if heard.is_put else reaction.removed_at
    if newest is not None and newest >= heard.at:
        return None
    if heard.is_put:
        reaction.reacted_at = heard.at
    else:
        reaction.removed_at = heard.at
    return reaction


def settle(session: Session, reaction: Reaction, *, now: datetime) -> Settled | None:
    """Do what a reaction means as it stands now; what needs the message's words is due for that."""
    reaction.due_at = reaction.words = None
    if reaction.win_id is not None:
        win = queries.get_win(
            session, workspace_id=reaction.workspace_id, win_id=reaction.win_id, lock=True
        )
        return _restore(win, reaction, now) if reaction.is_on else _undo(session, win, now)
    if not reaction.is_on:
        return None
    where = (reaction.workspace_id, reaction.channel_id, reaction.ts)
    found = reactions.find_win_of(session, *where)
    if found is None:
        reaction.due_at = now
        return None
    return Settled(Turn.STAYS_UNDONE, found) if found.state is State.UNDONE else None


def wake(session: Session, workspace_id: int, channel_id: str, ts: str, *, now: datetime) -> None:
    """Read a message again that was edited, if its words are in a win, or made none, for a day."""
    for each in reactions.lock_reactions(session, workspace_id, channel_id, ts):
        is_wanted = each.due_at or each.win_id or each.words is not None
        if is_wanted and each.is_on and each.reacted_at and may_be_undone(each.reacted_at, now):
            each.due_at = now


def delete_message(
    session: Session,
    workspace_id: int,
    channel_id: str,
    ts: str,
    *,
    by: str | None,
    now: datetime,
) -> list[Win]:
    """Take back, for a day, a win in the words of a message that `by` wrote, and that is gone.

    Returns the wins that were. A reading under way is begun anew: what it has seen is old.
    """
    taken = []
    for each in reactions.lock_reactions(session, workspace_id, channel_id, ts):
        each.words = None
        each.due_at = now if each.due_at else None
        if each.win_id is None:
            continue
        win = queries.get_win(session, workspace_id=workspace_id, win_id=each.win_id, lock=True)
        if is_of_its_message(win, now):
            win.undone_at, win.undone_by = now, by or win.given_by
            taken.append(win)
    return taken


def is_of_its_message(win: Win, now: datetime) -> bool:
    """Return whether a win follows the words of the message that it came from: for a day."""
    stands = win.state is State.GIVEN and may_be_undone(win.given_at, now)
    return stands and win.edited_at is None


def move(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Take reactions along to the id that Slack has given their channel."""
    session.execute(
        update(Reaction)
        .where(Reaction.workspace_id == workspace_id, Reaction.channel_id == old_id)
        .values(channel_id=new_id)
        .execution_options(synchronize_session=False)
    )


def forget(session: Session, *, before: datetime) -> None:
    """Forget reactions of long ago; their wins stay, and cannot be taken back any more."""
    newest = func.coalesce(Reaction.reacted_at, Reaction.removed_at)
    session.execute(
        delete(Reaction)
        .where(Reaction.due_at.is_(None), newest < before)
        .execution_options(synchronize_session=False)
    )


def _undo(session: Session, win: Win, now: datetime) -> Settled | None:
    """Take a win back, in the name of who gave it; after a day, or a second time, nothing is."""
    if win.state is State.UNDONE or not may_be_undone(win.given_at, now):
        return None
    undone = giving.undo(session, win.workspace_id, win.id, by=win.given_by, now=now)
    return Settled(Turn.UNDONE, undone)


def _restore(win: Win, reaction: Reaction, now: datetime) -> Settled | None:
    """Let a win stand again that its giver took back; nobody else's wish is overruled."""
    if win.state is State.GIVEN:
        return None
    if win.undone_by != reaction.user_id or not may_be_undone(win.given_at, now):
        return Settled(Turn.STAYS_UNDONE, win)
    win.undone_at = win.undone_by = None
    reaction.due_at = now  # the message may have been edited meanwhile
    return Settled(Turn.RESTORED, win)


@per_dialect
def _hear_once(insert: Any) -> Any:
    return insert(table(Reaction)).on_conflict_do_nothing(
        index_elements=["workspace_id", "channel_id", "ts", "user_id", "emoji"]
    )
