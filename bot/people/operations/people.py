"""Writing down what Slack says of people, whenever it arrives."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from bot.people import queries
from bot.people.models import Person
from bot.people.operations import following
from bot.people.operations.news import if_news, since, without
from bot.people.rules import Standing
from bot.people.rules.profiles import Profile
from bot.tables import per_dialect, table


def record_people(
    session: Session, workspace_id: int, profiles: Sequence[Profile], *, now: datetime
) -> None:
    """Make the people be as Slack says at `now`; when somebody was deactivated is kept.

    A profile that is older than what we know changes nothing, but that the person was seen. Who is
    deactivated is in no channel and in no user group any more, until Slack says so again.
    """
    rows = [
        without(asdict(profile), "is_deactivated")
        | {
            "workspace_id": workspace_id,
            "deactivated_at": now if profile.is_deactivated else None,
            "seen_at": now,
        }
        for profile in profiles
    ]
    if not rows:
        return
    user_ids = [profile.user_id for profile in profiles]
    before = queries.find_deactivated(session, workspace_id, user_ids)
    session.connection().execute(_put_people(session), rows)
    after = queries.find_deactivated(session, workspace_id, user_ids)
    following.look_for(session, workspace_id, before - after, now=now)
    following.leave_all(session, workspace_id, after - before, at=now)


def miss_unseen(session: Session, workspace_id: int, *, since: datetime, now: datetime) -> None:
    """Note whom a list of everybody, begun at `since`, did not name; Slack is asked about each.

    In an organisation, people of its other workspaces are in no list of ours, and not gone.
    """
    _change_people(
        session,
        Person.workspace_id == workspace_id,
        Person.seen_at < since,
        Person.standing != Standing.STRANGER,
        Person.deactivated_at.is_(None),
        missed_at=now,
    )


def lose(session: Session, workspace_id: int, user_id: str, *, now: datetime) -> None:
    """Note that Slack knows nobody of that id any more, or does not show them to us."""
    nobody = Profile(user_id, user_id, None, Standing.STRANGER, is_deactivated=False)
    if not queries.find_people(session, workspace_id, [user_id]):
        record_people(session, workspace_id, [nobody], now=now)
    _change_people(
        session,
        Person.workspace_id == workspace_id,
        Person.user_id == user_id,
        deactivated_at=func.coalesce(Person.deactivated_at, now),
        missed_at=None,
    )
    following.leave_all(session, workspace_id, {user_id}, at=now)


def _change_people(session: Session, *only_if: Any, **values: Any) -> None:
    session.execute(
        update(Person).where(*only_if).values(**values).execution_options(synchronize_session=False)
    )


@per_dialect
def _put_people(insert: Any) -> Any:
    people = table(Person)
    statement = insert(people)
    new = statement.excluded
    is_news = new.updated >= people.c.updated
    values = {name: new[name] for name in ("name", "zone", "standing", "updated")}
    values["deactivated_at"] = since(people.c.deactivated_at, new.deactivated_at)
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "user_id"],
        set_={"seen_at": new.seen_at, "missed_at": None}
        | {name: if_news(is_news, value, people.c[name]) for name, value in values.items()},
    )
