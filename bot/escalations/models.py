"""Escalations, and everything that happened to them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.escalations.rules import Level, Move, State, Urgency
from bot.permissions import Role
from bot.roadmap.models import Initiative
from bot.tables import Base, BigId, enum_type
from bot.teams.models import Team, roles_in


def _partial(name: str, *columns: str, where: str) -> Index:
    condition = text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Escalation(Base):
    """A problem that one team raised for another to answer."""

    __tablename__ = "escalations"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        # The modal it was sent from: sending it twice raises one escalation.
        UniqueConstraint("workspace_id", "view_id"),
        # The sweep's question: what is overdue?
        _partial("ix_escalations_open_due_at", "due_at", where="state = 'open'"),
        # Somebody's Home: which do I have to take, to answer, to accept, or to wait for?
        _partial(
            "ix_escalations_open_answering_team_id",
            "workspace_id",
            "answering_team_id",
            "level",
            where="state = 'open'",
        ),
        _partial(
            "ix_escalations_open_raising_team_id",
            "workspace_id",
            "raising_team_id",
            "level",
            where="state = 'open'",
        ),
        _partial(
            "ix_escalations_acknowledged_by",
            "workspace_id",
            "acknowledged_by",
            where="state = 'acknowledged'",
        ),
        _partial(
            "ix_escalations_unfinished_raised_by",
            "workspace_id",
            "raised_by",
            where="state IN ('open', 'acknowledged', 'answered')",
        ),
        # And what have I done this week?
        Index("ix_escalations_raised_at", "workspace_id", "raised_by", "raised_at"),
        _partial(
            "ix_escalations_answered_at",
            "workspace_id",
            "answered_by",
            "answered_at",
            where="answered_by IS NOT NULL",
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    view_id: Mapped[str] = mapped_column(String(32))

    stuck: Mapped[str] = mapped_column(Text)
    ask: Mapped[str] = mapped_column(Text)
    urgency: Mapped[Urgency] = mapped_column(enum_type(Urgency))
    raising_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    answering_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"))
    raised_by: Mapped[str] = mapped_column(String(32))
    raised_at: Mapped[datetime]

    state: Mapped[State] = mapped_column(enum_type(State))
    level: Mapped[Level] = mapped_column(enum_type(Level))
    # When the next level is asked, and the outbox's key of the notice that must have been
    # delivered before: nobody is late who was not asked.
    due_at: Mapped[datetime]
    notice_key: Mapped[str] = mapped_column(String(120))

    acknowledged_by: Mapped[str | None] = mapped_column(String(32))
    acknowledged_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(32))
    answered_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    reopened_because: Mapped[str | None] = mapped_column(Text)

    raising_team: Mapped[Team] = relationship(lazy="raise", foreign_keys=[raising_team_id])
    answering_team: Mapped[Team] = relationship(lazy="raise", foreign_keys=[answering_team_id])

    initiative: Mapped[Initiative | None] = relationship(lazy="raise")

    @property
    def name(self) -> str:
        """What people call it."""
        return f"ESC-{self.number}"

    @property
    def card_key(self) -> str:
        """The outbox's key of the card in the answering team's channel."""
        return f"{self.name}:card"

    @property
    def copy_key(self) -> str:
        """The outbox's key of the raiser's copy of the card."""
        return f"{self.name}:copy"

    @property
    def answer_key(self) -> str:
        """The outbox's key of the newest answer, as the raiser was told it."""
        return f"{self.name}:answer:{self.answered_at:%Y%m%dT%H%M%S.%f}"

    def roles_of(self, user_id: str) -> set[Role]:
        """Return what somebody of the workspace is to it; its teams must have been loaded."""
        roles = roles_in((self.answering_team, self.raising_team), user_id)
        if user_id == self.raised_by:
            roles.add(Role.OWNER)
        if user_id in {self.acknowledged_by, self.answered_by}:
            roles.add(Role.MEMBER)
        return roles


class EscalationEvent(Base):
    """Something that happened to an escalation; never changed. `by` is None for the clock."""

    __tablename__ = "escalation_events"
    # What is new in this workspace?
    __table_args__ = (Index("ix_escalation_events_workspace_id_id", "workspace_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    move: Mapped[Move] = mapped_column(enum_type(Move))
    level: Mapped[Level] = mapped_column(enum_type(Level))
    by: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime]
    why: Mapped[str | None] = mapped_column(Text)
