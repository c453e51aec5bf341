"""Letting parked messages go when their destination can receive again, whatever it is called."""

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


def move(session: Session, *, workspace_id: int, old_id: str, new_id: str, now: datetime) -> None:
    """Let everything that is in a channel, or on its way there, have the id that Slack gave it.

    What was tried under the old one in vain goes on its way. Nothing happens the second time.
    """
    for column in (OutboxMessage.destination, OutboxMessage.channel_id):
        session.execute(
            sql_update(OutboxMessage)
            .where(OutboxMessage.workspace_id == workspace_id, column == old_id)
            .values({column: new_id})
            .execution_options(synchronize_session=False)
        )
    unpark(session, workspace_id=workspace_id, channel_id=new_id, now=now)
