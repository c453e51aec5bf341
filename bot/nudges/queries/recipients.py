"""Questions about those who are told something: whether they may be, and when."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.nudges.models import Recipient
from bot.nudges.rules import Reason
from bot.people import queries as people
from bot.people.models import Person
from bot.people.rules import Standing


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


def find_next_at(session: Session, *, now: datetime) -> datetime | None:
    """Return when somebody is to be looked at next, after `now`, in any workspace."""
    return session.scalar(select(func.min(Recipient.next_at)).where(Recipient.next_at > now))
