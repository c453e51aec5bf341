"""Questions about people and channels."""

from collections.abc import Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.people.models import Channel, Person


def find_people(
    session: Session, workspace_id: int, user_ids: Collection[str]
) -> dict[str, Person]:
    """Return those of `user_ids` that Slack has told us of, by their ids."""
    found = session.scalars(
        select(Person).where(Person.workspace_id == workspace_id, Person.user_id.in_(user_ids))
    )
    return {person.user_id: person for person in found}


def find_channels(
    session: Session, workspace_id: int, channel_ids: Collection[str]
) -> dict[str, Channel]:
    """Return those of `channel_ids` that Slack has told us of, by their ids."""
    found = session.scalars(
        select(Channel).where(
            Channel.workspace_id == workspace_id, Channel.channel_id.in_(channel_ids)
        )
    )
    return {channel.channel_id: channel for channel in found}


def knows_channels(session: Session, workspace_id: int) -> bool:
    """Return whether Slack has told us of any channel."""
    known = exists().where(Channel.workspace_id == workspace_id)
    return bool(session.scalar(select(known)))
