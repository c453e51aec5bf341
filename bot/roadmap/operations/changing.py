"""Changing an initiative; nobody's change is overwritten unseen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot import permissions
from bot.edits import Fields, differences
from bot.errors import Refused
from bot.roadmap import queries, rules
from bot.roadmap.models import Initiative, InitiativeChange
from bot.roadmap.operations.reading import check_owners, read, write
from bot.roadmap.operations.recording import record
from bot.roadmap.rules import PERMISSIONS, Stage


class NotResponsible(Refused):
    """Only its owners, and leads and sponsors of the teams involved, may change an initiative."""

    def __init__(self, initiative: Initiative) -> None:
        super().__init__(
            f"Only the owners of {initiative.name}, and leads and sponsors of their teams, can "
            "change it. Please ask one of them."
        )
        self.initiative = initiative


class Stale(Refused):
    """Others changed the initiative since the form was drawn: `changes`, oldest first."""

    def __init__(self, initiative: Initiative, changes: Sequence[InitiativeChange]) -> None:
        super().__init__(f"{initiative.name} was changed meanwhile.")
        self.initiative = initiative
        self.changes = changes


class Moved(Refused):
    """The initiative is not in the stage any more that the person saw; `move` is the last one."""

    def __init__(self, initiative: Initiative, move: InitiativeChange) -> None:
        super().__init__(f"{initiative.name} is {initiative.stage.value} meanwhile.")
        self.initiative = initiative
        self.move = move


def change(
    session: Session,
    *,
    workspace_id: int,
    initiative_id: int,
    version: int,
    fields: Fields,
    by: str,
    now: datetime,
) -> tuple[Initiative, Fields]:
    """Make the initiative read as in `fields`; return it, and how it read before.

    `version` is the one that `by` was shown. Raises NotFound, NotResponsible, Stale, and
    InvalidInput for owners that cannot be.
    """
    initiative = _lock(session, workspace_id, initiative_id, "roadmap.change", by=by)
    before = read(initiative)
    changed = differences(before, fields)
    if not changed:
        return initiative, before
    if initiative.version != version:
        raise Stale(initiative, queries.list_changes(session, initiative, since=version))
    check_owners(
        session, workspace_id, {**before, **fields}, {name: fields[name] for name in changed}
    )
    return _save(session, initiative, {name: fields[name] for name in changed}, by, now), before


def move_stage(
    session: Session,
    *,
    workspace_id: int,
    initiative_id: int,
    seen: Stage,
    to: Stage,
    by: str,
    now: datetime,
) -> Initiative:
    """Move the initiative from the stage that `by` saw to another, and return it.

    Raises NotFound, NotResponsible, Moved.
    """
    initiative = _lock(session, workspace_id, initiative_id, "roadmap.move_stage", by=by)
    if initiative.stage is to:
        return initiative
    if initiative.stage is not seen:
        history = queries.list_changes(session, initiative, since=0)
        raise Moved(initiative, [each for each in history if each.field == "stage"][-1])
    return _save(session, initiative, {"stage": to.value}, by, now)


def authorise(initiative: Initiative, action: str, *, by: str) -> None:
    """Raise NotResponsible unless `by` may do `action` to the initiative as it is now."""
    if not may(initiative, action, by=by):
        raise NotResponsible(initiative)


def may(initiative: Initiative, action: str, *, by: str) -> bool:
    """Return whether `by` may do `action` to the initiative as it is now."""
    roles = rules.roles(
        by, owners=initiative.owner_ids, leads=initiative.leads, sponsors=initiative.sponsors
    )
    return permissions.may(PERMISSIONS, action, initiative.stage, roles)


def _lock(
    session: Session, workspace_id: int, initiative_id: int, action: str, *, by: str
) -> Initiative:
    initiative = queries.get_initiative(
        session, workspace_id=workspace_id, initiative_id=initiative_id, lock=True
    )
    authorise(initiative, action, by=by)
    return initiative


def _save(
    session: Session, initiative: Initiative, changed: Fields, by: str, now: datetime
) -> Initiative:
    before = read(initiative)
    write(initiative, changed)
    initiative.version += 1
    initiative.changed_by, initiative.changed_at = by, now
    session.flush()
    record(session, initiative, list(changed), before=before, after=changed, by=by, at=now)
    # With the teams of owners who are new to it.
    session.expire(initiative, ["owners"])
    return queries.get_initiative(
        session, workspace_id=initiative.workspace_id, initiative_id=initiative.id
    )
