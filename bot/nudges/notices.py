"""What somebody is told of what waits for them, when they may be told something."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from bot import outbox
from bot.hours import queries as hours
from bot.hours.models import Schedule
from bot.nudges import blocks, rules
from bot.nudges.models import NudgeMessage, QueuedNudge, Recipient
from bot.nudges.operations import telling, writing
from bot.nudges.queries import ledger, recipients, waiting
from bot.nudges.rules import Reason
from bot.people import queries as people

LOOK_AGAIN = timedelta(hours=1)
"""Somebody for whom something waits is looked at this often: their hours may have changed."""


def tell_due(session: Session, due: Sequence[Recipient], *, now: datetime) -> None:
    """Tell each of them what waits, in one message, or ask whether to go on, if now is the time.

    Otherwise note when it is. Who has left, or may be told nothing, never is.
    """
    by_workspace = sorted(due, key=lambda recipient: recipient.workspace_id)
    for workspace_id, group in groupby(by_workspace, lambda recipient: recipient.workspace_id):
        here = {recipient.user_id: recipient for recipient in group}
        queued = waiting.lock_waiting(session, workspace_id, here, now=now)
        _drop_secrets(session, workspace_id, queued, now)
        refused = recipients.find_refused(session, workspace_id, here)
        for user_id, reason in refused.items():
            ids = [each.id for each in queued[user_id]]
            writing.drop(session, workspace_id, ids, reason, now=now)
            here[user_id].next_at = None
        listening = [each for user_id, each in here.items() if user_id not in refused]
        _tell_or_wait(session, workspace_id, listening, queued, now)


def _drop_secrets(
    session: Session,
    workspace_id: int,
    queued: dict[str, list[QueuedNudge]],
    now: datetime,
) -> None:
    """Drop what has words of private channels that those for whom it waits are in no more."""
    for user_id, nudges in queued.items():
        if not any(each.only_in for each in nudges):
            continue
        within = {None, *people.list_channels_of(session, workspace_id, user_id)}
        ids = [each.id for each in nudges if each.only_in not in within]
        writing.drop(session, workspace_id, ids, Reason.LEFT, now=now)
        queued[user_id] = [each for each in nudges if each.only_in in within]


def _tell_or_wait(
    session: Session,
    workspace_id: int,
    due: Sequence[Recipient],
    queued: Mapping[str, Sequence[QueuedNudge]],
    now: datetime,
) -> None:
    user_ids = [recipient.user_id for recipient in due]
    awaited = waiting.list_awaited(session, workspace_id, user_ids, now=now)
    schedules = hours.list_schedules(session, workspace_id, user_ids, now=now)
    told_on = ledger.list_told_on(session, workspace_id, user_ids, now=now)
    for recipient in due:
        user_id, schedule = recipient.user_id, schedules[recipient.user_id]
        if not queued[user_id]:
            # It may be being withdrawn, and that may yet come to nothing.
            recipient.next_at = now + telling.SOON if user_id in awaited else None
            continue
        slot = rules.next_slot(schedule.openings(now), told_on[user_id])
        if slot == now:
            _tell(session, recipient, queued[user_id], schedule, now)
        else:
            recipient.next_at = min(slot or now + LOOK_AGAIN, now + LOOK_AGAIN)


def _tell(
    session: Session,
    recipient: Recipient,
    queued: Sequence[QueuedNudge],
    schedule: Schedule,
    now: datetime,
) -> None:
    day = schedule.local(now).date()
    if rules.is_silent(recipient.unanswered):
        drawn, owner_id = blocks.question(recipient.unanswered), None
        message = telling.ask(session, recipient, day=day, now=now)
    else:
        shown = blocks.fitting(queued)
        message = telling.tell(session, recipient, shown, day=day, now=now)
        drawn, owner_id = blocks.message(shown, more=len(queued) - len(shown)), _owner(shown)
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
