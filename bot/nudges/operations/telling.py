"""What becomes of what waits: told, kept for later, told after all when it did not arrive."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import case
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.nudges.models import NudgeMessage, QueuedNudge, Recipient
from bot.nudges.operations import writing
from bot.nudges.queries.waiting import WAITING
from bot.nudges.rules import Kind, Reason

SOON = timedelta(seconds=1)


def tell(
    session: Session,
    recipient: Recipient,
    nudges: Sequence[QueuedNudge],
    *,
    day: date,
    now: datetime,
) -> NudgeMessage:
    """Note that a message tells the recipient `nudges`, on their local `day`; return it."""
    message = _write(session, recipient, Kind.NUDGES, day, now)
    for each in nudges:
        each.delivered_at, each.carried_by = now, message.key
    return message


def ask(session: Session, recipient: Recipient, *, day: date, now: datetime) -> NudgeMessage:
    """Note that a message asks the recipient, on their local `day`, whether to go on; return it.

    Nothing goes out to them until they are heard.
    """
    message = _write(session, recipient, Kind.QUESTION, day, now)
    recipient.asked_at, recipient.next_at = now, None
    return message


def _write(
    session: Session, recipient: Recipient, kind: Kind, day: date, now: datetime
) -> NudgeMessage:
    message = NudgeMessage(
        workspace_id=recipient.workspace_id,
        user_id=recipient.user_id,
        key=f"nudges:{recipient.user_id}:{now:%Y%m%dT%H%M%S.%f}",
        kind=kind,
        local_date=day,
        written_at=now,
    )
    session.add(message)
    # Once more soon: something may have been left over, or come meanwhile.
    recipient.last_delivered_at, recipient.next_at = now, now + SOON
    recipient.unanswered += 1
    return message


def settle(session: Session, message: NudgeMessage, *, arrived: bool, now: datetime) -> None:
    """Note what became of a message; if it did not arrive, what it said waits again."""
    message.settled_at = now
    if arrived:
        return
    message.given_up_at = now
    session.flush()
    session.execute(
        sql_update(Recipient)
        .where(Recipient.workspace_id == message.workspace_id, Recipient.user_id == message.user_id)
        .values(
            unanswered=case((Recipient.unanswered > 0, Recipient.unanswered - 1), else_=0),
            asked_at=None if message.kind is Kind.QUESTION else Recipient.asked_at,
        )
    )
    session.execute(
        sql_update(QueuedNudge)
        .where(
            QueuedNudge.workspace_id == message.workspace_id,
            QueuedNudge.carried_by == message.key,
        )
        .values(delivered_at=None, carried_by=None)
    )
    writing.wake(session, message.workspace_id, [message.user_id], now=now)


def expire(session: Session, *, now: datetime) -> None:
    """Drop what nobody needs to be told any more."""
    session.execute(
        sql_update(QueuedNudge)
        .where(QueuedNudge.expires_at <= now, *WAITING)
        .values(dropped_at=now, dropped_because=Reason.EXPIRED)
        .execution_options(synchronize_session=False)
    )


def move(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let what is told only in a private channel be so under the id that Slack gave it."""
    session.execute(
        sql_update(QueuedNudge)
        .where(QueuedNudge.workspace_id == workspace_id, QueuedNudge.only_in == old_id, *WAITING)
        .values(only_in=new_id)
        .execution_options(synchronize_session=False)
    )
