"""Having an escalation: who takes it promises an answer, may put it off, and may ask back."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.escalations.models import Escalation
from bot.escalations.operations import asking
from bot.escalations.operations.checking import begin
from bot.escalations.operations.recording import recording
from bot.escalations.rules import Move, times
from bot.hours import queries as hours
from bot.worktime.rules import business, waiting
from bot.worktime.rules.business import Calendar


def acknowledge(
    session: Session, workspace_id: int, escalation_id: int, *, by: str, now: datetime
) -> Escalation:
    """Take the escalation: `by` owes the asker an answer, in the time that its urgency gives.

    Raises NotTheirs, TooLate.
    """
    escalation = begin(session, workspace_id, escalation_id, Move.ACKNOWLEDGE, by=by)
    with recording(session, Move.ACKNOWLEDGE, escalation, by=by, at=now):
        take(escalation, by, calendar_of(session, workspace_id, by, now), now=now)
    return escalation


def promise(
    session: Session,
    workspace_id: int,
    escalation_id: int,
    *,
    until: datetime,
    by: str,
    now: datetime,
) -> Escalation:
    """Promise the answer by another time. Raises NotTheirs, TooLate, InvalidInput (`until`)."""
    _check_ahead(until, now)
    escalation = begin(session, workspace_id, escalation_id, Move.PROMISE, by=by)
    calendar = calendar_of(session, workspace_id, escalation.acknowledged_by or by, now)
    with recording(session, Move.PROMISE, escalation, by=by, at=now):
        be_due(escalation, calendar, until, now=now)
    return escalation


def snooze(
    session: Session,
    workspace_id: int,
    escalation_id: int,
    *,
    until: datetime,
    why: str | None,
    by: str,
    now: datetime,
) -> Escalation:
    """Put the escalation off. Raises NotTheirs, TooLate, InvalidInput (`until`)."""
    _check_ahead(until, now)
    escalation = begin(session, workspace_id, escalation_id, Move.SNOOZE, by=by)
    with recording(session, Move.SNOOZE, escalation, by=by, at=now, why=why):
        escalation.asked_at, escalation.reminders = now, 0
        escalation.promised_at = escalation.due_at = until
    return escalation


def ask_back(
    session: Session,
    workspace_id: int,
    escalation_id: int,
    *,
    question: str,
    by: str,
    now: datetime,
) -> Escalation:
    """Ask the asker for more: until they reply the time is theirs. Raises NotTheirs, TooLate."""
    escalation = begin(session, workspace_id, escalation_id, Move.ASK_BACK, by=by)
    calendar = calendar_of(session, workspace_id, escalation.asker_id, now)
    with recording(session, Move.ASK_BACK, escalation, by=by, at=now, why=question):
        escalation.question, escalation.question_at = question, now
        escalation.asked_at, escalation.reminders = now, 0
        escalation.due_at = waiting.add(calendar, now, times.PROMISE[escalation.urgency])
    return escalation


def reply(
    session: Session, workspace_id: int, escalation_id: int, *, text: str, by: str, now: datetime
) -> Escalation:
    """Tell its owner more; the time that they had left goes on. Raises NotTheirs, TooLate."""
    escalation = begin(session, workspace_id, escalation_id, Move.REPLY, by=by)
    calendar = calendar_of(session, workspace_id, escalation.acknowledged_by or by, now)
    left = _time_left(escalation, calendar)
    with recording(session, Move.REPLY, escalation, by=by, at=now, why=text):
        be_due(escalation, calendar, waiting.add(calendar, now, left), now=now)
    return escalation


def take(escalation: Escalation, user_id: str, calendar: Calendar, *, now: datetime) -> None:
    """Let somebody have the escalation, who works by `calendar`, and promise an answer in time."""
    escalation.acknowledged_by, escalation.acknowledged_at = user_id, now
    escalation.first_owned_at = escalation.first_owned_at or now
    if escalation.private_at is not None:
        owner = asking.take_part(escalation, user_id)
        owner.card_at = owner.card_at or now
    within = times.PROMISE[escalation.urgency]
    be_due(escalation, calendar, waiting.add(calendar, now, within), now=now)


def be_due(
    escalation: Escalation, calendar: Calendar, promised_at: datetime, *, now: datetime
) -> None:
    """Let the answer be promised; the first reminder comes half-way."""
    escalation.promised_at = promised_at
    escalation.asked_at, escalation.reminders = now, 0
    escalation.due_at = waiting.half_way(calendar, now, promised_at)


def leave(escalation: Escalation) -> None:
    """Let nobody have the escalation."""
    escalation.acknowledged_by = escalation.acknowledged_at = None
    escalation.promised_at = None


def _time_left(escalation: Escalation, calendar: Calendar) -> timedelta:
    """Return how much of their time its owner had left when they asked back: half at least."""
    promised_at, asked_at = escalation.promised_at, escalation.asked_at
    least = times.PROMISE[escalation.urgency] / 2
    if promised_at is None or promised_at <= asked_at:
        return least
    return max(least, business.measure(calendar, asked_at, promised_at))


def _check_ahead(until: datetime, now: datetime) -> None:
    if until <= now:
        raise InvalidInput("until", "This has passed. Please choose a later time.")
    if until > now + times.SNOOZE_MAX:
        raise InvalidInput("until", "That is more than 30 days away. Please choose a sooner time.")


def calendar_of(session: Session, workspace_id: int, user_id: str, now: datetime) -> Calendar:
    """Return when somebody works."""
    return hours.get_schedule(session, workspace_id, user_id, now=now).calendar
