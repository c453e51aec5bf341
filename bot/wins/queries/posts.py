"""Where wins are told, what is to be told there, and in which message it was."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.teams.models import Team
from bot.wins.models import Channel, Post, Told, Win
from bot.wins.queries.wins import WHOLE
from bot.wins.rules import FOR_ALL, Reach

TOLD_IN: ColumnElement[str] = func.coalesce(Team.wins_channel_id, Team.channel_id)
"""The channel in which a team is told of wins."""


def list_new_channels(session: Session, *, limit: int) -> Sequence[Team]:
    """Return teams whose channel for wins is not known yet, of all workspaces."""
    unknown = [
        ~exists().where(Channel.workspace_id == Team.workspace_id, Channel.channel_id == each)
        for each in (TOLD_IN, Team.channel_id)
    ]
    return session.scalars(
        select(Team)
        .where(Team.closed_at.is_(None), or_(*unknown))
        .order_by(Team.id)
        .limit(limit)
        .options(selectinload(Team.members))
    ).all()


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Channel]:
    """Return channels that are due, locked; those that another process is at are passed over."""
    return session.scalars(
        select(Channel)
        .where(Channel.due_at <= now)
        .order_by(Channel.due_at, Channel.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def list_untold(
    session: Session,
    channel: Channel,
    *,
    is_for_all: bool,
    team_ids: Collection[int],
    limit: int,
) -> Sequence[Win]:
    """Return the wins that a channel has not been told of, which may go there, the oldest first.

    They are locked: whoever is just changing one of them does not see this message yet, and would
    leave the old words in it. Those that everybody may read if it `is_for_all`, and those for one
    of these teams alone. Not those of before it was one for wins.
    """
    wide = Win.reach.in_(FOR_ALL)
    narrow = and_(Win.reach == Reach.TEAM, Win.team_id.in_(team_ids))
    told = exists().where(Told.win_id == Win.id, Told.channel_id == channel.channel_id)
    return session.scalars(
        select(Win)
        .where(
            Win.workspace_id == channel.workspace_id,
            Win.given_at >= channel.begun_at,
            Win.undone_at.is_(None),
            or_(narrow, wide) if is_for_all else narrow,
            ~told,
        )
        .order_by(Win.given_at, Win.id)
        .limit(limit)
        .with_for_update(of=Win)
        .options(*WHOLE)
    ).all()


def find_posts_of(session: Session, win: Win) -> Sequence[Post]:
    """Return the messages that tell a win, with all wins that each tells."""
    of_it = select(Told.post_id).where(Told.workspace_id == win.workspace_id, Told.win_id == win.id)
    return session.scalars(
        select(Post)
        .where(Post.workspace_id == win.workspace_id, Post.id.in_(of_it))
        .order_by(Post.id)
        .options(selectinload(Post.told).selectinload(Told.win).options(*WHOLE))
    ).all()
