"""Writing down what Slack says of people and channels."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func
from sqlalchemy.orm import Session

from bot.people.models import Channel, Person
from bot.people.rules import Standing
from bot.tables import Base, per_dialect, table


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person."""

    user_id: str
    name: str
    zone: str | None
    standing: Standing
    is_deactivated: bool


@dataclass(frozen=True)
class Place:
    """What Slack says of a channel."""

    channel_id: str
    name: str
    is_private: bool
    is_archived: bool


def record_people(
    session: Session, workspace_id: int, profiles: Sequence[Profile], *, now: datetime
) -> None:
    """Make the people be as Slack says at `now`; when somebody was deactivated is kept."""
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
    """Make the channels be as Slack says at `now`; when one was archived is kept."""
    rows = [
        _without(asdict(place), "is_archived")
        | {
            "workspace_id": workspace_id,
            "archived_at": now if place.is_archived else None,
            "seen_at": now,
        }
        for place in places
    ]
    if rows:
        session.connection().execute(_put_channels(session), rows)


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


@per_dialect
def _put_people(insert: Any) -> Any:
    return _put(insert, Person, "user_id", "deactivated_at", ("name", "zone", "standing"))


@per_dialect
def _put_channels(insert: Any) -> Any:
    return _put(insert, Channel, "channel_id", "archived_at", ("name", "is_private"))


def _put(insert: Any, model: type[Base], key: str, ended_at: str, described: Sequence[str]) -> Any:
    """Return the statement that inserts rows of `model`, or brings them up to date.

    `ended_at` keeps the first moment at which it was not NULL, as long as it is not again.
    """
    rows = table(model)
    statement = insert(rows)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", key],
        set_={
            **{column: new[column] for column in (*described, "seen_at")},
            ended_at: case(
                (new[ended_at].is_not(None), func.coalesce(rows.c[ended_at], new[ended_at]))
            ),
        },
    )
