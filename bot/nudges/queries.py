"""Questions about what waits to be said, and to whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.audit import Invariant
from bot.nudges.models import NudgeMessage, QueuedNudge, Recipient
from bot.nudges.rules import Reason
from bot.people import queries as people
from bot.people.models import Person
from bot.people.rules import Standing

WAITING = (QueuedNudge.delivered_at.is_(None), QueuedNudge.dropped_at.is_(None))

_LEDGER = timedelta(days=9)
"""How far back messages count: seven local days, however far east or west."""


def find_refused(
    session: Session, workspace_id: int, user_ids: Collection[str]
) -> dict[str, Reason]:
    """Return those of `user_ids` who are told nothing, and why; whom Slack has not told us of is.

    A lead who was chosen before the workspace's people are known must not wait for that.
    """
    found = people.find_people(session, workspace_id, user_ids)
    reasons = {user_id: _refusal(person) for user_id, person in found.items()}
    return {user_id: reason for user_id, reason in reasons.items() if reason}


def _refusal(person: Person) -> Reason | None:
    if person.deactivated_at is not None:
        return Reason.LEFT
    return None if person.standing is Standing.COLLEAGUE else Reason.OUTSIDER


def find_recipient(session: Session, workspace_id: int, user_id: str) -> Recipient | None:
    """Return what is known of somebody whom something was, or is to be, told."""
    return session.scalars(
        select(Recipient).where(
            Recipient.workspace_id == workspace_id, Recipient.user_id == user_id
        )
    ).one_or_none()


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Recipient]:
    """Return people whom something may be told by now, locked, who waited longest first.

    At most `limit`, of all workspaces; those that another process is at are passed over.
    """
    return session.scalars(
        select(Recipient)
        .where(Recipient.next_at <= now)
        .order_by(Recipient.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def find_next_at(session: Session) -> datetime | None:
    """Return when somebody is to be looked at next, in any workspace."""
    return session.scalar(select(func.min(Recipient.next_at)))


def list_waiting(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> dict[str, list[QueuedNudge]]:
    """Return what waits for each of `user_ids` and is not too old, oldest first."""
    rows = session.scalars(
        select(QueuedNudge)
        .where(
            QueuedNudge.workspace_id == workspace_id,
            QueuedNudge.user_id.in_(user_ids),
            QueuedNudge.expires_at > now,
            *WAITING,
        )
        .order_by(QueuedNudge.id)
    )
    waiting: dict[str, list[QueuedNudge]] = defaultdict(list)
    for row in rows:
        waiting[row.user_id].append(row)
    return waiting


def list_told_on(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> dict[str, list[date]]:
    """Return the local days of each one's messages that the budget may still count."""
    rows = session.execute(
        select(NudgeMessage.user_id, NudgeMessage.local_date).where(
            NudgeMessage.workspace_id == workspace_id,
            NudgeMessage.user_id.in_(user_ids),
            NudgeMessage.local_date > (now - _LEDGER).date(),
            NudgeMessage.given_up_at.is_(None),
        )
    )
    told: dict[str, list[date]] = defaultdict(list)
    for user_id, day in rows:
        told[user_id].append(day)
    return told


_LOOKED_AT_WITHIN = timedelta(minutes=1)
"""How long somebody may be due: the sweep comes every second."""


def _overdue(now: datetime) -> ColumnElement[bool]:
    return Recipient.next_at <= now - _LOOKED_AT_WITHIN


def _forgotten(_now: datetime) -> ColumnElement[bool]:
    looked_at = exists().where(
        Recipient.workspace_id == QueuedNudge.workspace_id,
        Recipient.user_id == QueuedNudge.user_id,
        or_(
            Recipient.next_at.is_not(None),
            Recipient.stopped_at.is_not(None),
            Recipient.asked_at.is_not(None),
        ),
    )
    return and_(*WAITING, ~looked_at)


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
