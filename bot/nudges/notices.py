"""What somebody is told of what waits for them, when they may be told something."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from bot import outbox
from bot.hours import queries as hours
from bot.hours.models import Schedule
from bot.nudges import blocks, queries, rules
from bot.nudges.models import NudgeMessage, QueuedNudge, Recipient
from bot.nudges.operations import telling, writing

LOOK_AGAIN = timedelta(hours=1)
"""Somebody for whom something waits is looked at this often: their hours may have changed."""

_SOON = timedelta(seconds=1)


def tell_due(session: Session, recipients: Sequence[Recipient], *, now: datetime) -> None:
    """Tell each of them what waits, in one message, or ask whether to go on, if now is the time.

    Otherwise note when it is. Who has left, or may be told nothing, never is.
    """
    by_workspace = sorted(recipients, key=lambda recipient: recipient.workspace_id)
    for workspace_id, group in groupby(by_workspace, lambda recipient: recipient.workspace_id):
        here = list(group)
        user_ids = [recipient.user_id for recipient in here]
        waiting = queries.lock_waiting(session, workspace_id, user_ids, now=now)
        awaited = queries.list_awaited(session, workspace_id, user_ids, now=now)
        refused = queries.find_refused(session, workspace_id, user_ids)
        schedules = hours.list_schedules(session, workspace_id, user_ids, now=now)
        told_on = queries.list_told_on(session, workspace_id, user_ids, now=now)
        for recipient in here:
            user_id = recipient.user_id
            ids = [each.id for each in waiting[user_id]]
            if reason := refused.get(user_id):
                writing.drop(session, workspace_id, ids, reason, now=now)
                recipient.next_at = None
            elif not ids:
                recipient.next_at = now + _SOON if user_id in awaited else None
            else:
                slot = rules.next_slot(schedules[user_id].openings(now), told_on[user_id])
                if slot == now:
                    _tell(session, recipient, waiting[user_id], schedules[user_id], now)
                else:
                    recipient.next_at = min(slot or now + LOOK_AGAIN, now + LOOK_AGAIN)


def _tell(
    session: Session,
    recipient: Recipient,
    waiting: Sequence[QueuedNudge],
    schedule: Schedule,
    now: datetime,
) -> None:
    day = schedule.local(now).date()
    if rules.is_silent(recipient.unanswered):
        message = telling.ask(session, recipient, day=day, now=now)
        drawn, owner_id = blocks.question(recipient.unanswered - 1), None
    else:
        shown = blocks.fitting(waiting)
        message = telling.tell(session, recipient, shown, day=day, now=now)
        drawn, owner_id = blocks.message(shown, more=len(waiting) - len(shown)), _owner(shown)
    _post(session, message, drawn, owner_id, within=schedule.quiet_after(now) - now, now=now)


def _post(
    session: Session,
    message: NudgeMessage,
    drawn: blocks.Drawn,
    owner_id: str | None,
    *,
    within: timedelta,
    now: datetime,
) -> None:
    """Send the message before their quiet hours begin, or their day ends, or not at all."""
    text, drawn_blocks = drawn
    draft = outbox.Draft(
        message.key, message.user_id, text, drawn_blocks, owner_id=owner_id, within=within
    )
    outbox.post(session, draft, workspace_id=message.workspace_id, now=now)


def _owner(nudges: Sequence[QueuedNudge]) -> str | None:
    """Return who is told if the message cannot be delivered: only if one person asked for all."""
    owners = {each.owner_id for each in nudges}
    return owners.pop() if len(owners) == 1 else None
