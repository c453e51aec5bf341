"""One PostgreSQL database that test after test is given, emptied in between.

Measured: to copy a database and drop it again takes the server 40 ms, and each first connection to
a new one takes it longer than to one that is known; to empty one takes 4.
"""

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass

import psycopg
import sqlalchemy
from psycopg import sql

from bot import features  # noqa: F401 (knows every slice, and so fills Base.metadata)
from bot.tables import Base
from tests import databases

TIMES = 100
"""Tests that one database is given to: nobody vacuums it, so that it grows meanwhile."""

CATALOGS = (
    *("pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_trigger"),
    *("pg_proc", "pg_type"),
)
SCHEMA = ", ".join(
    [
        *(
            f"(SELECT (count(*), max(xmin::text::bigint)) FROM {each})"  # noqa: S608 (our own words)
            for each in CATALOGS
        ),
        "(SELECT sum(reltuples) FROM pg_class)",
    ]
)
"""What is different after anything was created, altered, dropped or analyzed: the newest of each
kind."""

FILLED = " UNION ALL ".join(
    f"(SELECT {place}, '{each.name}' FROM {each.name} LIMIT 1)"  # noqa: S608 (our own words)
    for place, each in enumerate(reversed(Base.metadata.sorted_tables))
)
"""The tables that have rows, those that lead to others first."""

DISCONNECT = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
RESTART = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""


@dataclass
class _Lent:
    url: sqlalchemy.URL
    connection: psycopg.Connection
    schema: str


class Reused:
    """A database that is lent to one test after the other."""

    def __init__(self, template: sqlalchemy.URL) -> None:
        self._template = template
        self._open = ExitStack()
        self._lent: _Lent | None = None
        self._times = itertools.count(1)

    @contextmanager
    def lend(self) -> Iterator[sqlalchemy.URL]:
        """Yield the URL of a migrated, empty database; what is done to it is undone."""
        lent = self._lent or self._begin()
        self._lent = None
        yield lent.url
        if next(self._times) % TIMES and _emptied(lent):
            self._lent = lent
        else:
            self.close()

    def close(self) -> None:
        """Drop the database."""
        self._lent = None
        self._open.close()

    def _begin(self) -> _Lent:
        url = self._open.enter_context(databases.postgresql_copy(self._template))
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        connection = self._open.enter_context(psycopg.connect(address, autocommit=True))
        return _Lent(url, connection, _schema(connection))


def _emptied(lent: _Lent) -> bool:
    """Empty it; return False if it cannot be made what it was."""
    with suppress(psycopg.Error):
        lent.connection.execute(DISCONNECT)
        if _schema(lent.connection) != lent.schema:
            return False
        with lent.connection.transaction():
            filled = lent.connection.execute(f"{FILLED} ORDER BY 1", prepare=True).fetchall()
            for _place, name in filled:
                lent.connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        lent.connection.execute(RESTART)
        return True
    return False


def _schema(connection: psycopg.Connection) -> str:
    return str(connection.execute(f"SELECT {SCHEMA}", prepare=True).fetchone())
