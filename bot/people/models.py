"""The workspace's people and channels, kept true by Slack's events and by asking it again."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.people.rules import Standing
from bot.tables import Base, BigId, enum_type

NAME_MAX = 255


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
    seen_at: Mapped[datetime]


class Channel(Base):
    """A public channel, or a private one that Lockstep is in."""

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("workspace_id", "channel_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    is_private: Mapped[bool]
    archived_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]
