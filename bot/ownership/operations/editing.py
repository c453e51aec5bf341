"""Adding to the lists, changing what is on them, and removing it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.edits import differences
from bot.errors import Refused
from bot.ownership.models import Entry, EntryChange, EntryPerson
from bot.ownership.operations import checking, permitting
from bot.ownership.queries import entries
from bot.ownership.rules.entries import (
    Changed,
    Details,
    Kind,
    Part,
    confirmation_due,
    tidy,
    to_text,
)
from bot.tables import per_dialect, table


class Stale(Refused):
    """Others have changed the entry since the form was drawn; nothing was saved.

    `changes` is what they did, the oldest first.
    """

    def __init__(self, entry: Entry, changes: list[Changed]) -> None:
        super().__init__("Somebody has changed this while you had the form open.")
        self.entry = entry
        self.changes = changes


class AlreadyAdded(Refused):
    """The same form was sent twice."""


def add(
    session: Session,
    *,
    workspace_id: int,
    kind: Kind,
    details: Details,
    view_id: str,
    by: str,
    now: datetime,
) -> Entry:
    """Put an entry on a list and return it; `view_id` is Slack's id of the form.

    Raises InvalidInput for what it cannot be, MayNot, and AlreadyAdded if the form was sent before.
    """
    details = tidy(details)
    checking.check_people(session, workspace_id, kind, details)
    checking.team_for(session, workspace_id, kind, details, by=by)
    owned = kind is Kind.OWNED
    values: dict[str, Any] = {
        "workspace_id": workspace_id,
        "view_id": view_id,
        "version": 1,
        "kind": kind,
        "team_id": details.team_id,
        "name": details.name,
        "about": details.about,
        "accountable": details.accountable,
        "created_at": now,
        "created_by": by,
        "changed_at": now,
        "changed_by": by,
        "confirmed_at": now if owned else None,
        "due_at": confirmation_due(now) if owned else None,
    }
    new_id = session.connection().execute(_insert_once(session), values).scalar()
    if new_id is None:
        raise AlreadyAdded("This has been added already.")
    rows = [
        {"workspace_id": workspace_id, "entry_id": new_id, "part": part, "user_id": user_id}
        for part in Part
        for user_id in getattr(details, part)
    ]
    if rows:
        session.connection().execute(insert(table(EntryPerson)), rows)
    return entries.get_entry(session, workspace_id, new_id)


def change(
    session: Session,
    *,
    workspace_id: int,
    entry_id: int,
    version: int,
    details: Details,
    by: str,
    now: datetime,
) -> tuple[Entry, list[str]]:
    """Make the entry be as said, if it is still at `version`; return it and the changed fields.

    Raises Stale if it is not, Gone, MayNot, and InvalidInput for what it cannot be.
    """
    entry = entries.get_entry(session, workspace_id, entry_id, lock=True)
    permitting.check(entry, "change", by=by)
    _check_version(session, entry, version)
    wanted = tidy(details)
    before, after = asdict(entry.details), asdict(wanted)
    changed = differences(before, after)
    if changed:
        checking.check_people(session, workspace_id, entry.kind, wanted)
        if "team_id" in changed:
            entry.team = checking.team_for(session, workspace_id, entry.kind, wanted, by=by)
        _write(entry, wanted, changed, by=by, now=now)
        session.add_all(_recorded(entry, name, before[name], after[name]) for name in changed)
        session.flush()
    return entry, changed


def remove(
    session: Session, *, workspace_id: int, entry_id: int, version: int, by: str, now: datetime
) -> Entry:
    """Take the entry off its list, if it is still at `version`. Raises Stale, Gone, MayNot."""
    entry = entries.get_entry(session, workspace_id, entry_id, lock=True)
    permitting.check(entry, "remove", by=by)
    _check_version(session, entry, version)
    entry.removed_at, entry.removed_by = now, by
    entry.due_at = entry.asked_at = None
    return entry


def _check_version(session: Session, entry: Entry, version: int) -> None:
    if entry.version != version:
        changes = entries.list_changes(session, entry.workspace_id, entry.id, since=version)
        raise Stale(entry, changes)


def _write(
    entry: Entry,
    details: Details,
    changed: Sequence[str],
    *,
    by: str,
    now: datetime,
) -> None:
    entry.version += 1
    entry.changed_at, entry.changed_by = now, by
    entry.name, entry.about = details.name, details.about
    entry.accountable = details.accountable
    _put_people(entry, details)
    if entry.kind is Kind.OWNED and ("accountable" in changed or by == entry.accountable):
        confirm(entry, now=now)


def _recorded(entry: Entry, name: str, before: object, after: object) -> EntryChange:
    return EntryChange(
        workspace_id=entry.workspace_id,
        entry_id=entry.id,
        version=entry.version,
        field=name,
        before=to_text(before),
        after=to_text(after),
        by=entry.changed_by,
        at=entry.changed_at,
    )


def _put_people(entry: Entry, details: Details) -> None:
    wanted = {(part, user_id) for part in Part for user_id in getattr(details, part)}
    for person in list(entry.people):
        if (person.part, person.user_id) not in wanted:
            entry.people.remove(person)
    there = {(person.part, person.user_id) for person in entry.people}
    for part in Part:
        for user_id in getattr(details, part):
            if (part, user_id) not in there:
                entry.people.append(
                    EntryPerson(workspace_id=entry.workspace_id, part=part, user_id=user_id)
                )


def confirm(entry: Entry, *, now: datetime) -> None:
    """Write down that it is true as it stands, and when to ask again."""
    entry.confirmed_at, entry.due_at = now, confirmation_due(now)
    entry.asked_at = entry.vacant_at = entry.vacancy = None


@per_dialect
def _insert_once(insert: Any) -> Any:
    rows = table(Entry)
    return (
        insert(rows)
        .on_conflict_do_nothing(index_elements=["workspace_id", "view_id"])
        .returning(rows.c.id)
    )
