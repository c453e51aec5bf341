"""One day of a stand-up: whom it asked, what, and what became of it."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.standups.models.standups import Standup
from bot.standups.rules import Missed, questions
from bot.standups.rules.questions import Kind, Question
from bot.tables import Base, BigId, enum_type, partial_index


class Round(Base):
    """A round: it keeps what it asks, whatever becomes of the stand-up's questions.

    It asks `at` each person's own local time on its day, or everybody at the instant `asks_at`.
    """

    __tablename__ = "standup_rounds"
    __table_args__ = (
        # A day has one round, whoever changes the schedule; and nobody's trial is in its way.
        partial_index(
            "uq_standup_rounds_held_on",
            *("standup_id", "held_on"),
            where="tried_by IS NULL",
            unique=True,
        ),
        partial_index(
            "uq_standup_rounds_number",
            *("standup_id", "number"),
            where="tried_by IS NULL",
            unique=True,
        ),
        partial_index("ix_standup_rounds_due_at", "due_at", where="due_at IS NOT NULL"),
        Index("ix_standup_rounds_closes_at", "standup_id", "closes_at"),
        CheckConstraint("(at IS NULL) <> (asks_at IS NULL)", "asks"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    standup_id: Mapped[int] = mapped_column(ForeignKey("standups.id", ondelete="CASCADE"))
    # From 1 in each stand-up; a trial has that of the round which comes next.
    number: Mapped[int]
    held_on: Mapped[date] = mapped_column(Date)
    at: Mapped[time | None]
    asks_at: Mapped[datetime | None]
    asked: Mapped[list[dict[str, Any]]] = mapped_column("questions", JSON)
    # Whoever tries it on themselves: only they are asked, and only they read the summary.
    tried_by: Mapped[str | None] = mapped_column(String(32))
    # The last of its people is asked until then: so long it looks who has come.
    asks_until: Mapped[datetime]
    closes_at: Mapped[datetime]
    # When the clock looks at it next: who has come, and then to close it.
    due_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    missed_because: Mapped[Missed | None] = mapped_column(enum_type(Missed))
    # As of its end, for reports: how many were asked, and what came of it; and how long half of
    # those who answered took at most, if that tells nothing of anybody.
    asked_people: Mapped[int | None]
    heard_people: Mapped[int | None]
    away_people: Mapped[int | None]
    median_seconds: Mapped[int | None]
    # Where its summary was posted.
    told_in: Mapped[list[str]] = mapped_column(JSON)

    standup: Mapped[Standup] = relationship(lazy="raise")

    @property
    def questions(self) -> tuple[Question, ...]:
        """What it asks."""
        return questions.load(self.asked)

    @property
    def has_mood(self) -> bool:
        """Whether it asks how people feel."""
        return any(each.kind is Kind.MOOD for each in self.questions)

    def summary_key(self, channel_id: str) -> str:
        """Return the outbox's key of its summary in a channel."""
        return f"standup:{self.id}:in:{channel_id}"


class Mood(Base):
    """How many people felt so in a round; nobody is named, and no time is kept."""

    __tablename__ = "standup_moods"
    __table_args__ = (UniqueConstraint("round_id", "value"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("standup_rounds.id", ondelete="CASCADE"))
    value: Mapped[int]
    people: Mapped[int]
