"""What must be true of every check-in."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists

from bot.audit import Invariant
from bot.checkins.models import Checkin, CheckinAnswer, Plan, Round
from bot.checkins.rules import OPEN, State
from bot.roadmap.models import Initiative, Side
from bot.roadmap.rules import Stage


def _waiting_for_nobody(_now: datetime) -> ColumnElement[bool]:
    waits = exists().where(Checkin.round_id == Round.id, Checkin.state.in_(OPEN))
    return and_(Round.closed_at.is_(None), ~waits)


def _forgotten(_now: datetime) -> ColumnElement[bool]:
    return and_(Checkin.state.in_(OPEN), Checkin.due_at.is_(None))


def _without_answer(_now: datetime) -> ColumnElement[bool]:
    return and_(
        Checkin.state == State.ANSWERED,
        ~exists().where(CheckinAnswer.checkin_id == Checkin.id),
    )


def _asked_while_not_active(_now: datetime) -> ColumnElement[bool]:
    goes_on = exists().where(
        Initiative.id == Plan.initiative_id,
        Initiative.version == Plan.version,
        Initiative.stage == Stage.ACTIVE,
    )
    stale = exists().where(Initiative.id == Plan.initiative_id, Initiative.version != Plan.version)
    return and_(Plan.due_at.is_not(None), ~goes_on, ~stale)


def _shown_before_its_time(_now: datetime) -> ColumnElement[bool]:
    said = exists().where(
        CheckinAnswer.initiative_id == Side.initiative_id,
        CheckinAnswer.team_id == Side.team_id,
        CheckinAnswer.at == Side.said_at,
    )
    return and_(Side.said_at.is_not(None), ~said)


INVARIANTS = {
    "a round of check-ins waits for somebody, or is over": Invariant(
        Round, _waiting_for_nobody, "What was said is never shown: please report this as a bug."
    ),
    "the clock looks at who has not checked in": Invariant(
        Checkin, _forgotten, "Nobody is reminded of it: please report this as a bug."
    ),
    "who has checked in has said something": Invariant(
        Checkin, _without_answer, "Nothing is shown of it: ask its owner to check in again."
    ),
    "only owners of active initiatives are asked": Invariant(
        Plan, _asked_while_not_active, "They are asked for nothing: please report this as a bug."
    ),
    "what a side is said to think it has said": Invariant(
        Side, _shown_before_its_time, "Its card shows what nobody said: ask its owner to check in."
    ),
}
