"""Decisions, as they are needed to be shown or moved."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.decisions.models import Decision, DecisionEvent, Participant
from bot.decisions.rules import Part, State
from bot.errors import NotFound
from bot.people import queries as people
from bot.tables import one_of
from bot.teams.models import Team

WHOLE = (
    selectinload(Decision.team).selectinload(Team.members),
    selectinload(Decision.partner).selectinload(Team.members),
    selectinload(Decision.initiative),
    selectinload(Decision.participants),
    selectinload(Decision.follows),
    selectinload(Decision.successors),
)

LISTED = (
    selectinload(Decision.partner),
    selectinload(Decision.participants),
    selectinload(Decision.successors),
)
"""What a line of a list needs."""

GONE = "I can't find this decision any more. Please look for its newest message."


def get_decision(
    session: Session, *, workspace_id: int, decision_id: int, lock: bool = False
) -> Decision:
    """Return the decision with all that it needs to be shown; raise NotFound if there is none.

    With `lock`, other transactions that lock it wait until this one has ended; what this one has
    read before stays as it was read.
    """
    statement = (
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.id == decision_id)
        .options(*WHOLE)
    )
    if lock:
        statement = statement.with_for_update(of=Decision)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound(GONE)
    return found


def find_restriction(session: Session, workspace_id: int, decision_id: int) -> str | None:
    """Return the private channel that a decision is kept in, without reading the decision."""
    return session.scalar(
        select(Decision.restricted_to).where(
            Decision.workspace_id == workspace_id, Decision.id == decision_id
        )
    )


def find_by_source(session: Session, workspace_id: int, source: str) -> Decision | None:
    """Return the decision that came from this."""
    return session.scalars(
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.source == source)
        .options(*WHOLE)
    ).one_or_none()


def find_by_view(session: Session, workspace_id: int, view_id: str) -> Decision | None:
    """Return the decision that this modal was sent for already."""
    return session.scalars(
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.view_id == view_id)
        .options(*WHOLE)
    ).one_or_none()


def find_by_number(session: Session, workspace_id: int, number: int) -> Decision | None:
    """Return the decision that people call by this number."""
    return session.scalars(
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.number == number)
        .options(*WHOLE)
    ).one_or_none()


def list_events(session: Session, decision: Decision) -> Sequence[DecisionEvent]:
    """Return everything that happened to it, oldest first."""
    return session.scalars(
        select(DecisionEvent)
        .where(
            DecisionEvent.workspace_id == decision.workspace_id,
            DecisionEvent.decision_id == decision.id,
        )
        .order_by(DecisionEvent.id)
    ).all()


def list_newest(
    session: Session, workspace_id: int, team_ids: Collection[int], limit: int
) -> Sequence[Decision]:
    """Return the newest decisions of these teams, also joint ones, at most `limit`."""
    theirs = or_(Decision.team_id.in_(team_ids), Decision.partner_id.in_(team_ids))
    return session.scalars(
        select(Decision)
        .where(Decision.workspace_id == workspace_id, theirs)
        .order_by(Decision.id.desc())
        .limit(limit)
        .options(*WHOLE)
    ).all()


def find_readers(
    session: Session, decision: Decision, user_ids: Collection[str]
) -> Collection[str]:
    """Return those of `user_ids` who may read its words, as `may_read` has it."""
    if decision.restricted_to is None:
        return user_ids
    return people.find_readers(session, decision.workspace_id, decision.restricted_to, user_ids)


def may_read(
    session: Session, decision: Decision, user_id: str, *, channel_id: str | None = None
) -> bool:
    """Return whether somebody may read its words.

    Of a restricted one only who is in its channel, as Slack has told us, or is speaking there now.
    """
    if decision.restricted_to in {None, channel_id}:
        return True
    channels = people.list_channels_of(session, decision.workspace_id, user_id)
    return decision.restricted_to in channels


def count_waiting_for(session: Session, workspace_id: int, user_id: str) -> int:
    """Return how many proposals wait for somebody's own vote."""
    return session.scalar(_waiting_for(workspace_id, user_id, func.count())) or 0


def list_waiting_for(
    session: Session, workspace_id: int, user_id: str, limit: int
) -> Sequence[Decision]:
    """Return the proposals that wait for somebody's own vote, the oldest first, at most `limit`."""
    return session.scalars(
        _waiting_for(workspace_id, user_id, Decision)
        .order_by(Decision.proposed_at, Decision.id)
        .limit(limit)
        .options(*WHOLE)
    ).all()


def _waiting_for(workspace_id: int, user_id: str, what: Any) -> Select[Any]:
    return (
        select(what)
        .select_from(Participant)
        .join(Decision, Decision.id == Participant.decision_id)
        .where(
            Participant.workspace_id == workspace_id,
            Participant.user_id == user_id,
            one_of(Participant.part, Part.APPROVER),
            Participant.vote.is_(None),
            Participant.removed_at.is_(None),
            one_of(Decision.state, State.PROPOSED),
        )
    )
