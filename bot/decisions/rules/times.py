"""How long a decision may wait, and when somebody is asked about it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

DAY = timedelta(days=1)

PROPOSAL_STEPS = (3 * DAY, 7 * DAY, 23 * DAY, 30 * DAY)
"""After a proposal: its silent approvers are reminded; its driver hears who is silent, and that it
ends in a week; it expires."""

DECIDED_WITHIN = PROPOSAL_STEPS[-1]
"""Then a proposal expires: whoever still wants it proposes it again."""

REVIEW_STEPS = (-14 * DAY, -3 * DAY, 0 * DAY, 7 * DAY)
"""From the day of the review: its driver is asked, three times; then it is overdue."""

REMINDED, SILENT_NAMED, ENDS_SOON, EXPIRES = range(1, 5)
"""Which step of a proposal has been done last, as `Decision.reminders` counts them."""

ASKED_LAST, OVERDUE = 3, 4
"""Which step of a review has been done last."""

DRAFT_KEPT_FOR = timedelta(days=7)
"""How long what was typed into a form that was closed is there when it is opened again."""

DOUBLE_CLICK = timedelta(seconds=3)
"""Two clicks on one button so shortly after each other were meant as one."""

HINTED_EVERY = timedelta(days=7)
"""How often a decision is hinted at in a channel, at most."""

REVIEWS_SHOWN = timedelta(days=14)
"""How long before its day a review is in the weekly message."""


def review_days(review_on: date) -> list[date]:
    """Return the local days on which somebody is asked about a review."""
    return [review_on + step for step in REVIEW_STEPS]


def steps_passed(steps: Sequence[datetime], now: datetime) -> int:
    """Return how many of the `steps`, in order, lie at or before `now`.

    After an outage that is the newest of those that were missed: it alone is told.
    """
    return sum(step <= now for step in steps)


def next_step(steps: Sequence[datetime], done: int) -> datetime | None:
    """Return when the step after the first `done` is; None after the last."""
    return steps[done] if done < len(steps) else None
