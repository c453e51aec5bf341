"""Twins: a message that arrived twice keeps its elder copy, and loses the younger."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.outbox.models import OutboxMessage
from bot.outbox.operations import writing


def remove(
    session: Session, message: OutboxMessage, *, channel_id: str, ts: str, now: datetime
) -> None:
    """Enqueue the deletion of the copy at `ts`, unless it is the one that the message keeps."""
    mine = select(OutboxMessage.ts).where(
        OutboxMessage.workspace_id == message.workspace_id, OutboxMessage.id == message.id
    )
    kept = session.scalar(mine.with_for_update())
    if kept != ts:
        writing.delete(
            session, workspace_id=message.workspace_id, channel_id=channel_id, ts=ts, now=now
        )
