"""The ladders of pairs of teams: written, never changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.escalations import rules
from bot.escalations.rules import Level, Urgency, Who
from bot.tables import Base, BigId, partial_index

TO_APPLY = "applies_at IS NOT NULL AND applied_at IS NULL"


class Ladder(Base):
    """Who is asked, and for how long, when one of two teams asks the other.

    A change is a new row with the next version: an escalation keeps the one it was raised with.
    `created_by` is None for the one that everybody begins with. The two teams are in the order of
    their ids. Since `applies_at` what is open is to climb it too, and since `applied_at` it does.
    """

    __tablename__ = "ladders"
    __table_args__ = (
        UniqueConstraint("workspace_id", "team_id", "other_team_id", "version"),
        # Which are to be applied to what is open?
        partial_index("ix_ladders_applies_at", "applies_at", where=TO_APPLY),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    other_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    version: Mapped[int]
    levels: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(String(32))
    applies_at: Mapped[datetime | None]
    applied_at: Mapped[datetime | None]

    @cached_property
    def rule(self) -> rules.Ladder:
        """What it says."""
        return from_json(self.levels)


def to_json(ladder: rules.Ladder) -> list[dict[str, Any]]:
    """Return the ladder as it is kept: times in minutes."""
    return [
        {
            "who": list(level.who),
            "people": list(level.people),
            "within": {urgency: _minutes(level.within[urgency]) for urgency in Urgency},
        }
        for level in ladder.levels
    ]


def from_json(kept: Sequence[Mapping[str, Any]]) -> rules.Ladder:
    """Return the ladder that was kept."""
    return rules.Ladder(tuple(_levels(kept)))


def _levels(kept: Sequence[Mapping[str, Any]]) -> Iterator[Level]:
    for each in kept:
        within = {urgency: timedelta(minutes=each["within"][urgency]) for urgency in Urgency}
        yield Level(tuple(Who(who) for who in each["who"]), tuple(each["people"]), within)


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
