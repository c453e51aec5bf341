"""Questions that nobody could answer when they were asked."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.ownership.rules.permissions import QuestionState
from bot.ownership.rules.words import QUESTION_MAX
from bot.tables import Base, BigId, enum_type


class Question(Base):
    """Something that somebody asked, for the leads to answer; `asked_as` is its fingerprint."""

    __tablename__ = "ownership_questions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "asked_as"),
        Index("ix_ownership_questions_state", "workspace_id", "state", "opened_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    asked_as: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(String(QUESTION_MAX))
    asked_by: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    times: Mapped[int]
    # The team of who asked, if that is known: its own leads are not the ones to tell.
    asking_team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))

    state: Mapped[QuestionState] = mapped_column(enum_type(QuestionState))
    # When it began to wait for an answer: an answered one can be asked anew.
    opened_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(32))
    answered_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        """What messages about it are about, for those that wait to be told."""
        return f"question:{self.id}"


class QuestionAsker(Base):
    """Somebody who asked a question, and when they were told the answer."""

    __tablename__ = "ownership_askers"
    __table_args__ = (UniqueConstraint("question_id", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("ownership_questions.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
