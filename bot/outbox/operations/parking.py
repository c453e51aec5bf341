"""Letting parked messages go when their destination can receive again."""

from datetime import datetime

from sqlalchemy import or_
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.outbox.models import OutboxMessage
from bot.outbox.operations.writing import WRITTEN
from bot.outbox.rules.states import DUE_STATES, State
from bot.tables import one_of


def unpark(session: Session, *, workspace_id: int, channel_id: str, now: datetime) -> None:
    """Try at once what waits for this channel, or is in doubt there because we could not look."""
    here = or_(OutboxMessage.destination == channel_id, OutboxMessage.channel_id == channel_id)
    mine = OutboxMessage.workspace_id == workspace_id
    session.execute(
        sql_update(OutboxMessage)
        .where(
            mine,
            here,
            one_of(OutboxMessage.state, *DUE_STATES),
            OutboxMessage.state == State.PARKED,
        )
        .values(state=State.PENDING, due_at=now)
    )
    session.execute(
        sql_update(OutboxMessage)
        .where(mine, here, OutboxMessage.look_at.is_not(None), OutboxMessage.state == State.UNKNOWN)
        .values(look_at=now)
    )
    session.info[WRITTEN] = True
