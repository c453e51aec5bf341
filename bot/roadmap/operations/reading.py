"""An initiative as the fields that people fill in, and back."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from bot.edits import Fields
from bot.errors import InvalidInput
from bot.people import queries as people
from bot.people.rules import Standing
from bot.roadmap import rules
from bot.roadmap.models import Initiative, Owner
from bot.roadmap.rules import OWNER, OWNERS_MIN, Cadence, Stage
from bot.teams import queries as team_queries


def read(initiative: Initiative) -> dict[str, Any]:
    """Return everything that can be changed of an initiative, as JSON keeps it."""
    return {
        "title": initiative.title,
        "outcome": initiative.outcome,
        "why": initiative.why,
        **{f"{OWNER}{owner.team_id}": owner.user_id for owner in initiative.owners},
        "channel_id": initiative.channel_id,
        "target_on": initiative.target_on.isoformat(),
        "stage": initiative.stage.value,
        "cadence": initiative.cadence.value,
    }


def write(initiative: Initiative, fields: Fields) -> None:
    """Make the initiative read as given; of its owners' teams nothing is loaded afterwards."""
    plain = {name: value for name, value in fields.items() if rules.team_of(name) is None}
    for name, value in (plain | _typed(plain)).items():
        setattr(initiative, name, value)
    for name in fields.keys() - plain.keys():
        _appoint(initiative, rules.team_of(name), fields[name])


def _typed(plain: Fields) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    if "title" in plain:
        typed["folded"] = rules.folded(plain["title"])
    if "target_on" in plain:
        typed["target_on"] = date.fromisoformat(plain["target_on"])
    if "stage" in plain:
        typed["stage"] = Stage(plain["stage"])
    if "cadence" in plain:
        typed["cadence"] = Cadence(plain["cadence"])
    return typed


def _appoint(initiative: Initiative, team_id: int | None, user_id: str | None) -> None:
    present = next((owner for owner in initiative.owners if owner.team_id == team_id), None)
    if present and user_id:
        present.user_id = user_id
    elif present:
        initiative.owners.remove(present)
    elif user_id:
        initiative.owners.append(
            Owner(workspace_id=initiative.workspace_id, team_id=team_id, user_id=user_id)
        )


def check_owners(session: Session, workspace_id: int, fields: Fields, changed: Fields) -> None:
    """Raise InvalidInput unless `fields` has enough owners, and those `changed` can be ones."""
    if len(rules.owners(fields)) < OWNERS_MIN:
        free = [name for name in fields if rules.team_of(name) is not None and not fields[name]]
        raise InvalidInput(
            free[0] if free else "title",
            "An initiative needs owners in at least two teams. Please choose one more.",
        )
    teams = {team.id for team in team_queries.list_teams(session, workspace_id)}
    chosen = rules.owners(changed)
    known = people.find_people(session, workspace_id, set(chosen.values()))
    for team_id, user_id in chosen.items():
        person = known.get(user_id)
        if team_id not in teams:
            raise InvalidInput(f"{OWNER}{team_id}", "This team is gone. Please leave it empty.")
        if person and person.deactivated_at:
            raise InvalidInput(
                f"{OWNER}{team_id}", f"{person.name} has left. Please choose somebody else."
            )
        if person and person.standing is not Standing.COLLEAGUE:
            raise InvalidInput(
                f"{OWNER}{team_id}",
                f"{person.name} is a {person.standing.value} here. Please choose a colleague.",
            )
