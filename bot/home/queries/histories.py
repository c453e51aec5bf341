"""News of what has a history: the events since a bookmark.

A bookmark has the id up to which all events are told, and those told beyond it.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.decisions.models import DecisionEvent
from bot.decisions.models import Participant as Approver
from bot.decisions.rules import Part
from bot.escalations.models import Escalation, EscalationEvent, Participant
from bot.home.queries import audience
from bot.home.queries.bookmarks import AT_ONCE, COMMITTED_WITHIN, News
from bot.roadmap.models import InitiativeChange, Owner
from bot.roadmap.rules import team_of
from bot.tables import among

Bookmark = dict[str, Any]


def of_escalations(
    session: Session, workspace_id: int, bookmark: Bookmark | None, now: datetime
) -> News:
    """Read what happened to escalations."""

    def concerned(new: Collection[int]) -> set[str]:
        events = _list_events(session, workspace_id, new)
        people, teams = (
            _list_participants(session, workspace_id, {each.id for each in events}),
            set(),
        )
        for event in events:
            theirs = {event.by, event.raised_by, event.asker_id, event.acknowledged_by}
            people |= {*theirs, event.answered_by} - {None}
            teams |= {event.raising_team_id, event.answering_team_id}
        return people | audience.of_teams(session, workspace_id, teams, now)

    return _read(session, EscalationEvent, workspace_id, bookmark, concerned=concerned, now=now)


def of_decisions(
    session: Session, workspace_id: int, bookmark: Bookmark | None, now: datetime
) -> News:
    """Read what happened to decisions: it concerns those who have, or had, to decide them."""

    def concerned(new: Collection[int]) -> set[str]:
        touched = select(DecisionEvent.decision_id).where(
            among(DecisionEvent.id, new, workspace_id)
        )
        approvers = select(Approver.user_id).where(
            Approver.workspace_id == workspace_id,
            Approver.decision_id.in_(touched),
            Approver.part == Part.APPROVER,
        )
        return set(session.scalars(approvers))

    return _read(session, DecisionEvent, workspace_id, bookmark, concerned=concerned, now=now)


def of_initiatives(
    session: Session, workspace_id: int, bookmark: Bookmark | None, now: datetime
) -> News:
    """Read what was changed of initiatives: it concerns those who own them, and who did before."""

    def concerned(new: Collection[int]) -> set[str]:
        changes = _list_changes(session, workspace_id, new)
        touched = {change.initiative_id for change in changes}
        owners = session.scalars(
            select(Owner.user_id).where(
                Owner.workspace_id == workspace_id, Owner.initiative_id.in_(touched)
            )
        )
        former = {change.before for change in changes if team_of(change.field)}
        return {*owners, *former} - {None}

    return _read(session, InitiativeChange, workspace_id, bookmark, concerned=concerned, now=now)


def _list_events(session: Session, workspace_id: int, ids: Collection[int]) -> Sequence[Any]:
    return session.execute(
        select(
            EscalationEvent.by,
            Escalation.id,
            Escalation.raised_by,
            Escalation.asker_id,
            Escalation.acknowledged_by,
            Escalation.answered_by,
            Escalation.raising_team_id,
            Escalation.answering_team_id,
        )
        .join(Escalation, Escalation.id == EscalationEvent.escalation_id)
        .where(
            among(EscalationEvent.id, ids, workspace_id),
            Escalation.workspace_id == workspace_id,
        )
    ).all()


def _list_participants(session: Session, workspace_id: int, ids: Collection[int]) -> set[str]:
    return set(
        session.scalars(
            select(Participant.user_id).where(
                Participant.workspace_id == workspace_id, Participant.escalation_id.in_(ids)
            )
        )
    )


def _list_changes(session: Session, workspace_id: int, ids: Collection[int]) -> Sequence[Any]:
    return session.execute(
        select(
            InitiativeChange.initiative_id, InitiativeChange.field, InitiativeChange.before
        ).where(among(InitiativeChange.id, ids, workspace_id))
    ).all()


def _read(
    session: Session,
    history: type[EscalationEvent | DecisionEvent | InitiativeChange],
    workspace_id: int,
    bookmark: Bookmark | None,
    *,
    concerned: Callable[[Collection[int]], set[str]],
    now: datetime,
) -> News:
    settled, told = _where(session, history, bookmark)
    # Of every workspace, for one that is quiet must not read the others' again and again; whose
    # they are is all that is asked of them.
    found = session.execute(
        select(history.id, history.at, history.workspace_id == workspace_id)
        .where(history.id > settled)
        .order_by(history.id)
        .limit(AT_ONCE)
    )
    rows = [(id_, at, is_here) for id_, at, is_here in found]
    new = [id_ for id_, _at, is_here in rows if is_here and id_ not in told]
    return News(
        concerned(new) if new else (),
        _next_bookmark(settled, rows, now),
        more=len(rows) == AT_ONCE,
    )


def _where(
    session: Session,
    history: type[EscalationEvent | DecisionEvent | InitiativeChange],
    bookmark: Bookmark | None,
) -> tuple[int, frozenset[int]]:
    """Return the id up to which all is told, and the ids told beyond it.

    Who begins to read needs no more of the past than may be committed late, and reads that at once.
    """
    if bookmark is not None:
        return bookmark["settled"], frozenset(bookmark["told"])
    newest = session.scalar(select(func.max(history.id))) or 0
    return max(0, newest - AT_ONCE + 1), frozenset()


def _next_bookmark(
    settled: int, seen: Sequence[tuple[int, datetime, bool]], now: datetime
) -> Bookmark:
    old = [id_ for id_, at, _is_here in seen if at <= now - COMMITTED_WITHIN]
    if not old and len(seen) == AT_ONCE:
        old = [id_ for id_, _at, _is_here in seen]  # else it would read these for ever
    settled = max(old, default=settled)
    told = [id_ for id_, _at, is_here in seen if is_here and id_ > settled]
    return {"settled": settled, "told": told}
