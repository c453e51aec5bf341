"""Questions about what teams own and do for each other."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.errors import NotFound
from bot.ownership.models import Entry, EntryChange, EntryPerson, Page
from bot.ownership.rules.entries import Changed, Kind, from_text
from bot.people.models import Person
from bot.tables import among
from bot.teams.models import Team

OWNED_BY_ONE_MAX = 20
"""Entries of one person that an answer counts up."""

WITH_PEOPLE = (
    selectinload(Entry.people),
    selectinload(Entry.team).selectinload(Team.members),
)
_IN_USE = Entry.removed_at.is_(None)
OWNED = (Entry.kind == Kind.OWNED, _IN_USE)


def get_entry(session: Session, workspace_id: int, entry_id: int, *, lock: bool = False) -> Entry:
    """Return the entry, also one that was removed, with its team and people.

    With `lock`, other transactions that lock it wait until this one has ended. Raises NotFound.
    """
    statement = (
        select(Entry)
        .where(Entry.workspace_id == workspace_id, Entry.id == entry_id)
        .options(*WITH_PEOPLE)
    )
    if lock:
        statement = statement.with_for_update(of=Entry)
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound("I can't find this entry any more. Please look at the list again.")
    return found


def find_page(session: Session, workspace_id: int, kind: Kind, *, number: int, size: int) -> Page:
    """Return a page of a list, by team and name; the last one if there are not so many."""
    listed = (Entry.workspace_id == workspace_id, Entry.kind == kind, _IN_USE)
    total = session.scalar(select(func.count()).select_from(Entry).where(*listed)) or 0
    number = max(0, min(number, (total - 1) // size))
    rows = session.scalars(
        select(Entry)
        .where(*listed)
        .options(*WITH_PEOPLE)
        .order_by(Entry.team_id, func.lower(Entry.name), Entry.id)
        .offset(number * size)
        .limit(size)
    )
    return Page(tuple(rows), number, total)


def list_entries(session: Session, workspace_id: int, *, limit: int) -> Sequence[Entry]:
    """Return the entries of both lists, the oldest first, for a search among them."""
    return session.scalars(
        select(Entry)
        .where(Entry.workspace_id == workspace_id, Entry.kind.in_(tuple(Kind)), _IN_USE)
        .order_by(Entry.kind, Entry.team_id, Entry.name)
        .limit(limit)
    ).all()


def load(session: Session, workspace_id: int, entry_ids: Sequence[int]) -> dict[int, Entry]:
    """Return those of `entry_ids` that are in use, with their teams and people."""
    found = session.scalars(
        select(Entry)
        .where(among(Entry.id, entry_ids, workspace_id), _IN_USE)
        .options(*WITH_PEOPLE)
        .execution_options(populate_existing=True)
    )
    return {entry.id: entry for entry in found}


def list_owned(session: Session, workspace_id: int, user_id: str) -> Sequence[Entry]:
    """Return what somebody answers for or is responsible for, what they answer for first."""
    responsible = select(EntryPerson.entry_id).where(
        EntryPerson.workspace_id == workspace_id,
        EntryPerson.user_id == user_id,
        EntryPerson.part == "responsible",
    )
    return session.scalars(
        select(Entry)
        .where(
            Entry.workspace_id == workspace_id,
            *OWNED,
            or_(Entry.accountable == user_id, Entry.id.in_(responsible)),
        )
        .options(*WITH_PEOPLE)
        .order_by((Entry.accountable != user_id), func.lower(Entry.name), Entry.id)
        .limit(OWNED_BY_ONE_MAX)
    ).all()


def list_changes(
    session: Session, workspace_id: int, entry_id: int, *, since: int
) -> list[Changed]:
    """Return what was changed after version `since`, the oldest first."""
    rows = session.scalars(
        select(EntryChange)
        .where(
            EntryChange.workspace_id == workspace_id,
            EntryChange.entry_id == entry_id,
            EntryChange.version > since,
        )
        .order_by(EntryChange.version, EntryChange.id)
    )
    return [
        Changed(
            row.field,
            from_text(row.field, row.before),
            from_text(row.field, row.after),
            row.by,
            row.at,
        )
        for row in rows
    ]


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Entry]:
    """Return entries whose accountable person is to be asked, locked; the longest due first.

    Of all workspaces; those that another process is asking about are passed over.
    """
    return session.scalars(
        select(Entry)
        .where(Entry.due_at.is_not(None), Entry.due_at <= now, Entry.removed_at.is_(None))
        .options(*WITH_PEOPLE)
        .order_by(Entry.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Entry)
    ).all()


def lock_abandoned(session: Session, *, limit: int) -> Sequence[Entry]:
    """Return entries whose accountable person has been deactivated, locked; of all workspaces."""
    return session.scalars(
        select(Entry)
        .join(
            Person,
            (Person.workspace_id == Entry.workspace_id) & (Person.user_id == Entry.accountable),
        )
        .where(*OWNED, Entry.vacant_at.is_(None), Person.deactivated_at.is_not(None))
        .options(*WITH_PEOPLE)
        .order_by(Entry.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Entry)
    ).all()
