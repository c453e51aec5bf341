"""Stand-ups whose channels get another id."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.standups.models import Standup


def move(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let stand-ups ask, and tell, a channel under the id that Slack has given it."""
    goes_on = select(Standup).where(
        Standup.workspace_id == workspace_id, Standup.ended_at.is_(None)
    )
    for standup in session.scalars(goes_on):
        if standup.source_id == old_id:
            standup.source_id = new_id
        if old_id in standup.channel_ids:
            standup.channel_ids = [
                new_id if each == old_id else each for each in standup.channel_ids
            ]
