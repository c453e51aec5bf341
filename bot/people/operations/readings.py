"""Who asks Slack for what, and when: one call at a time for each method, in all processes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from bot.people import queries
from bot.people.models import Pace, Reading
from bot.people.rules.readings import LEASE, METHODS, Kind, spacing
from bot.tables import per_dialect, table


@dataclass(frozen=True)
class Asked:
    """One call to be made for a reading, as it stood when the call was claimed."""

    reading_id: int
    workspace_id: int
    kind: Kind
    subject: str
    cursor: str | None
    began_at: datetime
    at: datetime


def begin(session: Session, workspace_id: int, *, now: datetime) -> None:
    """Read everybody, every channel and every user group, if that was never begun."""
    for kind in (Kind.PEOPLE, Kind.CHANNELS, Kind.GROUPS):
        open_(session, workspace_id, kind, "", due_at=now)


def open_(
    session: Session, workspace_id: int, kind: Kind, subject: str, *, due_at: datetime | None
) -> None:
    """Make sure that there is a reading; one that is there already keeps its own time."""
    row = {"workspace_id": workspace_id, "kind": kind, "subject": subject, "due_at": due_at}
    session.connection().execute(_open_once(session), row)


def close(session: Session, workspace_id: int, kind: Kind, subject: str) -> None:
    """Read something no more."""
    session.execute(
        delete(Reading)
        .where(*_named(workspace_id, kind, subject))
        .execution_options(synchronize_session=False)
    )


def wake(session: Session, workspace_id: int, kind: Kind, subject: str, *, now: datetime) -> None:
    """Read something now, from its beginning: what a reading under way has seen may be old."""
    open_(session, workspace_id, kind, subject, due_at=now)
    _change(session, workspace_id, kind, subject, due_at=now, began_at=None, cursor=None)


def wake_for_unknown(session: Session, workspace_id: int, *, now: datetime) -> None:
    """Ask Slack by name about those of whom we know nothing, or whom it did not list."""
    open_(session, workspace_id, Kind.PERSON, "", due_at=now)
    _change(session, workspace_id, Kind.PERSON, "", Reading.due_at.is_(None), due_at=now)


def claim(session: Session, *, workspace_ids: Collection[int], now: datetime) -> list[Asked]:
    """Return the calls to be made now, one for each method at most; nobody else makes them."""
    calls = []
    for reading in queries.list_readings_due(session, workspace_ids=workspace_ids, now=now):
        subject = _subject(session, reading)
        if subject is None:
            end(reading, due_at=None, now=now)
        elif _pass_gate(session, reading, now):
            reading.began_at = reading.began_at or now
            calls.append(_asked(reading, subject, now))
    return calls


def find_asked(session: Session, asked: Asked) -> Reading | None:
    """Return the reading of a call that was answered, locked.

    None if it is closed, was begun anew since, or somebody else has read that page: then what came
    is old.
    """
    reading = session.scalar(
        select(Reading).where(Reading.id == asked.reading_id).with_for_update()
    )
    stood = reading and (reading.began_at, reading.cursor) == (asked.began_at, asked.cursor)
    return reading if stood else None


def open_gate(
    session: Session, asked: Asked, *, retry_after: timedelta | None, now: datetime
) -> None:
    """Let the method of a call that was answered be called again, when its pace allows.

    `retry_after` is how long Slack asked us to wait.
    """
    open_at = max(asked.at + spacing(asked.kind), now + (retry_after or timedelta()))
    session.execute(
        update(Pace)
        .where(Pace.workspace_id == asked.workspace_id, Pace.method == METHODS[asked.kind].name)
        .values(open_at=open_at)
        .execution_options(synchronize_session=False)
    )


def go_on(reading: Reading, cursor: str, *, now: datetime) -> None:
    """Read the next page as soon as its method may be called."""
    reading.cursor, reading.due_at = cursor, now


def end(reading: Reading, *, due_at: datetime | None, now: datetime) -> None:
    """Be done until `due_at`; None is until an event asks for it."""
    reading.began_at = reading.cursor = None
    reading.ended_at, reading.due_at = now, due_at


def put_off(reading: Reading, *, due_at: datetime, from_the_start: bool = False) -> None:
    """Try the same page again at `due_at`, or begin anew then."""
    reading.due_at = due_at
    if from_the_start:
        reading.began_at = reading.cursor = None


def _pass_gate(session: Session, reading: Reading, now: datetime) -> bool:
    """Close the gate of the reading's method behind us; False if it was closed."""
    row = {
        "in_workspace": reading.workspace_id,
        "of_method": METHODS[reading.kind].name,
        "until": now + LEASE,
        "now": now,
    }
    return session.connection().execute(_close_gate(session), row).first() is not None


def _subject(session: Session, reading: Reading) -> str | None:
    """Return whom or what a reading is about; None for people when none is left to ask about."""
    if reading.kind is Kind.PERSON:
        return queries.find_unknown(session, reading.workspace_id)
    return reading.subject


def _asked(reading: Reading, subject: str, now: datetime) -> Asked:
    assert reading.began_at  # noqa: S101 (narrows the type: `claim` has set it)
    return Asked(
        reading_id=reading.id,
        workspace_id=reading.workspace_id,
        kind=reading.kind,
        subject=subject,
        cursor=reading.cursor,
        began_at=reading.began_at,
        at=now,
    )


def _change(
    session: Session, workspace_id: int, kind: Kind, subject: str, *only_if: Any, **values: Any
) -> None:
    session.execute(
        update(Reading)
        .where(*_named(workspace_id, kind, subject), *only_if)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _named(workspace_id: int, kind: Kind, subject: str) -> tuple[Any, ...]:
    return (
        Reading.workspace_id == workspace_id,
        Reading.kind == kind,
        Reading.subject == subject,
    )


@per_dialect
def _open_once(insert: Any) -> Any:
    return insert(table(Reading)).on_conflict_do_nothing(
        index_elements=["workspace_id", "kind", "subject"]
    )


@per_dialect
def _close_gate(insert: Any) -> Any:
    gates = table(Pace)
    statement = insert(gates).values(
        workspace_id=bindparam("in_workspace"),
        method=bindparam("of_method"),
        open_at=bindparam("until"),
    )
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "method"],
        set_={"open_at": statement.excluded.open_at},
        where=gates.c.open_at <= bindparam("now", type_=gates.c.open_at.type),
    ).returning(gates.c.id)
