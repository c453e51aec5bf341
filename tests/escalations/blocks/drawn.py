"""Escalations in every state, in no database, to be drawn."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.escalations.models import Escalation, Ladder, Participant
from bot.escalations.models.ladders import to_json
from bot.escalations.rules import DEFAULT, AnswerKind, State, Urgency
from bot.teams.models import Member, Team
from bot.teams.rules import Role

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEN, ELEVEN = NINE + timedelta(hours=1), NINE + timedelta(hours=2)


def moment(at: datetime) -> str:
    """Return an instant as Slack is told it."""
    fallback = at.strftime("%a %d %b %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def team(name: str, channel_id: str, *leads: str) -> Team:
    """Return a team with these leads, and Sofia as sponsor."""
    members = [Member(user_id=lead, role=Role.LEAD) for lead in leads]
    members.append(Member(user_id="USOFIA", role=Role.SPONSOR))
    return Team(name=name, channel_id=channel_id, members=members)


LEADS, BOTH_LEADS, SPONSORS = range(3)
"""The levels of the ladder with which everybody begins."""

_ASKED = {LEADS: ["UIVAN", "UBO"], BOTH_LEADS: ["UMAYA"], SPONSORS: ["USOFIA"]}
"""At both leads only those who have not just been asked."""


def escalation(state: State = State.OPEN, *, level: int = LEADS, **changes: Any) -> Escalation:
    """Return Ana's question to IT in that state: taken at 9, answered and decided at 10."""
    row: dict[str, Any] = {
        "id": 7,
        "number": 12,
        "stuck": "The export fails",
        "ask": "Somebody who repairs it",
        "urgency": Urgency.HIGH,
        "raised_by": "UANA",
        "asker_id": "UANA",
        "raised_at": NINE,
        "state": state,
        "ladder": Ladder(levels=to_json(DEFAULT)),
        "level": level,
        "highest_level": level,
        "asked_at": NINE,
        "due_at": TEN,
        "reminders": 0,
        "reopened_times": 0,
        "card_key": "ESC-12:card",
        "notice_key": "ESC-12:card",
        "raising_team": team("Marketing", "CM", "UMAYA"),
        "answering_team": team("IT", "CI", "UIVAN", "UBO"),
        "participants": [
            Participant(user_id=user_id, asked_at=NINE, asked_for=user_id)
            for user_id in _ASKED[level]
        ],
    }
    return Escalation(**row | _REACHED[state] | changes)


_TAKEN = {"acknowledged_by": "UIVAN", "acknowledged_at": NINE, "promised_at": ELEVEN}
_ANSWERED = {
    "answer": "Repaired",
    "answer_kind": AnswerKind.UNBLOCKED,
    "answered_by": "UBO",
    "answered_at": TEN,
}
_REACHED: dict[State, dict[str, Any]] = {
    State.OPEN: {},
    State.ACKNOWLEDGED: _TAKEN,
    State.SNOOZED: _TAKEN,
    State.ASKED_BACK: _TAKEN | {"question": "Which export?", "question_at": TEN},
    State.ANSWERED: _TAKEN | _ANSWERED,
    State.ACCEPTED: {**_TAKEN, **_ANSWERED, "accepted_at": TEN, "accepted_by": "UANA"},
    State.WITHDRAWN: {"withdrawn_at": TEN, "withdrawn_because": "It works again"},
}


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
