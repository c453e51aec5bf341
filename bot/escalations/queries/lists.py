"""Escalations as lists: mine, my team's, what is overdue, what belongs to an initiative."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation, Participant
from bot.escalations.queries.escalations import WITH_PEOPLE
from bot.escalations.rules import Urgency


@dataclass(frozen=True)
class Listed:
    """The first escalations of a list, most urgent first, and how many there are."""

    escalations: Sequence[Escalation]
    total: int


def list_mine(session: Session, workspace_id: int, user_id: str, limit: int) -> Listed:
    """Return what somebody asked, has, is asked, or takes part in."""
    taking_part = select(Participant.escalation_id).where(
        Participant.workspace_id == workspace_id,
        Participant.user_id == user_id,
        or_(Participant.asked_at.is_not(None), Participant.followed_at.is_not(None)),
    )
    theirs = or_(
        Escalation.asker_id == user_id,
        Escalation.acknowledged_by == user_id,
        Escalation.id.in_(taking_part),
    )
    return _list(session, workspace_id, user_id, limit, theirs)


def list_of_teams(
    session: Session, workspace_id: int, user_id: str, team_ids: Collection[int], limit: int
) -> Listed:
    """Return what these teams ask, or are asked."""
    theirs = or_(
        Escalation.answering_team_id.in_(team_ids), Escalation.raising_team_id.in_(team_ids)
    )
    return _list(session, workspace_id, user_id, limit, theirs)


def list_overdue(session: Session, workspace_id: int, user_id: str, limit: int) -> Listed:
    """Return those of which a level or a promise was missed, and that are not finished."""
    return _list(session, workspace_id, user_id, limit, Escalation.first_late_at.is_not(None))


def list_of_initiative(
    session: Session, workspace_id: int, user_id: str, initiative_id: int, limit: int
) -> Listed:
    """Return what is part of an initiative."""
    return _list(session, workspace_id, user_id, limit, Escalation.initiative_id == initiative_id)


def _list(
    session: Session, workspace_id: int, user_id: str, limit: int, which: ColumnElement[bool]
) -> Listed:
    unfinished = and_(
        Escalation.workspace_id == workspace_id,
        Escalation.due_at.is_not(None),
        which,
        _may_see(workspace_id, user_id),
    )
    found = session.scalars(
        select(Escalation)
        .where(unfinished)
        .order_by(_RANK, Escalation.due_at, Escalation.id)
        .limit(limit)
        .options(*WITH_PEOPLE)
    ).all()
    total = session.scalar(select(func.count()).select_from(Escalation).where(unfinished)) or 0
    # Who took part in a private one may have lost their place on its ladder since.
    theirs = [each for each in found if each.private_at is None or user_id in each.audience()]
    return Listed(theirs, total - len(found) + len(theirs))


def _may_see(workspace_id: int, user_id: str) -> ColumnElement[bool]:
    """Return the condition that a private one is theirs: they asked, have it, or were asked."""
    taking_part = select(Participant.escalation_id).where(
        Participant.workspace_id == workspace_id, Participant.user_id == user_id
    )
    return or_(
        Escalation.private_at.is_(None),
        Escalation.asker_id == user_id,
        Escalation.acknowledged_by == user_id,
        Escalation.id.in_(taking_part),
    )


def find_by_number(session: Session, workspace_id: int, number: int) -> Escalation | None:
    """Return the escalation that people call by this number."""
    return session.scalars(
        select(Escalation)
        .where(Escalation.workspace_id == workspace_id, Escalation.number == number)
        .options(*WITH_PEOPLE)
    ).one_or_none()


def read_since(session: Session, workspace_id: int, after: int, limit: int) -> Sequence[Escalation]:
    """Return at most `limit` escalations with ids after this one, in their order."""
    return session.scalars(
        select(Escalation)
        .where(Escalation.workspace_id == workspace_id, Escalation.id > after)
        .order_by(Escalation.id)
        .limit(limit)
        .options(*WITH_PEOPLE)
    ).all()


_RANK = case({urgency: rank for rank, urgency in enumerate(Urgency)}, value=Escalation.urgency)
