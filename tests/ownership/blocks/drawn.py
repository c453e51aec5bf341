"""Entries, questions and answers that are in no database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.ownership.models import Entry, EntryPerson, Question
from bot.ownership.rules.entries import MOST, Kind, Part, Vacancy
from bot.ownership.rules.permissions import QuestionState
from bot.teams.models import Member, Team
from bot.teams.rules import Role

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AT = "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>"


def team(name: str = "IT", *leads: str, id_: int = 2) -> Team:
    """Return a team in #it, led by Ivan and Bo unless others are named."""
    members = [Member(user_id=lead, role=Role.LEAD) for lead in leads or ("UIVAN", "UBO")]
    return Team(id=id_, name=name, channel_id="CIT", members=members)


def entry(
    name: str = "Newsletter exports",
    *,
    kind: Kind = Kind.OWNED,
    of: Team | None = None,
    vacancy: Vacancy | None = None,
    **changes: Any,
) -> Entry:
    """Return an entry of IT's that Ivan confirmed at NOW."""
    owned = kind is Kind.OWNED
    whose = of or team()
    values: dict[str, Any] = {
        "id": 7,
        "version": 1,
        "kind": kind,
        "team": whose,
        "team_id": whose.id,
        "name": name,
        "about": "" if owned else "Ask with a ticket",
        "accountable": "UIVAN" if owned else "",
        "changed_by": "UMAYA",
        "confirmed_at": NOW if owned else None,
        "due_at": NOW + timedelta(days=180) if owned else None,
        "vacancy": vacancy,
        "vacant_at": NOW if vacancy else None,
        "people": [EntryPerson(part=Part.RESPONSIBLE, user_id="UBO")] if owned else [],
    }
    return Entry(**values | changes)


def crowded(words: str, **changes: Any) -> Entry:
    """Return an entry with `words` wherever there are any, and as many people as it takes."""
    people = [
        EntryPerson(part=part, user_id=f"U0PERSON{number:04}")
        for part, most in MOST.items()
        for number in range(most)
    ]
    leads = [f"U0LEAD{number:05}" for number in range(5)]
    of = team(words[:40], *leads)
    values = {"about": words[:300], "people": people} | changes
    return entry(words[:80], of=of, **values)


def question(text: str = "Who does the coffee?", **changes: Any) -> Question:
    """Return a question that Ana asked at NOW."""
    values = {
        "id": 9,
        "text": text,
        "asked_by": "UANA",
        "asked_at": NOW,
        "opened_at": NOW,
        "times": 1,
        "state": QuestionState.OPEN,
    }
    return Question(**values | changes)


def answered(text: str = "Who does the coffee?", answer: str = "Facility") -> Question:
    """Return a question that Ivan has answered."""
    return question(
        text,
        state=QuestionState.ANSWERED,
        answer=answer,
        answered_by="UIVAN",
        answered_at=NOW,
    )
