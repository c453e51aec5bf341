"""Reactions of leads to messages, each of which may make the message a win."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, BigId, partial_index
from bot.wins.rules import reactions


class Reaction(Base):
    """A lead's reaction to a message, whose words are read by the clock: the event has none.

    `reacted_at` and `removed_at` are Slack's times of the newest of these events that we have
    heard, in whatever order they came; one of them may be missing. `due_at` is when the message is
    read next; None if there is nothing to read.
    """

    __tablename__ = "win_reactions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id", "ts", "user_id", "emoji"),
        partial_index("ix_win_reactions_due_at", "due_at", where="due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(String(32))
    ts: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[str] = mapped_column(String(32))
    # As Slack's event has it, with its skin tone: one and another are two reactions.
    emoji: Mapped[str] = mapped_column(String(120))
    reacted_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    # Who wrote the message; once it was read also whom it mentions, as far as they work here.
    named: Mapped[list[str]] = mapped_column(JSON)
    # What it says, where that alone made no win: the lead is asked for the rest.
    words: Mapped[str | None] = mapped_column(Text)
    # The win that this reaction gave, and no other.
    win_id: Mapped[int | None] = mapped_column(ForeignKey("wins.id", ondelete="CASCADE"))

    @property
    def is_on(self) -> bool:
        """Whether it stands, as far as we have heard."""
        return reactions.is_on(self.reacted_at, self.removed_at)
