"""The ladders of pairs of teams."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation, Ladder
from bot.escalations.queries.escalations import WITH_PEOPLE

_NEWEST = (
    select(Ladder)
    .where(
        Ladder.workspace_id == bindparam("of_workspace"),
        Ladder.team_id == bindparam("team"),
        Ladder.other_team_id == bindparam("other"),
    )
    .order_by(Ladder.version.desc())
    .limit(1)
)


def find_ladder(session: Session, workspace_id: int, pair: tuple[int, int]) -> Ladder | None:
    """Return the newest ladder of two teams, whose ids are in order; None if it is the default."""
    team, other = pair
    values = {"of_workspace": workspace_id, "team": team, "other": other}
    return session.scalars(_NEWEST, values).one_or_none()


def count_open(session: Session, workspace_id: int, pair: tuple[int, int]) -> int:
    """Return how many escalations between two teams a change of their ladder can be applied to."""
    here = Escalation.workspace_id == workspace_id
    return session.scalar(select(func.count()).where(here, *_open_between(pair))) or 0


def lock_to_apply(session: Session) -> Ladder | None:
    """Return a ladder that what is open is to climb too, locked, of any workspace."""
    return session.scalars(
        select(Ladder)
        .where(Ladder.applies_at.is_not(None), Ladder.applied_at.is_(None))
        .order_by(Ladder.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def lock_on_older(session: Session, ladder: Ladder, *, limit: int) -> Sequence[Escalation]:
    """Return open escalations of its two teams that climb an older ladder, locked."""
    pair = (ladder.team_id, ladder.other_team_id)
    return session.scalars(
        select(Escalation)
        .where(
            Escalation.workspace_id == ladder.workspace_id,
            Escalation.ladder_id < ladder.id,
            *_open_between(pair),
        )
        .order_by(Escalation.id)
        .limit(limit)
        .options(*WITH_PEOPLE)
        .with_for_update(of=Escalation)
    ).all()


def _open_between(pair: tuple[int, int]) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions; a private one keeps its ladder, which says who may see it."""
    team, other = pair
    one_way = and_(Escalation.raising_team_id == team, Escalation.answering_team_id == other)
    other_way = and_(Escalation.raising_team_id == other, Escalation.answering_team_id == team)
    between = or_(one_way, other_way)
    return Escalation.due_at.is_not(None), Escalation.private_at.is_(None), between
