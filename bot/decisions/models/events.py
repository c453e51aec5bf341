"""What happened to decisions: written, never changed, and chained by hashes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.decisions.models.decisions import Decision
from bot.decisions.models.people import Participant
from bot.decisions.rules import Move, chain
from bot.tables import Base, BigId, enum_type

MOVING = (
    *("state", "state_at", "state_by", "state_because", "accepted_at", "accepted_by"),
    *("driver_id", "needed", "review_on", "follows_id", "follows_as"),
)
"""The columns of a decision that moves change, besides those of the clock."""

_OF_PEOPLE = (
    *("team_id", "removed_at", "vote", "voted_at", "voted_by", "because"),
    *("stand_in_id", "stand_in_until", "acknowledged_at"),
)


class DecisionEvent(Base):
    """Something that happened to a decision; never changed. `by` is None for the clock.

    `changed` has what is different since, by column, by person, and a digest of the words; all of a
    decision's, one after the other, make it as it is now. `hash` is of all this and of `previous`,
    the hash of the event that is numbered before it in the workspace (rules/chain.py).
    """

    __tablename__ = "decision_events"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_decision_events_decision_id", "decision_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    move: Mapped[Move] = mapped_column(enum_type(Move))
    by: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime]
    why: Mapped[str | None] = mapped_column(Text)
    changed: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    def linked(self) -> str:
        """Return the hash that it must have, by what it says now."""
        said = {
            "workspace": self.workspace_id,
            "number": self.number,
            "decision": self.decision_id,
            "move": self.move.value,
            "by": self.by,
            "at": kept(self.at),
            "why": self.why,
            "changed": self.changed,
        }
        return chain.link(self.previous, said)


def standing(decision: Decision) -> dict[str, Any]:
    """Return how a decision stands now, in what JSON can keep; its people must be loaded."""
    words = chain.digest(decision.title, decision.what, decision.rejected)
    columns = {name: kept(getattr(decision, name)) for name in MOVING}
    people = {f"{each.part}:{each.user_id}": _place(each) for each in decision.participants}
    return {"words": words, **columns, **people}


def fold(changes: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how a decision stands after these changes, the oldest first."""
    stands: dict[str, Any] = {}
    for changed in changes:
        stands |= changed
    return stands


def kept(value: Any) -> Any:
    """Return a column's value as an event keeps it: times in UTC, to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _place(person: Participant) -> dict[str, Any]:
    return {name: kept(getattr(person, name)) for name in _OF_PEOPLE}
