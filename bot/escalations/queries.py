"""Questions about escalations."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, selectinload

from bot.audit import Invariant
from bot.errors import NotFound
from bot.escalations import rules
from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.rules import Move, State
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import GIVEN_UP
from bot.people.models import Person
from bot.tables import one_of
from bot.teams.models import Team

_WITH_PEOPLE = (
    selectinload(Escalation.answering_team).selectinload(Team.members),
    selectinload(Escalation.raising_team).selectinload(Team.members),
    selectinload(Escalation.initiative),
)


def get_escalation(
    session: Session, *, workspace_id: int, escalation_id: int, lock: bool = False
) -> Escalation:
    """Return the escalation with both teams and their people; raise NotFound if there is none.

    With `lock`, other transactions that lock it wait until this one has ended.
    """
    statement = (
        select(Escalation)
        .where(Escalation.workspace_id == workspace_id, Escalation.id == escalation_id)
        .options(*_WITH_PEOPLE)
    )
    if lock:
        statement = statement.with_for_update(of=Escalation)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("I can't find this escalation any more. Please look for its newest message.")
    return found


def lock_overdue(
    session: Session, *, now: datetime, limit: int
) -> list[tuple[Escalation, datetime]]:
    """Return open escalations that nobody took in time, and when those asked were told, locked.

    At most `limit`, of all workspaces, the longest overdue first; those that another process is
    moving up are passed over. An escalation waits while its notice is on its way. One that was
    given up counts as told when it was written: nobody else would ever be asked.
    """
    delivered_at = func.coalesce(OutboxMessage.sent_at, OutboxMessage.created_at)
    rows = session.execute(
        select(Escalation, delivered_at.label("delivered_at"))
        .join(
            OutboxMessage,
            (OutboxMessage.workspace_id == Escalation.workspace_id)
            & (OutboxMessage.key == Escalation.notice_key),
        )
        .options(*_WITH_PEOPLE)
        .where(
            one_of(Escalation.state, State.OPEN),
            Escalation.due_at <= now,
            or_(OutboxMessage.sent_at.is_not(None), OutboxMessage.state.in_(GIVEN_UP)),
        )
        .order_by(Escalation.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Escalation)
    )
    return [(escalation, delivered_at) for escalation, delivered_at in rows]


def lock_left(session: Session, *, limit: int) -> Sequence[Escalation]:
    """Return escalations that were taken by people whose accounts are deactivated now, locked.

    At most `limit`, of all workspaces; those that another process is at are passed over.
    """
    return session.scalars(
        select(Escalation)
        .join(
            Person,
            and_(
                Person.workspace_id == Escalation.workspace_id,
                Person.user_id == Escalation.acknowledged_by,
            ),
        )
        .options(*_WITH_PEOPLE)
        .where(one_of(Escalation.state, State.ACKNOWLEDGED), Person.deactivated_at.is_not(None))
        .order_by(Escalation.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Escalation)
    ).all()


def find_next_due_at(session: Session, *, now: datetime) -> datetime | None:
    """Return when the next open escalation falls due, of all workspaces."""
    return session.scalar(
        select(func.min(Escalation.due_at)).where(
            one_of(Escalation.state, State.OPEN), Escalation.due_at > now
        )
    )


_MOVED_UP_WITHIN = timedelta(minutes=1)
"""How long an escalation may be overdue: the sweep comes every second."""

_ENDINGS = [(Move.RAISE, State.OPEN)] + [
    (move, after)
    for move in Move
    for state in State
    if move is not Move.RAISE and (after := rules.after(move, state))
]
"""What can have happened last, by where the escalation stands."""


def _forgotten(now: datetime) -> ColumnElement[bool]:
    on_its_way = exists().where(
        OutboxMessage.workspace_id == Escalation.workspace_id,
        OutboxMessage.key == Escalation.notice_key,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.state.not_in(GIVEN_UP),
    )
    overdue = Escalation.due_at <= now - _MOVED_UP_WITHIN
    return and_(one_of(Escalation.state, State.OPEN), overdue, ~on_its_way)


def _nobody_moved(_now: datetime) -> ColumnElement[bool]:
    answered = (Escalation.answer, Escalation.answered_by, Escalation.answered_at)
    return or_(
        _half(Escalation.acknowledged_by, Escalation.acknowledged_at),
        _half(Escalation.answered_by, Escalation.answered_at),
        _half(Escalation.reopened_at, Escalation.reopened_because),
        and_(Escalation.state == State.ACKNOWLEDGED, Escalation.acknowledged_at.is_(None)),
        and_(
            Escalation.state.in_((State.ANSWERED, State.ACCEPTED)),
            or_(*(column.is_(None) for column in answered)),
        ),
        (Escalation.state == State.ACCEPTED) != Escalation.accepted_at.is_not(None),
    )


def _half(
    one: InstrumentedAttribute[Any], other: InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    return one.is_(None) != other.is_(None)


def _ends_elsewhere(_now: datetime) -> ColumnElement[bool]:
    event, later = aliased(EscalationEvent), aliased(EscalationEvent)
    # Not "the one with the highest id": PostgreSQL looks for that among all escalations' events.
    is_last = ~exists().where(later.escalation_id == event.escalation_id, later.id > event.id)
    fits = or_(*(and_(event.move == move, Escalation.state == state) for move, state in _ENDINGS))
    return ~exists().where(
        event.escalation_id == Escalation.id, is_last, event.level == Escalation.level, fits
    )


def _without_card(_now: datetime) -> ColumnElement[bool]:
    name = "ESC-" + cast(Escalation.number, String)
    card, copy = aliased(OutboxMessage), aliased(OutboxMessage)
    return ~and_(
        exists().where(card.workspace_id == Escalation.workspace_id, card.key == name + ":card"),
        exists().where(copy.workspace_id == Escalation.workspace_id, copy.key == name + ":copy"),
    )


INVARIANTS = {
    "an open escalation has a future due time": Invariant(
        Escalation,
        _forgotten,
        "Nobody else is asked. Is a process of Lockstep with the clock running (`run` or "
        "`worker`)? Look at `tick escalations.advance_overdue` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
    "an escalation says who moved it and when": Invariant(
        Escalation, _nobody_moved, "Its card may not say who has it: please report this as a bug."
    ),
    "an escalation stands where its history ends": Invariant(
        Escalation, _ends_elsewhere, "Something is not written down: please report this as a bug."
    ),
    "an escalation has its card": Invariant(
        Escalation,
        _without_card,
        "Nobody sees it: tell the two teams about it, and report this as a bug.",
    ),
}
