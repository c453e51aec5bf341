"""Questions about people, channels, and whom teams follow."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.installations.models import Workspace
from bot.people import rules
from bot.people.models import Channel, FollowedMember, Following, Person, Reading, UserGroup
from bot.people.rules import Standing
from bot.people.rules.profiles import Home
from bot.people.rules.readings import Kind

_STANDING = select(Person.standing, Person.deactivated_at).where(
    Person.workspace_id == bindparam("workspace_id"), Person.user_id == bindparam("user_id")
)


def require_admission(session: Session, *, workspace_id: int, user_id: str) -> None:
    """Raise NotAdmitted if Slack has told us that this person may not act here.

    Somebody of whom it has not told us yet is admitted: Slack vouches for who sent a gesture, and
    says itself in most of them when it is somebody of another company.
    """
    person = {"workspace_id": workspace_id, "user_id": user_id}
    known = session.execute(_STANDING, person).one_or_none()
    if known:
        rules.admit(known.standing, is_deactivated=known.deactivated_at is not None)


def find_outsiders(session: Session, workspace_id: int, user_ids: Collection[str]) -> set[str]:
    """Return those of `user_ids` who may not act here: deactivated, guests, bots, strangers.

    Not those of whom Slack has not told us yet.
    """
    found = select(Person.user_id).where(
        Person.workspace_id == workspace_id,
        Person.user_id.in_(user_ids),
        or_(Person.standing != Standing.COLLEAGUE, Person.deactivated_at.is_not(None)),
    )
    return set(session.scalars(found))


def get_home(session: Session, workspace_id: int) -> Home:
    """Return which workspace it is to Slack."""
    workspace = session.get_one(Workspace, workspace_id)
    return Home(workspace.slack_id, workspace.enterprise_id)


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


def list_groups(session: Session, workspace_id: int, *, limit: int) -> Sequence[UserGroup]:
    """Return the user groups that there are, at most `limit`, by their names."""
    return session.scalars(
        select(UserGroup)
        .where(UserGroup.workspace_id == workspace_id, UserGroup.removed_at.is_(None))
        .order_by(UserGroup.name, UserGroup.id)
        .limit(limit)
    ).all()


def knows_channels(session: Session, workspace_id: int) -> bool:
    """Return whether Slack has told us of any channel."""
    known = exists().where(Channel.workspace_id == workspace_id)
    return bool(session.scalar(select(known)))


def find_followings(
    session: Session, workspace_id: int, source_ids: Collection[str]
) -> dict[str, Following]:
    """Return those of `source_ids` (channels, user groups) that are followed, by their ids.

    `hidden_at` says since when one cannot be read: a private channel waits for an invitation.
    """
    found = session.scalars(
        select(Following).where(
            Following.workspace_id == workspace_id, Following.source_id.in_(source_ids)
        )
    )
    return {following.source_id: following for following in found}


def list_members(session: Session, workspace_id: int, source_id: str) -> Sequence[str]:
    """Return the user ids of those in a source that is followed who may act here, sorted.

    Without guests, bots, people of other companies, and people who were deactivated. Empty for a
    source that is not followed, or not read yet.
    """
    return session.scalars(
        select(FollowedMember.user_id)
        .join(Following, Following.id == FollowedMember.following_id)
        .join(Person, _is_person(FollowedMember))
        .where(
            Following.workspace_id == workspace_id,
            Following.source_id == source_id,
            FollowedMember.left_at.is_(None),
            Person.standing == Standing.COLLEAGUE,
            Person.deactivated_at.is_(None),
        )
        .order_by(FollowedMember.user_id)
    ).all()


def list_followed_groups(session: Session, workspace_id: int) -> Sequence[Following]:
    """Return the user groups of a workspace that are followed."""
    return session.scalars(
        select(Following)
        .where(Following.workspace_id == workspace_id, Following.source_id.startswith("S"))
        .order_by(Following.id)
    ).all()


def find_unknown(session: Session, workspace_id: int) -> str | None:
    """Return the user id of somebody whom Slack is to be asked about by name, or None.

    That is a member of whom we know nothing else, or somebody whom the list of all did not name.
    """
    return session.scalar(
        select(FollowedMember.user_id)
        .where(
            FollowedMember.workspace_id == workspace_id,
            FollowedMember.left_at.is_(None),
            ~exists().where(_is_person(FollowedMember)),
        )
        .union_all(
            select(Person.user_id).where(
                Person.workspace_id == workspace_id, Person.missed_at.is_not(None)
            )
        )
        .limit(1)
    )


def list_comparisons_due(session: Session, workspace_id: int, *, but: str) -> list[datetime]:
    """Return when the channels that are followed will be compared, all `but` one."""
    due = session.scalars(
        select(Reading.due_at).where(
            Reading.workspace_id == workspace_id,
            Reading.kind == Kind.CHANNEL,
            Reading.subject != but,
        )
    )
    return [due_at for due_at in due if due_at]


def list_readings_due(
    session: Session, *, workspace_ids: Collection[int], now: datetime
) -> Sequence[Reading]:
    """Return what each method is to read next, locked: what is longest due of its kind.

    What somebody else is writing down is left out. Members of whom we know nothing wait until the
    list of all people has been read: most are in it.
    """
    place = func.row_number().over(
        partition_by=(Reading.workspace_id, Reading.kind), order_by=(Reading.due_at, Reading.id)
    )
    due = (
        select(Reading.id, place.label("place"))
        .where(Reading.workspace_id.in_(list(workspace_ids)), Reading.due_at <= now)
        .where(or_(Reading.kind != Kind.PERSON, ~_people_are_being_read()))
        .subquery()
    )
    first = select(due.c.id).where(due.c.place == 1)
    return session.scalars(
        select(Reading)
        .where(Reading.id.in_(first))
        .order_by(Reading.workspace_id, Reading.kind)
        .with_for_update(skip_locked=True)
    ).all()


def _is_person(member: type[FollowedMember]) -> ColumnElement[bool]:
    return (Person.workspace_id == member.workspace_id) & (Person.user_id == member.user_id)


def _people_are_being_read() -> ColumnElement[bool]:
    people = aliased(Reading)
    return exists().where(
        people.workspace_id == Reading.workspace_id,
        people.kind == Kind.PEOPLE,
        or_(people.ended_at.is_(None), people.began_at.is_not(None)),
    )
