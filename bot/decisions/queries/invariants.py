"""Sentences that must be true of decisions, for the audit."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from bot.audit import Invariant
from bot.decisions.models import Decision, DecisionEvent, Indexed, Participant, Weekly
from bot.decisions.queries.history import find_altered
from bot.decisions.rules import HOLDING, Part, State


def _without_history(_now: datetime) -> ColumnElement[bool]:
    return ~exists().where(DecisionEvent.decision_id == Decision.id)


def _approved_by_nobody(_now: datetime) -> ColumnElement[bool]:
    return Decision.state.in_(HOLDING) & Decision.accepted_at.is_(None)


def _waits_for_nobody(_now: datetime) -> ColumnElement[bool]:
    approver = exists().where(
        Participant.decision_id == Decision.id,
        Participant.part == Part.APPROVER,
        Participant.removed_at.is_(None),
    )
    return and_(Decision.state == State.PROPOSED, ~approver)


def _follows_later(_now: datetime) -> ColumnElement[bool]:
    return Decision.follows_id >= Decision.id


def _replaced_by_nothing(_now: datetime) -> ColumnElement[bool]:
    successor = aliased(Decision)
    follows = exists().where(
        successor.workspace_id == Decision.workspace_id,
        successor.follows_id == Decision.id,
        successor.state.in_(HOLDING),
    )
    return Decision.state.in_((State.SUPERSEDED, State.REVERSED)) & ~follows


def _voted_by_halves(_now: datetime) -> ColumnElement[bool]:
    return Participant.vote.is_(None) != Participant.voted_at.is_(None)


def _follows_by_halves(_now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(Decision.follows_id.is_(None), Decision.follows_as.is_not(None)),
        and_(Decision.follows_id.is_not(None), Decision.follows_as.is_(None)),
    )


def _overdue(now: datetime) -> ColumnElement[bool]:
    return Decision.due_at <= now - _WITHIN


def _unheard(now: datetime) -> ColumnElement[bool]:
    return Weekly.due_at <= now - _WITHIN


_WITHIN = timedelta(minutes=5)
"""How long what is due may wait: the sweeps come every minute."""


def _not_found_by_anything(_now: datetime) -> ColumnElement[bool]:
    return ~exists().where(Indexed.decision_id == Decision.id)


_BUG = "Please report this as a bug."
_CLOCK = (
    "Is a process of Lockstep with the clock running (`run` or `worker`)? Look at `tick {}` in its "
    "`/readyz` and its log."
)

PROOFS = {"the history of decisions is as it was written": find_altered}

INVARIANTS = {
    "a decision has a history": Invariant(
        Decision, _without_history, f"It was written by something else than Lockstep. {_BUG}"
    ),
    "a decision that held was accepted": Invariant(Decision, _approved_by_nobody, _BUG),
    "a proposal has an approver": Invariant(
        Decision, _waits_for_nobody, f"Nobody can decide it: its driver can choose others. {_BUG}"
    ),
    "a decision follows an older one": Invariant(
        Decision, _follows_later, f"Two may be in each other's place. {_BUG}"
    ),
    "what a decision is superseded by holds": Invariant(Decision, _replaced_by_nothing, _BUG),
    "a decision can be found": Invariant(
        Decision, _not_found_by_anything, f"`/decision find` finds it by nothing. {_BUG}"
    ),
    "a vote has a time": Invariant(Participant, _voted_by_halves, _BUG),
    "a decision that follows another says how": Invariant(Decision, _follows_by_halves, _BUG),
    "a decision that is due is acted on": Invariant(
        Decision, _overdue, _CLOCK.format("decisions.act_on_due"), in_new_rows=False
    ),
    "a team hears of its decisions in time": Invariant(
        Weekly, _unheard, _CLOCK.format("decisions.send_weekly"), in_new_rows=False
    ),
}
