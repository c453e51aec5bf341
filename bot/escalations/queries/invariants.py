"""What must hold of escalations."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, or_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.audit import Invariant
from bot.escalations import rules
from bot.escalations.models import Escalation, EscalationEvent, Participant
from bot.escalations.rules import ENDED, OWNED, Move, State
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import GIVEN_UP

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
    return and_(overdue, or_(Escalation.state != State.OPEN, ~on_its_way))


def _never_due(_now: datetime) -> ColumnElement[bool]:
    return Escalation.state.in_(ENDED) != Escalation.due_at.is_(None)


def _nobody_asked(_now: datetime) -> ColumnElement[bool]:
    asked = exists().where(
        Participant.escalation_id == Escalation.id, Participant.asked_at.is_not(None)
    )
    return or_(
        and_(Escalation.state == State.OPEN, ~asked), and_(Escalation.state.in_(ENDED), asked)
    )


def _nobody_moved(_now: datetime) -> ColumnElement[bool]:
    answered = (Escalation.answer, Escalation.answered_by, Escalation.answered_at)
    return or_(
        _half(Escalation.acknowledged_by, Escalation.acknowledged_at),
        _half(Escalation.answered_by, Escalation.answered_at),
        _half(Escalation.reopened_at, Escalation.reopened_because),
        and_(Escalation.state.in_(OWNED), Escalation.acknowledged_at.is_(None)),
        and_(Escalation.state.in_(OWNED), Escalation.promised_at.is_(None)),
        and_(Escalation.state == State.ASKED_BACK, Escalation.question_at.is_(None)),
        _half(Escalation.question, Escalation.question_at),
        and_(
            Escalation.state.in_((State.ANSWERED, State.ACCEPTED)),
            or_(*(column.is_(None) for column in answered)),
        ),
        (Escalation.state == State.ACCEPTED) != Escalation.accepted_at.is_not(None),
        (Escalation.state == State.WITHDRAWN) != Escalation.withdrawn_at.is_not(None),
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
    card, copy, asked = aliased(OutboxMessage), aliased(OutboxMessage), aliased(Participant)
    in_channel = exists().where(
        card.workspace_id == Escalation.workspace_id, card.key == Escalation.card_key
    )
    somebody_has_it = exists().where(
        asked.escalation_id == Escalation.id,
        asked.card_at.is_not(None),
        card.workspace_id == Escalation.workspace_id,
        card.key == name + ":card:" + asked.user_id,
    )
    has_card = case((Escalation.private_at.is_(None), in_channel), else_=somebody_has_it)
    has_copy = exists().where(
        copy.workspace_id == Escalation.workspace_id, copy.key == name + ":copy"
    )
    return ~and_(has_card, has_copy)


INVARIANTS = {
    "an open escalation has a future due time": Invariant(
        Escalation,
        _forgotten,
        "Nobody else is asked. Is a process of Lockstep with the clock running (`run` or "
        "`worker`)? Look at `tick escalations.act_on_due` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
    "an escalation is due until it has ended": Invariant(
        Escalation, _never_due, "Nobody is reminded of it: please report this as a bug."
    ),
    "an open escalation asks somebody": Invariant(
        Escalation,
        _nobody_asked,
        "Nobody knows of it, or somebody is asked in vain: please report this as a bug.",
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
