"""How an initiative goes, as each side said: what its card shows."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.roadmap.models import Side
from bot.roadmap.rules import Status
from bot.tables import per_dialect, table

_SAID = (
    *("status", "confidence", "expected_on", "next_step", "waits_for", "why", "what_next"),
    *("said_by", "said_at", "silent_at"),
)


def say(
    session: Session,
    *,
    workspace_id: int,
    initiative_id: int,
    team_id: int,
    status: Status,
    confidence: int,
    expected_on: date,
    next_step: str | None,
    waits_for: str,
    why: str,
    what_next: str,
    said_by: str,
    said_at: datetime,
) -> None:
    """Let a side of an initiative be what its owner said last."""
    values = {
        "workspace_id": workspace_id,
        "initiative_id": initiative_id,
        "team_id": team_id,
        "status": status,
        "confidence": confidence,
        "expected_on": expected_on,
        "next_step": next_step,
        "waits_for": waits_for,
        "why": why,
        "what_next": what_next,
        "said_by": said_by,
        "said_at": said_at,
        "silent_at": None,
    }
    session.connection().execute(_put(session), values)


def be_silent(
    session: Session, *, workspace_id: int, initiative_id: int, team_id: int, now: datetime
) -> None:
    """Note that a side of an initiative has not answered; what it said before stays."""
    values = {
        "workspace_id": workspace_id,
        "initiative_id": initiative_id,
        "team_id": team_id,
        "silent_at": now,
    }
    session.connection().execute(_note_silence(session), values)


@per_dialect
def _put(insert: Any) -> Any:
    statement = insert(table(Side))
    return statement.on_conflict_do_update(
        index_elements=["initiative_id", "team_id"],
        set_={name: statement.excluded[name] for name in _SAID},
    )


@per_dialect
def _note_silence(insert: Any) -> Any:
    statement = insert(table(Side))
    return statement.on_conflict_do_update(
        index_elements=["initiative_id", "team_id"],
        set_={"silent_at": statement.excluded.silent_at},
    )
