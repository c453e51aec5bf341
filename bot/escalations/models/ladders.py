"""The ladders of pairs of teams: written, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.escalations.rules import ladders as rules
from bot.tables import Base, BigId


class Ladder(Base):
    """Who is asked, and for how long, when one of two teams asks the other.

    A change is a new row with the next version: an escalation keeps the one it was raised with.
    `created_by` is None for the one that everybody begins with. The two teams are in the order of
    their ids.
    """

    __tablename__ = "ladders"
    __table_args__ = (UniqueConstraint("workspace_id", "team_id", "other_team_id", "version"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    other_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    version: Mapped[int]
    levels: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(String(32))

    @property
    def rule(self) -> rules.Ladder:
        """What it says."""
        return rules.from_json(self.levels)
