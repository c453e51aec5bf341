"""Escalations in every state, in no database, to be drawn."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.escalations.models import Escalation
from bot.escalations.rules import Level, State, Urgency
from bot.teams.models import Member, Team
from bot.teams.rules import Role

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)


def moment(at: datetime) -> str:
    """Return an instant as Slack is told it."""
    fallback = at.strftime("%a %d %b %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def team(name: str, channel_id: str, *leads: str) -> Team:
    """Return a team with these leads, and Sofia as sponsor."""
    members = [Member(user_id=lead, role=Role.LEAD) for lead in leads]
    members.append(Member(user_id="USOFIA", role=Role.SPONSOR))
    return Team(name=name, channel_id=channel_id, members=members)


def escalation(state: State = State.OPEN, **changes: Any) -> Escalation:
    """Return Maya's question to IT in that state: took at 9, answered and decided at 10."""
    reached = list(State).index(state)
    row: dict[str, Any] = {
        "id": 7,
        "number": 12,
        "stuck": "The export fails",
        "ask": "Somebody who repairs it",
        "urgency": Urgency.HIGH,
        "raised_by": "UMAYA",
        "raised_at": NINE,
        "state": state,
        "level": Level.LEADS,
        "due_at": TEN,
        "raising_team": team("Marketing", "CM", "UMAYA"),
        "answering_team": team("IT", "CI", "UIVAN", "UBO"),
    }
    if reached >= 1:
        row |= {"acknowledged_by": "UIVAN", "acknowledged_at": NINE}
    if reached >= 2:
        row |= {"answer": "Repaired", "answered_by": "UBO", "answered_at": TEN}
    if reached >= 3:
        row |= {"accepted_at": TEN}
    return Escalation(**row | changes)


def reopened(**changes: Any) -> Escalation:
    """Return it as Maya reopened it at 10."""
    row: dict[str, Any] = {
        "answer": "Repaired",
        "answered_by": "UBO",
        "answered_at": NINE,
        "reopened_at": TEN,
        "reopened_because": "It fails again",
    }
    return escalation(**row | changes)
