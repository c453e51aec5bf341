"""Questions about the channels and user groups that teams follow, and who is in them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from bot.people.models import Channel, FollowedMember, Following, Person

_CERTAIN = (
    FollowedMember.left_at.is_(None),
    Following.read_at.is_not(None),
    Following.hidden_at.is_(None),
)


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


def list_sources(session: Session, workspace_id: int, user_id: str) -> Sequence[str]:
    """Return the channels and user groups that are followed and that somebody is in."""
    return session.scalars(
        select(Following.source_id)
        .join(FollowedMember, FollowedMember.following_id == Following.id)
        .where(
            Following.workspace_id == workspace_id,
            FollowedMember.user_id == user_id,
            FollowedMember.left_at.is_(None),
        )
    ).all()


def list_left(session: Session, workspace_id: int, user_ids: Collection[str]) -> Sequence[str]:
    """Return the channels and user groups that are followed and that one of these left lately."""
    return session.scalars(
        select(Following.source_id)
        .join(FollowedMember, FollowedMember.following_id == Following.id)
        .where(
            Following.workspace_id == workspace_id,
            FollowedMember.user_id.in_(user_ids),
            FollowedMember.left_at.is_not(None),
        )
        .distinct()
        .order_by(Following.source_id)
    ).all()


def list_channels_of(session: Session, workspace_id: int, user_id: str) -> set[str]:
    """Return the channels that somebody is in for certain: we have read who is, and still see it.

    Of those that are followed: every private one that we are in is.
    """
    return set(
        session.scalars(
            select(Following.source_id)
            .join(FollowedMember, FollowedMember.following_id == Following.id)
            .where(
                Following.workspace_id == workspace_id,
                FollowedMember.user_id == user_id,
                *_CERTAIN,
            )
        )
    )


def list_unfollowed(session: Session, *, limit: int) -> Sequence[Channel]:
    """Return private channels that we are in and do not follow, of all workspaces."""
    followed = exists().where(
        Following.workspace_id == Channel.workspace_id, Following.source_id == Channel.channel_id
    )
    return session.scalars(
        select(Channel)
        .where(Channel.is_private, Channel.archived_at.is_(None), ~followed)
        .order_by(Channel.id)
        .limit(limit)
    ).all()


def find_readers(
    session: Session, workspace_id: int, channel_id: str, user_ids: Collection[str]
) -> set[str]:
    """Return those of `user_ids` who are in a channel for certain, as `list_channels_of` has it."""
    return set(
        session.scalars(
            select(FollowedMember.user_id)
            .join(Following, Following.id == FollowedMember.following_id)
            .where(
                Following.workspace_id == workspace_id,
                Following.source_id == channel_id,
                FollowedMember.user_id.in_(user_ids),
                *_CERTAIN,
            )
        )
    )


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
            Person.is_colleague,
        )
        .order_by(FollowedMember.user_id)
    ).all()


def find_arrivals(session: Session, workspace_id: int, source_id: str) -> dict[str, datetime]:
    """Return when each of those in a source came, as far as Slack has said."""
    came = (
        select(FollowedMember.user_id, FollowedMember.changed_at)
        .join(Following, Following.id == FollowedMember.following_id)
        .where(
            Following.workspace_id == workspace_id,
            Following.source_id == source_id,
            FollowedMember.left_at.is_(None),
        )
    )
    return {user_id: at for user_id, at in session.execute(came)}


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


def _is_person(member: type[FollowedMember]) -> ColumnElement[bool]:
    return (Person.workspace_id == member.workspace_id) & (Person.user_id == member.user_id)
