"""What must be true of what waits to be told, at any time."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_

from bot.audit import Invariant
from bot.nudges.models import QueuedNudge, Recipient
from bot.nudges.queries.waiting import WAITING

_LOOKED_AT_WITHIN = timedelta(minutes=1)
"""How long somebody may be due: the sweep comes every second."""


def _overdue(now: datetime) -> ColumnElement[bool]:
    return Recipient.next_at <= now - _LOOKED_AT_WITHIN


def _forgotten(now: datetime) -> ColumnElement[bool]:
    looked_at = exists().where(
        Recipient.workspace_id == QueuedNudge.workspace_id,
        Recipient.user_id == QueuedNudge.user_id,
        or_(
            Recipient.next_at.is_not(None),
            Recipient.stopped_at.is_not(None),
            Recipient.asked_at.is_not(None),
        ),
    )
    return and_(*WAITING, QueuedNudge.expires_at > now, ~looked_at)


def _half_told(_now: datetime) -> ColumnElement[bool]:
    return or_(
        QueuedNudge.delivered_at.is_(None) != QueuedNudge.carried_by.is_(None),
        QueuedNudge.dropped_at.is_(None) != QueuedNudge.dropped_because.is_(None),
        QueuedNudge.delivered_at.is_not(None) & QueuedNudge.dropped_at.is_not(None),
    )


INVARIANTS = {
    "whoever may be told something is looked at": Invariant(
        Recipient,
        _overdue,
        "Direct messages wait. Is a process of Lockstep with the clock running (`run` or "
        "`worker`)? Look at `tick nudges.deliver` in its `/readyz` and its log.",
        in_new_rows=False,
    ),
    "what waits to be told has somebody who is looked at": Invariant(
        QueuedNudge, _forgotten, "It would never be told: please report this as a bug."
    ),
    "what is told says when and in which message": Invariant(
        QueuedNudge, _half_told, "It may be told twice, or never: please report this as a bug."
    ),
}
