"""Meetings whose channels get another id."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.meetings.models import Meeting, Occurrence


def move(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let agendas go to a channel under the id that Slack has given it."""
    for model in (Meeting, Occurrence):
        session.execute(
            update(model)
            .where(model.workspace_id == workspace_id, model.channel_id == old_id)
            .values(channel_id=new_id)
        )
