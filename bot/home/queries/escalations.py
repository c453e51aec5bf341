"""Escalations on a Home: those that wait for its person, and those that they raised."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select, union
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation, Participant
from bot.escalations.rules import OWNED, State, Urgency
from bot.home.rules import Deed, Item, Status, Viewer, Week
from bot.tables import one_of

_THEIR_TURN = (State.ANSWERED, State.ASKED_BACK)
"""It is the asker who has to act."""

_EXCERPT = 200
"""Characters of people's words that are read: a row shows fewer."""

_URGENCIES = list(Urgency)


def count_waiting(session: Session, viewer: Viewer) -> int:
    """Return how many wait for the person."""
    return _count(session, _waiting(viewer))


def list_waiting(session: Session, viewer: Viewer, limit: int) -> list[Item]:
    """Return what waits for the person, most urgent first: to take, to answer, or to accept."""
    rows = _list(session, _waiting(viewer), limit)
    return [_item(row, viewer, _WAITING[row.state](row)) for row in rows]


def count_raised(session: Session, viewer: Viewer) -> int:
    """Return how many the person raised that wait for somebody else."""
    return _count(session, _raised(viewer))


def list_raised(session: Session, viewer: Viewer, limit: int) -> list[Item]:
    """Return what the person raised and others have yet to answer, most urgent first."""
    rows = _list(session, _raised(viewer), limit)
    return [_item(row, viewer, _RAISED[row.state](row)) for row in rows]


def count_week(session: Session, viewer: Viewer, *, since: datetime) -> Week:
    """Return what the person raised and answered since then."""
    raised, raised_and_answered = session.execute(
        select(func.count(), func.count(_IF_ANSWERED)).where(
            Escalation.workspace_id == viewer.workspace_id,
            Escalation.raised_by == viewer.user_id,
            Escalation.raised_at >= since,
        )
    ).one()
    answered = session.scalar(
        select(func.count()).where(
            Escalation.workspace_id == viewer.workspace_id,
            Escalation.answered_by == viewer.user_id,
            Escalation.answered_at >= since,
        )
    )
    return Week(raised, raised_and_answered, answered or 0)


_IF_ANSWERED = case((Escalation.state.in_((State.ANSWERED, State.ACCEPTED)), 1))


def _waiting(viewer: Viewer) -> Select[Any]:
    """Return the ids of what waits for the person; each part has an index of its own."""
    parts = [
        select(Escalation.id).where(Escalation.workspace_id == viewer.workspace_id, *part)
        for part in _parts(viewer)
    ]
    return select(union(*parts).subquery().c.id)


def _parts(viewer: Viewer) -> Iterator[tuple[ColumnElement[bool], ...]]:
    yield Escalation.state == State.OPEN, Escalation.id.in_(_asked(viewer, [viewer.user_id]))
    if viewer.stands_in_for:
        # Nobody sees a private one for somebody else.
        instead = Escalation.id.in_(_asked(viewer, viewer.stands_in_for))
        yield Escalation.state == State.OPEN, Escalation.private_at.is_(None), instead
    owed = one_of(Escalation.state, *OWNED), Escalation.state != State.ASKED_BACK
    yield *owed, Escalation.acknowledged_by == viewer.user_id
    yield *_asked_by(viewer), Escalation.state.in_(_THEIR_TURN)


def _asked(viewer: Viewer, user_ids: Sequence[str]) -> Select[Any]:
    return select(Participant.escalation_id).where(
        Participant.workspace_id == viewer.workspace_id,
        Participant.user_id.in_(user_ids),
        Participant.asked_at.is_not(None),
    )


def _raised(viewer: Viewer) -> Select[Any]:
    here = Escalation.workspace_id == viewer.workspace_id
    waits = Escalation.state.not_in(_THEIR_TURN)
    return select(Escalation.id).where(here, *_asked_by(viewer), waits)


def _asked_by(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that the partial index is of."""
    return Escalation.due_at.is_not(None), Escalation.asker_id == viewer.user_id


def _count(session: Session, ids: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def _list(session: Session, ids: Select[Any], limit: int) -> Sequence[Row[Any]]:
    of_these = select(*_COLUMNS).where(Escalation.id.in_(ids))
    most_urgent_first = of_these.order_by(_RANK, Escalation.due_at, Escalation.id)
    return session.execute(most_urgent_first.limit(limit)).all()


_RANK = case({urgency: rank for rank, urgency in enumerate(_URGENCIES)}, value=Escalation.urgency)

_COLUMNS = (
    Escalation.id,
    Escalation.number,
    Escalation.urgency,
    Escalation.raising_team_id,
    Escalation.answering_team_id,
    func.substr(Escalation.stuck, 1, _EXCERPT).label("stuck"),
    Escalation.state,
    Escalation.due_at,
    Escalation.acknowledged_by,
    Escalation.acknowledged_at,
    Escalation.promised_at,
    Escalation.question_at,
    Escalation.answered_by,
    Escalation.answered_at,
)

Fate = tuple[Status, datetime, str | None, Deed]
"""How a row ends: its status, when and by whom, and what the person can do."""

_WAITING: Mapping[State, Callable[[Row[Any]], Fate]] = {
    State.OPEN: lambda row: (Status.ASKED, row.due_at, None, Deed.ACKNOWLEDGE),
    State.ACKNOWLEDGED: lambda row: (Status.OWED, row.promised_at, None, Deed.ANSWER),
    State.SNOOZED: lambda row: (Status.PUT_OFF, row.promised_at, None, Deed.ANSWER),
    State.ASKED_BACK: lambda row: (
        Status.ASKED_BACK,
        row.question_at,
        row.acknowledged_by,
        Deed.OPEN,
    ),
    State.ANSWERED: lambda row: (Status.ANSWERED, row.answered_at, row.answered_by, Deed.ACCEPT),
}
_RAISED: Mapping[State, Callable[[Row[Any]], Fate]] = {
    State.OPEN: lambda row: (Status.NOT_TAKEN, row.due_at, None, Deed.OPEN),
    **dict.fromkeys(
        (State.ACKNOWLEDGED, State.SNOOZED),
        lambda row: (Status.PROMISED, row.promised_at, row.acknowledged_by, Deed.OPEN),
    ),
}


def _item(row: Row[Any], viewer: Viewer, fate: Fate) -> Item:
    status, at, by, deed = fate
    raising, answering = (
        viewer.team_names[team_id] for team_id in (row.raising_team_id, row.answering_team_id)
    )
    return Item(
        name=f"ESC-{row.number}",
        urgency=_URGENCIES.index(row.urgency),
        label=row.urgency.value.capitalize(),
        about=f"{raising} asks {answering}",
        words=row.stuck,
        due_at=row.due_at,
        status=status,
        at=at,
        by=by,
        deed=deed,
        subject=str(row.id),
    )
