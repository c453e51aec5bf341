"""Escalations, as they are needed to be shown or moved."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from bot.errors import NotFound
from bot.escalations.models import Escalation, EscalationEvent
from bot.teams.models import Team

WITH_PEOPLE = (
    selectinload(Escalation.answering_team).selectinload(Team.members),
    selectinload(Escalation.raising_team).selectinload(Team.members),
    selectinload(Escalation.initiative),
    selectinload(Escalation.decision),
    selectinload(Escalation.ladder),
    selectinload(Escalation.participants),
)


def get_escalation(
    session: Session, *, workspace_id: int, escalation_id: int, lock: bool = False
) -> Escalation:
    """Return the escalation with all that it needs to be shown; raise NotFound if there is none.

    With `lock`, other transactions that lock it wait until this one has ended.
    """
    statement = (
        select(Escalation)
        .where(Escalation.workspace_id == workspace_id, Escalation.id == escalation_id)
        .options(*WITH_PEOPLE)
    )
    if lock:
        statement = statement.with_for_update(of=Escalation)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("I can't find this escalation any more. Please look for its newest message.")
    return found


def list_events(session: Session, escalation: Escalation) -> Sequence[EscalationEvent]:
    """Return everything that happened to it, oldest first."""
    return session.scalars(
        select(EscalationEvent)
        .where(
            EscalationEvent.workspace_id == escalation.workspace_id,
            EscalationEvent.escalation_id == escalation.id,
        )
        .order_by(EscalationEvent.id)
    ).all()


def find_same(
    session: Session, workspace_id: int, *, origin: str | None, initiative_id: int | None
) -> Escalation | None:
    """Return the newest unfinished escalation of this origin, or of this initiative."""
    same = [Escalation.origin == origin] if origin else []
    if initiative_id is not None:
        same.append(Escalation.initiative_id == initiative_id)
    if not same:
        return None
    return session.scalars(
        select(Escalation)
        .where(Escalation.workspace_id == workspace_id, Escalation.due_at.is_not(None), or_(*same))
        .order_by(Escalation.id.desc())
        .limit(1)
        .options(*WITH_PEOPLE)
    ).one_or_none()
