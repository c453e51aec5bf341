"""When the owners of initiatives are asked, and what they said: answers are never changed."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.checkins.rules import State
from bot.permissions import Role
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Cadence, Status
from bot.tables import Base, BigId, enum_type, partial_index


class Plan(Base):
    """When the owners of an initiative are asked next, as it was in its `version`.

    There is none before it was active, and no day while it is not.
    """

    __tablename__ = "checkin_plans"
    __table_args__ = (
        UniqueConstraint("initiative_id"),
        partial_index("ix_checkin_plans_due_at", "due_at", where="due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    version: Mapped[int]
    next_on: Mapped[date | None] = mapped_column(Date)
    due_at: Mapped[datetime | None]

    initiative: Mapped[Initiative] = relationship(lazy="raise")


class Round(Base):
    """A day on which all owners of an initiative are asked, and the rule by which they are.

    Nobody reads what another said before it is over: all have answered, or had their time.
    """

    __tablename__ = "checkin_rounds"
    __table_args__ = (UniqueConstraint("initiative_id", "held_on"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    held_on: Mapped[date] = mapped_column(Date)
    # As of that day.
    cadence: Mapped[Cadence] = mapped_column(enum_type(Cadence))
    target_on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    initiative: Mapped[Initiative] = relationship(lazy="raise")
    checkins: Mapped[list["Checkin"]] = relationship(lazy="raise", order_by="Checkin.team_id")


class Checkin(Base):
    """The question to the owner in one team, in a round; `due_at` is when the clock looks next."""

    __tablename__ = "checkins"
    __table_args__ = (
        # One question a side and round.
        UniqueConstraint("round_id", "team_id"),
        partial_index("ix_checkins_due_at", "due_at", where="due_at IS NOT NULL"),
        # What has this person to answer?
        Index("ix_checkins_user_id", "workspace_id", "user_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("checkin_rounds.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    user_id: Mapped[str] = mapped_column(String(32))
    held_on: Mapped[date] = mapped_column(Date)
    state: Mapped[State] = mapped_column(enum_type(State))
    due_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    # After one working day, and after three.
    reminded_at: Mapped[datetime | None]
    reminded_again_at: Mapped[datetime | None]
    # When the sponsors were told that nobody had answered.
    silent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]

    round: Mapped[Round] = relationship(lazy="raise", back_populates="checkins")

    @property
    def subject(self) -> str:
        """What it is about, as messages that wait know it: one side of one initiative."""
        return f"checkin:{self.initiative_id}:{self.team_id}"

    def key(self, what: str) -> str:
        """Return the key of a message about it: it is sent once."""
        return f"checkin:{self.round_id}:{self.team_id}:{self.user_id}:{what}"

    def roles_of(self, user_id: str) -> set[Role]:
        """Return what a colleague is to it."""
        return {Role.COLLEAGUE, *({Role.OWNER} if user_id == self.user_id else ())}


class CheckinAnswer(Base):
    """What one side said in a round, for good: who changes their mind says it anew.

    `why` and `what_next` are there unless all is on track.
    """

    __tablename__ = "checkin_answers"
    __table_args__ = (
        Index("ix_checkin_answers_checkin_id", "checkin_id", "id"),
        # What did each side say last?
        Index("ix_checkin_answers_side", "initiative_id", "team_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkins.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
    status: Mapped[Status] = mapped_column(enum_type(Status))
    confidence: Mapped[int]
    expected_on: Mapped[date] = mapped_column(Date)
    # Who has the next step, if anybody.
    next_step: Mapped[str | None] = mapped_column(String(32))
    waits_for: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    what_next: Mapped[str] = mapped_column(Text)
