"""Homes that people look at, and how far the news has been read that may change them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, BigId


class Home(Base):
    """One person's Home tab; `stale_at` is since when it may show something old."""

    __tablename__ = "homes"
    __table_args__ = (
        UniqueConstraint("workspace_id", "user_id"),
        # The sweep's question: which are to be drawn again?
        Index(
            "ix_homes_stale_at",
            "stale_at",
            sqlite_where=text("stale_at IS NOT NULL"),
            postgresql_where=text("stale_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    opened_at: Mapped[datetime]
    # The page that each section was turned to, by the section's name.
    pages: Mapped[dict[str, int]] = mapped_column(JSON)
    stale_at: Mapped[datetime | None]
    # What was last drawn (rules.digest), and when.
    drawn: Mapped[str | None] = mapped_column(String(64))
    drawn_at: Mapped[datetime | None]


class Feed(Base):
    """How far a workspace's news has been read: a bookmark for each source of it."""

    __tablename__ = "home_feeds"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    bookmarks: Mapped[dict[str, Any]] = mapped_column(JSON)
