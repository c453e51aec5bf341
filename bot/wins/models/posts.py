"""Where wins are told, and in which message each was."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.tables import Base, BigId
from bot.wins.models.wins import Win


class Channel(Base):
    """A channel for wins, and when it is told of them next."""

    __tablename__ = "win_channels"
    __table_args__ = (UniqueConstraint("workspace_id", "channel_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(String(32))
    # What was given before is not told there, or was told: it grows with each morning.
    begun_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)


class Post(Base):
    """A message that tells wins in a channel: a morning's, or one that went out at once.

    `key` is the outbox's; one a morning and channel is promised by it.
    """

    __tablename__ = "win_posts"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    key: Mapped[str] = mapped_column(String(120))
    channel_id: Mapped[str] = mapped_column(String(32))
    posted_at: Mapped[datetime]
    # What the picture says that it was posted with; None without one.
    alt: Mapped[str | None] = mapped_column(Text)

    told: Mapped[list["Told"]] = relationship(lazy="raise", order_by="Told.id")


class Told(Base):
    """A win in a post; in each channel it is in one at most."""

    __tablename__ = "win_told"
    __table_args__ = (
        UniqueConstraint("win_id", "channel_id"),
        Index("ix_win_told_post_id", "post_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    win_id: Mapped[int] = mapped_column(ForeignKey("wins.id", ondelete="CASCADE"))
    post_id: Mapped[int] = mapped_column(ForeignKey("win_posts.id", ondelete="CASCADE"))
    channel_id: Mapped[str] = mapped_column(String(32))

    win: Mapped[Win] = relationship(lazy="raise")
