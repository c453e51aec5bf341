"""The log of decisions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.decisions.rules import TITLE_MAX
from bot.roadmap.models import Initiative
from bot.tables import Base, BigId
from bot.teams.models import Team


class Decision(Base):
    """Something that somebody of a team decided; what it says is never changed.

    `source` names what it came from, as `ESC-12`, which makes one decision at most.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "source"),
        # What did these teams decide lately?
        Index("ix_decisions_team_id", "workspace_id", "team_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    what: Mapped[str] = mapped_column(Text)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"))
    source: Mapped[str | None] = mapped_column(String(32))
    decided_by: Mapped[str] = mapped_column(String(32))
    decided_at: Mapped[datetime]

    team: Mapped[Team] = relationship(lazy="raise")
    initiative: Mapped[Initiative | None] = relationship(lazy="raise")

    @property
    def name(self) -> str:
        """What people call it."""
        return f"DEC-{self.number}"

    @property
    def card_key(self) -> str:
        """The outbox's key of the card in its team's channel."""
        return f"{self.name}:card"
