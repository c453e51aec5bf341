"""The workspace's people and channels, and whom teams follow: kept true by Slack's events and by
asking it again."""

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, String, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from bot.people.rules import Standing
from bot.people.rules.profiles import NAME_MAX
from bot.people.rules.readings import Kind
from bot.tables import Base, BigId, enum_type, partial_index


class Person(Base):
    """Somebody whom the workspace's people can see; `zone` is Slack's, and often stale."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    # An IANA name; None for bots and strangers, of whom Slack does not always say it.
    zone: Mapped[str | None] = mapped_column(String(64))
    standing: Mapped[Standing] = mapped_column(enum_type(Standing))
    deactivated_at: Mapped[datetime | None]
    # Slack's own count of seconds at the last change: what it said before that is old news.
    updated: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[datetime]
    # When a list of everybody did not name them, until Slack has been asked about them by name.
    missed_at: Mapped[datetime | None]

    @hybrid_property
    def is_colleague(self) -> bool:
        """Whether they work here: no guest, bot or stranger, and not deactivated."""
        return self.standing is Standing.COLLEAGUE and self.deactivated_at is None

    @is_colleague.inplace.expression
    @classmethod
    def _is_colleague(cls) -> ColumnElement[bool]:
        return (cls.standing == Standing.COLLEAGUE) & cls.deactivated_at.is_(None)


class Channel(Base):
    """A public channel, or a private one that Lockstep is in.

    `named_at` and `status_at` are when Slack said this name, and whether it is archived.
    """

    __tablename__ = "channels"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id"),
        # Which are private?
        partial_index("ix_channels_private", "id", where="is_private"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    named_at: Mapped[datetime]
    is_private: Mapped[bool]
    archived_at: Mapped[datetime | None]
    status_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class UserGroup(Base):
    """A user group: people who can be named together, @it-team; `removed_at` if it is no more."""

    __tablename__ = "user_groups"
    __table_args__ = (UniqueConstraint("workspace_id", "group_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    group_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    handle: Mapped[str] = mapped_column(String(NAME_MAX))
    removed_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]


class Following(Base):
    """A channel or a user group whose members a team has."""

    __tablename__ = "followings"
    __table_args__ = (UniqueConstraint("workspace_id", "source_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    source_id: Mapped[str] = mapped_column(String(32))
    followed_at: Mapped[datetime]
    # Since when Slack does not show it to us: a private channel that we were not invited to.
    hidden_at: Mapped[datetime | None]
    # When its members were last read to the end.
    read_at: Mapped[datetime | None]
    # What Slack said of its size when it was last compared.
    said: Mapped[str | None] = mapped_column(String(64))


class FollowedMember(Base):
    """Somebody in a source that is followed; who left stays for a while, for events out of order.

    `changed_at` is when they came or went, as Slack said it last.
    """

    __tablename__ = "followed_members"
    __table_args__ = (UniqueConstraint("following_id", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    following_id: Mapped[int] = mapped_column(ForeignKey("followings.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Reading(Base):
    """Something that is asked of Slack from time to time, in pages.

    `began_at` and `cursor` are where a reading that is under way stands; `due_at` is when the next
    page, or the next reading, is due, and None if only an event makes it so.
    """

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("workspace_id", "kind", "subject"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    subject: Mapped[str] = mapped_column(String(32))
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    began_at: Mapped[datetime | None]
    cursor: Mapped[str | None] = mapped_column(String(1024))
    ended_at: Mapped[datetime | None]


class Pace(Base):
    """When a method may be called again in a workspace, by any process."""

    __tablename__ = "paces"
    __table_args__ = (UniqueConstraint("workspace_id", "method"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    method: Mapped[str] = mapped_column(String(64))
    open_at: Mapped[datetime]
