"""Writing down what Slack says of people and channels, whenever it arrives."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, update
from sqlalchemy.orm import Session

from bot.people.models import Channel, Person
from bot.people.rules import Standing
from bot.people.rules.profiles import Place, Profile
from bot.tables import per_dialect, table


def record_people(
    session: Session, workspace_id: int, profiles: Sequence[Profile], *, now: datetime
) -> None:
    """Make the people be as Slack says at `now`; when somebody was deactivated is kept.

    A profile that is older than what we know changes nothing, but that the person was seen.
    """
    rows = [
        _without(asdict(profile), "is_deactivated")
        | {
            "workspace_id": workspace_id,
            "deactivated_at": now if profile.is_deactivated else None,
            "seen_at": now,
        }
        for profile in profiles
    ]
    if rows:
        session.connection().execute(_put_people(session), rows)


def record_channels(
    session: Session, workspace_id: int, places: Sequence[Place], *, now: datetime
) -> None:
    """Make the channels be as Slack said at `now`; when one was archived is kept.

    What an event has said since stays.
    """
    rows = [
        _without(asdict(place), "is_archived")
        | {
            "workspace_id": workspace_id,
            "archived_at": now if place.is_archived else None,
            "named_at": now,
            "status_at": now,
            "seen_at": now,
        }
        for place in places
    ]
    if rows:
        session.connection().execute(_put_channels(session), rows)


def deactivate_unseen(
    session: Session, workspace_id: int, *, since: datetime, now: datetime
) -> None:
    """Take those for deactivated whom a list of everybody, begun at `since`, did not name.

    People of other companies are in no such list.
    """
    session.execute(
        update(Person)
        .where(
            Person.workspace_id == workspace_id,
            Person.seen_at < since,
            Person.standing != Standing.STRANGER,
            Person.deactivated_at.is_(None),
        )
        .values(deactivated_at=now)
        .execution_options(synchronize_session=False)
    )


def close_unseen(session: Session, workspace_id: int, *, since: datetime, now: datetime) -> None:
    """Take channels for archived that a list of all open ones, begun at `since`, did not name.

    Of a private one we only know that we are in it no more, and so forget it.
    """
    unseen = (Channel.workspace_id == workspace_id, Channel.seen_at < since)
    session.execute(
        delete(Channel)
        .where(*unseen, Channel.is_private)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Channel)
        .where(*unseen, Channel.archived_at.is_(None), Channel.status_at < since)
        .values(archived_at=now, status_at=now)
        .execution_options(synchronize_session=False)
    )


def rename(
    session: Session, workspace_id: int, channel_id: str, name: str, *, said_at: datetime
) -> None:
    """Let a channel have the name that Slack said at `said_at`, unless it has said another since.

    Nothing happens for a channel that we do not know.
    """
    _change(
        session, workspace_id, channel_id, Channel.named_at <= said_at, name=name, named_at=said_at
    )


def archive(
    session: Session, workspace_id: int, channel_id: str, *, is_archived: bool, said_at: datetime
) -> None:
    """Let a channel be archived, or open, as Slack said at `said_at`; else as `rename`."""
    _change(
        session,
        workspace_id,
        channel_id,
        Channel.status_at <= said_at,
        archived_at=func.coalesce(Channel.archived_at, said_at) if is_archived else None,
        status_at=said_at,
    )


def move(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let a channel have the new id that Slack gave it, once."""
    known = session.scalar(
        update(Channel)
        .where(Channel.workspace_id == workspace_id, Channel.channel_id == new_id)
        .values(channel_id=new_id)
        .returning(Channel.id)
        .execution_options(synchronize_session=False)
    )
    of_old = (Channel.workspace_id == workspace_id, Channel.channel_id == old_id)
    session.execute(
        (
            delete(Channel).where(*of_old)
            if known  # an event or a list told of the new one first
            else update(Channel).where(*of_old).values(channel_id=new_id)
        ).execution_options(synchronize_session=False)
    )


def _change(
    session: Session, workspace_id: int, channel_id: str, *only_if: Any, **values: Any
) -> None:
    session.execute(
        update(Channel)
        .where(Channel.workspace_id == workspace_id, Channel.channel_id == channel_id, *only_if)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


@per_dialect
def _put_people(insert: Any) -> Any:
    people = table(Person)
    statement = insert(people)
    new = statement.excluded
    is_news = new.updated >= people.c.updated
    values = {name: new[name] for name in ("name", "zone", "standing", "updated")}
    values["deactivated_at"] = _since(people.c.deactivated_at, new.deactivated_at)
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "user_id"],
        set_={"seen_at": new.seen_at}
        | {name: _if(is_news, value, people.c[name]) for name, value in values.items()},
    )


@per_dialect
def _put_channels(insert: Any) -> Any:
    channels = table(Channel)
    statement = insert(channels)
    new = statement.excluded
    is_named, is_said = (new[each] >= channels.c[each] for each in ("named_at", "status_at"))
    closed_at = _since(channels.c.archived_at, new.archived_at)
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "channel_id"],
        set_={
            "is_private": new.is_private,
            "seen_at": new.seen_at,
            "name": _if(is_named, new.name, channels.c.name),
            "named_at": _if(is_named, new.named_at, channels.c.named_at),
            "archived_at": _if(is_said, closed_at, channels.c.archived_at),
            "status_at": _if(is_said, new.status_at, channels.c.status_at),
        },
    )


def _if(condition: Any, new: Any, old: Any) -> Any:
    return case((condition, new), else_=old)


def _since(old: Any, new: Any) -> Any:
    """Return the first moment at which a time was not NULL, as long as it is not again."""
    return case((new.is_not(None), func.coalesce(old, new)))
