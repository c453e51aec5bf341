"""Somebody's turn in a round, what they had typed before they sent it, and how they answer."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.permissions import Role
from bot.standups.models.rounds import Round
from bot.standups.rules import HEARD, Out, Skip, State
from bot.tables import Base, BigId, enum_type, partial_index
from bot.teams.models import Team


class Turn(Base):
    """Somebody's turn in a round; `answers` are by the keys of its questions, without any mood.

    `due_at` is when the clock looks at it next: to ask, or to remind.
    """

    __tablename__ = "standup_turns"
    __table_args__ = (
        # One question a person and round.
        UniqueConstraint("round_id", "user_id"),
        partial_index("ix_standup_turns_due_at", "due_at", where="due_at IS NOT NULL"),
        # What has this person to answer, and what have they answered?
        Index("ix_standup_turns_user_id", "workspace_id", "user_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("standup_rounds.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(32))
    # The team for which they answer, as of when they were asked.
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"), index=True)
    state: Mapped[State] = mapped_column(enum_type(State))
    due_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    skipped_because: Mapped[Skip | None] = mapped_column(enum_type(Skip))
    out_because: Mapped[Out | None] = mapped_column(enum_type(Out))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)

    round: Mapped[Round] = relationship(lazy="raise")
    team: Mapped[Team | None] = relationship(lazy="raise")

    @property
    def is_heard(self) -> bool:
        """Whether they have answered."""
        return self.state in HEARD

    @property
    def key(self) -> str:
        """The outbox's key of the message that asks them, and is their receipt later."""
        return f"standup:{self.round_id}:ask:{self.user_id}"

    @property
    def reminder_key(self) -> str:
        """The outbox's key of the message that reminds them."""
        return f"standup:{self.round_id}:remind:{self.user_id}"

    def words_key(self, channel_id: str) -> str:
        """Return the outbox's key of their words below the summary in a channel."""
        return f"standup:{self.round_id}:words:{self.user_id}:{channel_id}"

    def roles_of(self, user_id: str) -> set[Role]:
        """Return what a colleague is to it."""
        return {Role.COLLEAGUE, *({Role.OWNER} if user_id == self.user_id else ())}


class Draft(Base):
    """What stands in the form of a turn that was not sent yet, by the names of its fields."""

    __tablename__ = "standup_drafts"
    __table_args__ = (UniqueConstraint("turn_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    turn_id: Mapped[int] = mapped_column(ForeignKey("standup_turns.id", ondelete="CASCADE"))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(index=True)


class Habit(Base):
    """How often in a row somebody has not answered a stand-up, and what came of it."""

    __tablename__ = "standup_habits"
    __table_args__ = (UniqueConstraint("standup_id", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    standup_id: Mapped[int] = mapped_column(ForeignKey("standups.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(32))
    silent: Mapped[int]
    # When they were asked whether to go on, and since when nobody asks them.
    questioned_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
