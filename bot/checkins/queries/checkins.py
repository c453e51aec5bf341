"""Finding check-ins: one, somebody's, and those that the clock has to look at."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from bot.checkins.models import Checkin, Plan, Round
from bot.checkins.rules import State
from bot.errors import NotFound
from bot.roadmap.models import Initiative, Owner
from bot.roadmap.rules import Stage
from bot.teams.models import Team

_WITH_PEOPLE = (
    joinedload(Round.initiative)
    .selectinload(Initiative.owners)
    .joinedload(Owner.team)
    .selectinload(Team.members)
)
_WITH_ROUND = contains_eager(Checkin.round).options(_WITH_PEOPLE, selectinload(Round.checkins))


def get_checkin(
    session: Session, *, workspace_id: int, checkin_id: int, lock: bool = False
) -> Checkin:
    """Return a check-in with its round, and its initiative with its owners. Raises NotFound.

    With `lock`, others that lock its round wait until this transaction has ended.
    """
    which = Checkin.workspace_id == workspace_id, Checkin.id == checkin_id
    if lock:
        ids = select(Round.id).join(Round.checkins).where(*which)
        session.execute(ids.with_for_update(of=Round))
    found = session.scalars(_all().where(*which)).one_or_none()
    if found is None:
        raise NotFound("I can't find this check-in any more. Type `/roadmap checkin` for yours.")
    return found


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Checkin]:
    """Return the check-ins that the clock has to look at, locked with their rounds.

    Those that others have locked are passed over.
    """
    return session.scalars(
        _all()
        .where(Checkin.due_at <= now)
        .order_by(Checkin.due_at, Checkin.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=[Checkin, Round])
    ).all()


def find_newer(session: Session, checkin: Checkin) -> int | None:
    """Return the id of a later check-in of the same side, if there is one."""
    return session.scalars(
        select(Checkin.id)
        .where(
            Checkin.workspace_id == checkin.workspace_id,
            Checkin.initiative_id == checkin.initiative_id,
            Checkin.team_id == checkin.team_id,
            Checkin.id > checkin.id,
        )
        .limit(1)
    ).one_or_none()


def find_last_day(session: Session, initiative: Initiative) -> date | None:
    """Return the last day on which the owners of an initiative were asked."""
    return session.scalar(
        select(func.max(Round.held_on)).where(
            Round.workspace_id == initiative.workspace_id, Round.initiative_id == initiative.id
        )
    )


def list_newest(
    session: Session, workspace_id: int, user_id: str, *, limit: int
) -> Sequence[Checkin]:
    """Return somebody's check-ins of rounds that nothing came after, those that wait first."""
    newest = (
        select(func.max(Checkin.id))
        .where(Checkin.workspace_id == workspace_id, Checkin.user_id == user_id)
        .group_by(Checkin.initiative_id, Checkin.team_id)
    )
    return session.scalars(
        _all()
        .where(
            Checkin.workspace_id == workspace_id,
            Checkin.id.in_(newest),
            Checkin.state != State.WITHDRAWN,
        )
        .order_by(Checkin.answered_at.is_not(None), Checkin.id.desc())
        .limit(limit)
    ).all()


def list_silent(session: Session, workspace_id: int) -> Sequence[Checkin]:
    """Return the check-ins of which sponsors were told, and that nobody has answered since."""
    newest = (
        select(func.max(Checkin.id))
        .where(Checkin.workspace_id == workspace_id)
        .group_by(Checkin.initiative_id, Checkin.team_id)
    )
    return session.scalars(
        select(Checkin)
        .where(
            Checkin.workspace_id == workspace_id,
            Checkin.state == State.SILENT,
            Checkin.id.in_(newest),
        )
        .order_by(Checkin.id)
    ).all()


def list_unplanned(session: Session, *, limit: int) -> Sequence[tuple[Initiative, Plan | None]]:
    """Return initiatives that were changed since their check-ins were planned, with that plan.

    An initiative that was never active has none, and needs none.
    """
    rows = session.execute(
        select(Initiative, Plan)
        .outerjoin(Plan, Plan.initiative_id == Initiative.id)
        .where(
            or_(
                (Initiative.stage == Stage.ACTIVE) & Plan.id.is_(None),
                Initiative.version != Plan.version,
            )
        )
        .order_by(Initiative.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Initiative, key_share=True)
        .options(selectinload(Initiative.owners))
    )
    return [(initiative, plan) for initiative, plan in rows]


def lock_plans_due(session: Session, *, now: datetime, limit: int) -> Sequence[Plan]:
    """Return the plans whose day begins, locked, with their initiatives and owners.

    In the order of workspaces.
    """
    return session.scalars(
        select(Plan)
        .where(Plan.due_at <= now)
        .order_by(Plan.due_at, Plan.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Plan)
        .options(selectinload(Plan.initiative).selectinload(Initiative.owners))
    ).all()


def list_open_rounds(session: Session, initiatives: Sequence[Initiative]) -> Sequence[Round]:
    """Return the rounds of one workspace's initiatives that are not over, locked, oldest first."""
    if not initiatives:
        return []
    return session.scalars(
        select(Round)
        .where(
            Round.workspace_id == initiatives[0].workspace_id,
            Round.initiative_id.in_([initiative.id for initiative in initiatives]),
            Round.closed_at.is_(None),
        )
        .order_by(Round.id)
        .with_for_update(of=Round)
        .options(selectinload(Round.checkins))
    ).all()


def _all() -> Select[Checkin]:
    return select(Checkin).join(Checkin.round).options(_WITH_ROUND)
