"""Reactions to messages, which of them are to be read, and the win that came from a message."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bot.outbox.models import Gate
from bot.outbox.queries.doubt import READING
from bot.wins.models import Reaction, Win
from bot.wins.queries.wins import find_by_source, get_win
from bot.wins.rules.words import source_of_message

PACE = "wins.read"
"""The scope of the gate that keeps our readings apart. What Slack limits closes the other one: the
outbox goes through it too, for it looks into channels by the same methods."""


def lock_reactions(
    session: Session, workspace_id: int, channel_id: str, ts: str
) -> Sequence[Reaction]:
    """Return the reactions to a message that we have heard of, locked, the oldest first."""
    return session.scalars(
        select(Reaction)
        .where(
            Reaction.workspace_id == workspace_id,
            Reaction.channel_id == channel_id,
            Reaction.ts == ts,
        )
        .order_by(Reaction.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def knows_reaction(
    session: Session, workspace_id: int, channel_id: str, ts: str, *, user_id: str, emoji: str
) -> bool:
    """Return whether we have heard of somebody's reaction to a message before."""
    known = exists().where(
        Reaction.workspace_id == workspace_id,
        Reaction.channel_id == channel_id,
        Reaction.ts == ts,
        Reaction.user_id == user_id,
        Reaction.emoji == emoji,
    )
    return bool(session.scalar(select(known)))


def find_reaction(session: Session, workspace_id: int, reaction_id: int) -> Reaction | None:
    """Return a reaction, if it is remembered."""
    return session.scalars(
        select(Reaction).where(Reaction.workspace_id == workspace_id, Reaction.id == reaction_id)
    ).one_or_none()


def list_to_read(
    session: Session, *, workspace_ids: Collection[int], now: datetime
) -> Sequence[Reaction]:
    """Return what is longest due in each workspace, locked; what another process is at is not.

    Not in a workspace that reads too fast for Slack.
    """
    too_fast = exists().where(
        Gate.workspace_id == Reaction.workspace_id,
        Gate.scope.in_((READING, PACE)),
        Gate.closed_until > now,
    )
    place = func.row_number().over(
        partition_by=Reaction.workspace_id, order_by=(Reaction.due_at, Reaction.id)
    )
    due = (
        select(Reaction.id, place.label("place"))
        .where(Reaction.due_at <= now, Reaction.workspace_id.in_(list(workspace_ids)), ~too_fast)
        .subquery()
    )
    return session.scalars(
        select(Reaction)
        .where(Reaction.id.in_(select(due.c.id).where(due.c.place == 1)), Reaction.due_at <= now)
        .order_by(Reaction.id)
        .with_for_update(skip_locked=True)
    ).all()


def find_win_of(session: Session, workspace_id: int, channel_id: str, ts: str) -> Win | None:
    """Return the win that came from a message, be it in a channel that has got another id since."""
    found = find_by_source(session, workspace_id, source_of_message(channel_id, ts))
    if found is not None:
        return found
    given = session.scalar(
        select(Reaction.win_id)
        .where(
            Reaction.workspace_id == workspace_id,
            Reaction.channel_id == channel_id,
            Reaction.ts == ts,
            Reaction.win_id.is_not(None),
        )
        .limit(1)
    )
    return get_win(session, workspace_id=workspace_id, win_id=given) if given else None
