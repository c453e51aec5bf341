"""Following the members of a channel or a user group: who comes, who goes, and which id it has."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.people import queries
from bot.people.models import FollowedMember, Following, Reading
from bot.people.operations import readings
from bot.people.rules.readings import Kind, compared_by, members_of
from bot.tables import per_dialect, table


def follow(session: Session, workspace_id: int, source_id: str, *, now: datetime) -> None:
    """Know the members of a channel (C…, G…) or a user group (S…) from now on.

    They are there a few seconds later. A private channel that Slack does not show us waits until
    somebody invites us to it. One that is followed already is asked for again if it waits.
    """
    row = {"workspace_id": workspace_id, "source_id": source_id, "followed_at": now}
    session.connection().execute(_follow_once(session), row)
    (following,) = queries.find_followings(session, workspace_id, [source_id]).values()
    readings.open_(session, workspace_id, *members_of(source_id), due_at=None)
    if following.read_at is None:
        readings.wake(session, workspace_id, *compared_by(source_id), now=now)


def unfollow(session: Session, workspace_id: int, source_id: str) -> None:
    """Forget the members of a source that no team has any more; its other readings go on.

    Not of a private channel: what is kept there is for its members alone, whoever follows it.
    """
    channel = queries.find_channels(session, workspace_id, [source_id]).get(source_id)
    if channel is not None and channel.is_private:
        return
    session.execute(
        delete(Following)
        .where(Following.workspace_id == workspace_id, Following.source_id == source_id)
        .execution_options(synchronize_session=False)
    )
    readings.close(session, workspace_id, *members_of(source_id))
    if compared_by(source_id) != (Kind.GROUPS, ""):
        readings.close(session, workspace_id, *compared_by(source_id))


def join(
    session: Session, following: Following, user_ids: Collection[str], *, at: datetime
) -> None:
    """Note that people were in a source `at` that time; who has left it since, has."""
    _note(session, following, user_ids, changed_at=at, left_at=None)


def leave(
    session: Session, following: Following, user_ids: Collection[str], *, at: datetime
) -> None:
    """Note that people left a source `at` that time; who has come back since, has."""
    _note(session, following, user_ids, changed_at=at, left_at=at)


def leave_unseen(session: Session, following: Following, *, since: datetime, now: datetime) -> None:
    """Let those have left whom a list of all members, begun at `since`, did not name."""
    session.execute(
        update(FollowedMember)
        .where(
            FollowedMember.workspace_id == following.workspace_id,
            FollowedMember.following_id == following.id,
            FollowedMember.changed_at < since,
            FollowedMember.left_at.is_(None),
        )
        .values(left_at=now, changed_at=now)
        .execution_options(synchronize_session=False)
    )


def leave_all(
    session: Session, workspace_id: int, user_ids: Collection[str], *, at: datetime
) -> None:
    """Let people be in nothing any more, as Slack has it of whom it deactivates."""
    sources = select(Following.id).where(Following.workspace_id == workspace_id)
    if user_ids:
        session.execute(
            update(FollowedMember)
            .where(
                FollowedMember.following_id.in_(sources),
                FollowedMember.user_id.in_(user_ids),
                FollowedMember.left_at.is_(None),
            )
            .values(left_at=at, changed_at=at)
            .execution_options(synchronize_session=False)
        )


def look_for(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> None:
    """Read again who is in what these people left lately: Slack may have let them in again."""
    for source_id in queries.list_left(session, workspace_id, user_ids) if user_ids else ():
        readings.wake(session, workspace_id, *members_of(source_id), now=now)


def hide(following: Following, *, now: datetime) -> None:
    """Note that Slack does not show us a source; once it does, its members are read again."""
    following.hidden_at = following.hidden_at or now
    following.said = None


def move(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let a source that is followed have the new id that Slack gave it, with its members.

    Nothing happens the second time. If the new one is followed already, the old one is dropped.
    """
    found = queries.find_followings(session, workspace_id, [old_id, new_id])
    if old_id not in found:
        return
    if new_id in found:
        unfollow(session, workspace_id, old_id)
        return
    found[old_id].source_id = new_id
    session.execute(
        update(Reading)
        .where(Reading.workspace_id == workspace_id, Reading.subject == old_id)
        .values(subject=new_id)
        .execution_options(synchronize_session=False)
    )


def forget_leavers(session: Session, *, before: datetime) -> None:
    """Remove those who left a source `before` that time: no event about it comes any more."""
    session.execute(
        delete(FollowedMember)
        .where(FollowedMember.left_at < before)
        .execution_options(synchronize_session=False)
    )


def _note(
    session: Session,
    following: Following,
    user_ids: Collection[str],
    *,
    changed_at: datetime,
    left_at: datetime | None,
) -> None:
    rows = [
        {
            "workspace_id": following.workspace_id,
            "following_id": following.id,
            "user_id": user_id,
            "changed_at": changed_at,
            "left_at": left_at,
        }
        for user_id in sorted(set(user_ids))  # in one order, so that no two wait for each other
    ]
    if rows:
        session.connection().execute(_put_members(session), rows)


@per_dialect
def _follow_once(insert: Any) -> Any:
    return insert(table(Following)).on_conflict_do_nothing(
        index_elements=["workspace_id", "source_id"]
    )


@per_dialect
def _put_members(insert: Any) -> Any:
    members = table(FollowedMember)
    statement = insert(members)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["following_id", "user_id"],
        set_={"changed_at": new.changed_at, "left_at": new.left_at},
        where=new.changed_at >= members.c.changed_at,
    )
