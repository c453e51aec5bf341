"""Keeping the list true: the accountable person confirms an entry, or gives it up, or has left."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.ownership.models import Entry
from bot.ownership.operations import editing, permitting
from bot.ownership.queries import entries
from bot.ownership.rules.entries import ASK_AGAIN_EVERY, Vacancy
from bot.ownership.rules.permissions import Standing


class NotYours(Refused):
    """Somebody else is accountable meanwhile."""

    def __init__(self, entry: Entry) -> None:
        super().__init__("Somebody else answers for this meanwhile.")
        self.entry = entry


def confirm(session: Session, workspace_id: int, entry_id: int, *, by: str, now: datetime) -> Entry:
    """Write down that it is still true; also by who had given it up. Raises Gone, NotYours."""
    entry = _begin(session, workspace_id, entry_id, "confirm", by=by)
    editing.confirm(entry, now=now)
    return entry


def give_up(
    session: Session, workspace_id: int, entry_id: int, *, by: str, now: datetime
) -> tuple[Entry, bool]:
    """Write down that somebody else has to answer for it; return it, and whether that is news.

    Raises Gone, NotYours.
    """
    entry = entries.get_entry(session, workspace_id, entry_id, lock=True)
    if entry.standing is Standing.VACANT and entry.accountable == by:
        return entry, False
    entry = _begin(session, workspace_id, entry_id, "give_up", by=by)
    _vacate(entry, Vacancy.GIVEN_UP, now)
    return entry, True


def abandon(left: Sequence[Entry], *, now: datetime) -> None:
    """Write down that those who answered for these have left the company."""
    for entry in left:
        _vacate(entry, Vacancy.LEFT, now)


def ask(due: Sequence[Entry], *, now: datetime) -> None:
    """Write down that the accountable people are asked now, and when they are asked again."""
    for entry in due:
        entry.asked_at, entry.due_at = now, now + ASK_AGAIN_EVERY


def _begin(session: Session, workspace_id: int, entry_id: int, verb: str, *, by: str) -> Entry:
    entry = entries.get_entry(session, workspace_id, entry_id, lock=True)
    try:
        permitting.check(entry, verb, by=by)
    except permitting.MayNot as refused:
        raise NotYours(entry) from refused
    return entry


def _vacate(entry: Entry, why: Vacancy, now: datetime) -> None:
    entry.vacant_at, entry.vacancy = now, why
    entry.due_at = entry.asked_at = None
