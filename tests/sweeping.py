"""The sweeps of a story: one that has nothing to do is known by its questions, and left out.

A story calls thirty sweeps whenever it settles, and most find nothing to do; to build, run and read
their statements took a fourth of all its time. So this learns which SQL each sweep runs when it
finds nothing, and asks just that first, by the driver alone. As long as nothing is found the sweep
would ask nothing else, for what it asks depends on the time and on what it found before: then it is
left out. If anything is found, it runs.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from bot.db import Transaction
from bot.scheduling import Sweep

MOMENTS = (datetime(2001, 1, 2, 3, 4, 5, 6, tzinfo=UTC), datetime(2002, 11, 15, 16, 17, tzinfo=UTC))
"""With nothing in common: what is the same at both, counted from then, is so at any time."""

WHEN_NEXT = "SELECT min("
"""How a sweep's last question begins, if it asks when to come again: a story does not care."""

STAMP = "%Y-%m-%d %H:%M:%S.%f"
"""How SQLite's driver is told moments."""


@dataclass(frozen=True)
class FromNow:
    """What stands for a moment in a question that is asked at any time."""

    span: timedelta


class Depends(Exception):
    """A question depends on the time in another way than by moments."""


Question = tuple[str, Any]
"""SQL, and what it is asked with."""

_known: dict[tuple[str, Sweep], Sequence[Question]] = {}


def learn(engine: Engine, sweeps: Sequence[Sweep]) -> None:
    """Learn what sweeps ask that find nothing; of a database in which they find something, not.

    It is left as it was.
    """
    unknown = [each for each in sweeps if (engine.name, each) not in _known]
    for each in unknown:
        with engine.connect() as connection, suppress(Depends):
            first, second = (_heard(connection, each, at) for at in MOMENTS)
            if first == second and first is not None:
                _known[engine.name, each] = first


def run(
    sweeps: Sequence[Sweep], engine: Engine, transaction: Transaction, now: datetime
) -> list[Sweep]:
    """Run every sweep once, in order; return those that were not left out."""
    ran, waiting = [], list(sweeps)
    while waiting := waiting[_idle(waiting, engine, now) :]:
        ran.append(waiting.pop(0))
        ran[-1](transaction=transaction, now=now)
    return ran


def _idle(sweeps: Sequence[Sweep], engine: Engine, now: datetime) -> int:
    """Return how many of the first sweeps have nothing to do."""
    number = 0
    # If the database is away, or busy, the sweep shall be the one who says so.
    with suppress(SQLAlchemyError, engine.dialect.loaded_dbapi.Error), _asking(engine) as cursor:
        for each in sweeps:
            asked = _known.get((engine.name, each))
            if asked is None or not _finds_nothing(cursor, asked, engine.name, now):
                break
            number += 1
    return number


@contextmanager
def _asking(engine: Engine) -> Iterator[Any]:
    """Give a cursor of the driver's; what is done by it is undone."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        if engine.name == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        try:
            yield cursor
        finally:
            connection.rollback()


def _finds_nothing(cursor: Any, asked: Sequence[Question], dialect: str, now: datetime) -> bool:
    def moment(value: Any) -> Any:
        if not isinstance(value, FromNow):
            return value
        at = now + value.span
        return at.strftime(STAMP) if dialect == "sqlite" else at

    for sql, values in asked:
        cursor.execute(sql, _each(values, moment))
        if cursor.fetchone() if cursor.description else cursor.rowcount:
            return False
    return True


def _heard(connection: Connection, sweep: Sweep, now: datetime) -> list[Question] | None:
    """Run a sweep, undo it, and return what it asked; None if that found anything."""
    asked: list[Question] = []

    def hear(_connection: Any, _cursor: Any, sql: str, values: Any, *_more: Any) -> None:
        asked.append((sql, _each(values, lambda value: _from(value, now))))

    inside = sessionmaker(connection, join_transaction_mode="rollback_only")
    with connection.begin() as outer:
        sqlalchemy.event.listen(connection, "before_cursor_execute", hear)
        sweep(transaction=inside.begin, now=now)
        sqlalchemy.event.remove(connection, "before_cursor_execute", hear)
        outer.rollback()
    if asked and asked[-1][0].startswith(WHEN_NEXT):
        asked.pop()
    with connection.begin() as outer:
        cursor = connection.connection.cursor()
        silent = _finds_nothing(cursor, asked, connection.dialect.name, now)
        outer.rollback()
    return asked if silent else None


def _from(value: Any, now: datetime) -> Any:
    """Return a value as it is at any time. Raises Depends for a day, a time of day, or many."""
    if isinstance(value, datetime):
        return FromNow(value - now)
    if isinstance(value, date | time | list | dict | tuple):
        raise Depends
    if isinstance(value, str):
        with suppress(ValueError):
            return FromNow(datetime.strptime(value, STAMP).replace(tzinfo=UTC) - now)
        with suppress(ValueError):
            date.fromisoformat(value)
            raise Depends
    return value


def _each(values: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(values, dict):
        return {name: change(value) for name, value in values.items()}
    return tuple(change(value) for value in values)
