"""Reactions of leads to messages, each of which may make the message a win."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, BigId, partial_index


class Reaction(Base):
    """A lead's reaction to a message, whose words are read by the clock: the event has none.

    `due_at` is when they are read next; None once they were.
    """

    __tablename__ = "win_reactions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id", "ts", "user_id"),
        partial_index("ix_win_reactions_due_at", "due_at", where="due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(String(32))
    ts: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[str] = mapped_column(String(32))
    reacted_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
