"""Initiatives in no database, to be drawn."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from bot.roadmap.models import Initiative, InitiativeChange, InitiativeLink, Owner, Sheet
from bot.roadmap.rules import Cadence, Stage
from bot.teams.models import Team
from tests.escalations.blocks.drawn import team

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def marketing(name: str = "Marketing") -> Team:
    """Return the team that Maya leads."""
    made = team(name, "CM", "UMAYA")
    made.id = 1
    return made


def it(name: str = "IT") -> Team:
    """Return the team that Ivan and Bo lead."""
    made = team(name, "CI", "UIVAN", "UBO")
    made.id = 2
    return made


def owned(*pairs: tuple[Team, str]) -> list[Owner]:
    """Return owners: a team and a user id each."""
    return [Owner(team_id=each.id, team=each, user_id=user_id) for each, user_id in pairs]


def initiative(**changes: Any) -> Initiative:
    """Return Maya's and Bo's initiative, as Maya added it at nine."""
    row: dict[str, Any] = {
        "id": 3,
        "number": 7,
        "title": "Web shop",
        "outcome": "The new shop is live",
        "why": "The old one is slow",
        "channel_id": "CI",
        "target_on": date(2026, 12, 4),
        "stage": Stage.ACTIVE,
        "cadence": Cadence.BY_DATE,
        "version": 1,
        "created_by": "UMAYA",
        "created_at": NINE,
        "changed_by": "UMAYA",
        "changed_at": NINE,
    }
    if "owners" not in changes:
        row["owners"] = owned((marketing(), "UMAYA"), (it(), "UBO"))
    return Initiative(**row | changes)


def sheet(
    of: Initiative, *links: InitiativeLink, linked: int | None = None, gone: Collection[str] = ()
) -> Sheet:
    """Return what its card shows."""
    return Sheet(of, links=links, linked=len(links) if linked is None else linked, gone=gone)


def link(number: int, title: str = "The export fails", state: str = "open") -> InitiativeLink:
    """Return a linked escalation."""
    return InitiativeLink(name=f"ESC-{number}", kind="escalation", title=title, state=state)


def change(field: str, before: Any, after: Any, by: str = "UIVAN") -> InitiativeChange:
    """Return something that Ivan changed at nine."""
    return InitiativeChange(field=field, before=before, after=after, by=by, at=NINE)
