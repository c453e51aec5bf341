"""What happened to escalations: written, never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.escalations.models.escalations import Escalation
from bot.escalations.rules import Move
from bot.tables import Base, BigId, enum_type

MOVING = (
    "state",
    "level",
    "asker_id",
    "answering_team_id",
    "raising_team_id",
    "ladder_id",
    "card_key",
    "notice_key",
    "asked_at",
    "due_at",
    "reminders",
    "acknowledged_by",
    "acknowledged_at",
    "promised_at",
    "question",
    "question_at",
    "answer",
    "answer_kind",
    "decision_id",
    "answered_by",
    "answered_at",
    "accepted_at",
    "accepted_by",
    "reopened_at",
    "reopened_because",
    "withdrawn_at",
    "withdrawn_because",
    "first_owned_at",
    "first_late_at",
    "highest_level",
    "reopened_times",
)
"""The columns of an escalation that moves change; `asked` stands beside them for who is asked."""


class EscalationEvent(Base):
    """Something that happened to an escalation; never changed. `by` is None for the clock.

    `changed` has what is different since, by column; all of an escalation's, one after the other,
    make it as it is now. `passed` has the levels that a move passed over, each with the reason.
    """

    __tablename__ = "escalation_events"
    # What is new in this workspace?
    __table_args__ = (Index("ix_escalation_events_workspace_id_id", "workspace_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    move: Mapped[Move] = mapped_column(enum_type(Move))
    level: Mapped[int]
    by: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime]
    why: Mapped[str | None] = mapped_column(Text)
    changed: Mapped[dict[str, Any]] = mapped_column(JSON)
    passed: Mapped[list[tuple[int, str]] | None] = mapped_column(JSON(none_as_null=True))


def standing(escalation: Escalation) -> dict[str, Any]:
    """Return how an escalation stands now, in what JSON can keep; its people must be loaded."""
    values = {name: _kept(getattr(escalation, name)) for name in MOVING}
    return values | {"asked": sorted(escalation.asked)}


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
