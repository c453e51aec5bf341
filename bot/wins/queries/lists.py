"""Wins in lists: what somebody may see, and all of them to be taken out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from bot.teams.models import Team
from bot.wins.models import Honoree, Win
from bot.wins.queries.members import list_members
from bot.wins.queries.wins import WHOLE
from bot.wins.rules import FOR_ALL


@dataclass(frozen=True)
class Which:
    """Which wins somebody asks for: all that they may see, unless something is said here."""

    is_mine: bool = False
    team: Team | None = None
    initiative_id: int | None = None
    since: datetime | None = None
    number: int | None = None


def list_seen(
    session: Session,
    workspace_id: int,
    team_ids: Collection[int],
    *,
    user_id: str,
    which: Which,
    limit: int,
) -> Sequence[Win]:
    """Return the newest wins that somebody of these teams may see, at most `limit`.

    What goes no further than a team is for that team, for who gave it and for whom it names.
    """
    mine = or_(Win.given_by == user_id, Win.id.in_(_naming(workspace_id, [user_id])))
    seen = or_(mine, Win.reach.in_(FOR_ALL), Win.team_id.in_(team_ids))
    return session.scalars(
        select(Win)
        .where(
            Win.workspace_id == workspace_id,
            Win.undone_at.is_(None),
            mine if which.is_mine else seen,
            *_chosen(session, workspace_id, which),
        )
        .order_by(Win.given_at.desc(), Win.id.desc())
        .limit(limit)
        .options(*WHOLE)
    ).all()


def read_since(session: Session, workspace_id: int, after: int, limit: int) -> Sequence[Win]:
    """Return at most `limit` wins that stand, with ids after this one, in their order."""
    return session.scalars(
        select(Win)
        .where(Win.workspace_id == workspace_id, Win.id > after, Win.undone_at.is_(None))
        .order_by(Win.id)
        .limit(limit)
        .options(*WHOLE)
    ).all()


def _chosen(session: Session, workspace_id: int, which: Which) -> Iterator[ColumnElement[bool]]:
    if which.team is not None:
        named = _naming(workspace_id, list_members(session, which.team))
        yield or_(Win.team_id == which.team.id, Win.id.in_(named))
    if which.initiative_id is not None:
        yield Win.initiative_id == which.initiative_id
    if which.number is not None:
        yield Win.number == which.number
    if which.since is not None:
        yield Win.given_at >= which.since


def _naming(workspace_id: int, user_ids: Collection[str]) -> Select[int]:
    """Return the ids of wins that name one of these."""
    return select(Honoree.win_id).where(
        Honoree.workspace_id == workspace_id, Honoree.user_id.in_(user_ids)
    )
