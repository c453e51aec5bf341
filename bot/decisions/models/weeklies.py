"""When a team hears of its decisions, and of which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.decisions.models.decisions import Decision
from bot.tables import Base, BigId
from bot.teams.models import Team


class Weekly(Base):
    """The weekly message of a team: when the next one is due, and from when on it tells."""

    __tablename__ = "decision_weeklies"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), unique=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    told_until: Mapped[datetime]

    team: Mapped[Team] = relationship(lazy="raise")


@dataclass(frozen=True)
class Some:
    """The first of several decisions, and how many there are in all."""

    shown: Sequence[Decision] = ()
    total: int = 0


@dataclass(frozen=True)
class Week:
    """A team's decisions since it was told last; `today` is where the team is."""

    team: Team
    today: date
    decided: Some
    waiting: Some
    reviews: Some
    ended: Some
