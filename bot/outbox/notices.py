"""What the owner of a message is told when it cannot be delivered, and channels after an outage."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from bot.outbox import blocks
from bot.outbox.models import OutboxMessage
from bot.outbox.operations import writing
from bot.outbox.operations.writing import Draft
from bot.outbox.queries import doubt
from bot.outbox.rules.states import State


def tell_owner(
    session: Session, message: OutboxMessage, state: State, error: str, *, now: datetime
) -> None:
    """Tell the message's owner, once, that it has come to `state`, why, and what to do."""
    if not message.owner_id or message.owner_id == message.destination:
        return  # nobody to tell, or nobody who could read it
    text = blocks.SENTENCES[state](message, error)
    draft = Draft(f"{message.key}:{state.value}", message.owner_id, text)
    writing.post(session, draft, workspace_id=message.workspace_id, now=now)


def catch_up(session: Session, *, workspace_id: int, since: datetime, now: datetime) -> None:
    """Tell each channel, in one message, what became too old during an outage to be posted."""
    missed = doubt.list_missed(session, workspace_id=workspace_id, since=since)
    by_channel = sorted(missed, key=lambda message: message.destination)
    drafts = [
        _catch_up(channel_id, list(messages), since, now)
        for channel_id, messages in groupby(by_channel, lambda message: message.destination)
    ]
    if drafts:
        writing.post(session, *drafts, workspace_id=workspace_id, now=now)


def _catch_up(
    channel_id: str, missed: Sequence[OutboxMessage], since: datetime, now: datetime
) -> Draft:
    key = f"catch_up:{since:%Y%m%dT%H%M%S.%f}:{channel_id}"
    return Draft(key, channel_id, blocks.catch_up(missed, since=since, until=now))
