"""What the clock does to a decision: reminds, lets expire, asks for reviews."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.decisions.models import Decision
from bot.decisions.rules import State, times
from bot.hours import queries as hours
from bot.worktime.rules import zones

ASKED_AT = time(9)
"""By the driver's clocks."""


def set_due(session: Session, decision: Decision, *, now: datetime) -> None:
    """Let the clock act on a decision from its state on, or from a new day of review on.

    Steps that have passed already are left out: of a review in two days, the driver is asked on
    that day.
    """
    steps = steps_of(session, decision, now=now)
    decision.reminders = times.steps_passed(steps, now)
    decision.due_at = times.next_step(steps, decision.reminders)
    if decision.state is State.PROPOSED and decision.due_at is None:
        decision.due_at = now  # it was brought in, and is older than a proposal may be


def steps_of(session: Session, decision: Decision, *, now: datetime) -> Sequence[datetime]:
    """Return when the clock acts on a decision, in order."""
    if decision.state is State.PROPOSED:
        return [decision.proposed_at + step for step in times.PROPOSAL_STEPS]
    if decision.state is State.ACCEPTED and decision.review_on is not None:
        driver = hours.get_schedule(session, decision.workspace_id, decision.driver_id, now=now)
        zone = zones.zone_named(driver.zone)
        days = times.review_days(decision.review_on)
        return [zones.instant(day, ASKED_AT, zone) for day in days]
    return []
