"""Adding an initiative."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.edits import Fields
from bot.errors import Refused
from bot.installations.operations import next_number
from bot.permissions import ANY, Role, may
from bot.roadmap import queries, rules
from bot.roadmap.models import Initiative, Owner
from bot.roadmap.operations.reading import check_owners
from bot.roadmap.operations.recording import record
from bot.roadmap.rules import PERMISSIONS, Cadence, Stage
from bot.tables import per_dialect, table

_INSERT_OWNERS = insert(table(Owner))


class AlreadyAdded(Refused):
    """The same modal was sent twice: `queries.get_by_view` has what came of it."""


def add(
    session: Session, *, workspace_id: int, fields: Fields, view_id: str, by: str, now: datetime
) -> Initiative:
    """Put an initiative on the roadmap and return it with its people.

    `fields` are all that there are; `view_id` is Slack's id of the modal. Raises AlreadyAdded, and
    InvalidInput for owners that cannot be.
    """
    if not may(PERMISSIONS, "roadmap.add", ANY, {Role.COLLEAGUE}):
        raise Refused("You can't add an initiative. Please ask a lead of one of the teams.")
    check_owners(session, workspace_id, fields, fields)
    number = next_number(session, workspace_id=workspace_id, kind="INI")
    values = _values(fields, by, now) | {
        "workspace_id": workspace_id,
        "number": number,
        "view_id": view_id,
    }
    new_id = session.connection().execute(_insert_once(session), values).scalar()
    if new_id is None:
        raise AlreadyAdded("This initiative has been added already.")
    owners = [
        {
            "workspace_id": workspace_id,
            "initiative_id": new_id,
            "team_id": team_id,
            "user_id": user_id,
        }
        for team_id, user_id in rules.owners(fields).items()
    ]
    session.connection().execute(_INSERT_OWNERS, owners)
    initiative = queries.get_initiative(session, workspace_id=workspace_id, initiative_id=new_id)
    record(session, initiative, ["stage"], before={}, after=fields, by=by, at=now)
    return initiative


def _values(fields: Fields, by: str, now: datetime) -> dict[str, Any]:
    return {
        "title": fields["title"],
        "folded": rules.folded(fields["title"]),
        "outcome": fields["outcome"],
        "why": fields["why"],
        "channel_id": fields["channel_id"],
        "target_on": date.fromisoformat(fields["target_on"]),
        "stage": Stage(fields["stage"]),
        "cadence": Cadence(fields["cadence"]),
        "version": 1,
        "created_by": by,
        "created_at": now,
        "changed_by": by,
        "changed_at": now,
    }


@per_dialect
def _insert_once(insert: Any) -> Any:
    initiatives = table(Initiative)
    return (
        insert(initiatives)
        .on_conflict_do_nothing(index_elements=["workspace_id", "view_id"])
        .returning(initiatives.c.id)
    )
