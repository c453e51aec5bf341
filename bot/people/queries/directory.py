"""Questions about the people, channels and user groups that there are."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from bot.installations.models import Workspace
from bot.people import rules
from bot.people.models import Channel, Person, Reading, UserGroup
from bot.people.rules.profiles import Home
from bot.people.rules.readings import Kind

_STANDING = select(Person.standing, Person.deactivated_at).where(
    Person.workspace_id == bindparam("workspace_id"), Person.user_id == bindparam("user_id")
)

_KNOWN = select(Person).where(
    Person.workspace_id == bindparam("of_workspace"),
    Person.user_id.in_(bindparam("of_users", expanding=True)),
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
        ~Person.is_colleague,
    )
    return set(session.scalars(found))


def find_deactivated(session: Session, workspace_id: int, user_ids: Collection[str]) -> set[str]:
    """Return those of `user_ids` whose accounts are deactivated."""
    found = select(Person.user_id).where(
        Person.workspace_id == workspace_id,
        Person.user_id.in_(user_ids),
        Person.deactivated_at.is_not(None),
    )
    return set(session.scalars(found))


def is_colleague(session: Session, workspace_id: int, user_id: str) -> bool:
    """Return whether Slack has told us that somebody works here, and is not deactivated.

    Not of somebody of whom it has not told us yet: people of other companies may stay unknown.
    """
    is_one = exists().where(
        Person.workspace_id == workspace_id, Person.user_id == user_id, Person.is_colleague
    )
    return bool(session.scalar(select(is_one)))


def find_strangers(session: Session, workspace_id: int, user_ids: Collection[str]) -> set[str]:
    """Return those of `user_ids` of whom Slack has told us nothing, though it has told us of all.

    As long as it has not, nobody is one.
    """
    everybody = exists().where(
        Reading.workspace_id == workspace_id,
        Reading.kind == Kind.PEOPLE,
        Reading.ended_at.is_not(None),
    )
    if not session.scalar(select(everybody)):
        return set()
    known = session.scalars(select(Person.user_id).where(Person.workspace_id == workspace_id))
    return set(user_ids).difference(known)


def get_home(session: Session, workspace_id: int) -> Home:
    """Return which workspace it is to Slack."""
    workspace = session.get_one(Workspace, workspace_id)
    return Home(workspace.slack_id, workspace.enterprise_id)


def find_people(
    session: Session, workspace_id: int, user_ids: Collection[str]
) -> dict[str, Person]:
    """Return those of `user_ids` that Slack has told us of, by their ids."""
    values = {"of_workspace": workspace_id, "of_users": list(user_ids)}
    return {person.user_id: person for person in session.scalars(_KNOWN, values)}


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
