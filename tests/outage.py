"""Taking a database away for a moment, as a restart or a backup does."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import psycopg
import sqlalchemy
from psycopg import sql

from bot import db


@contextmanager
def database_away(engine: sqlalchemy.Engine) -> Iterator[None]:
    """Make every connection to the database of `engine` fail, old ones and new ones."""
    db.close(engine, within=timedelta(seconds=10))
    away = _postgresql_away if engine.dialect.name == "postgresql" else _sqlite_away
    with away(engine.url):
        yield


@contextmanager
def _postgresql_away(url: sqlalchemy.URL) -> Iterator[None]:
    name = sql.Identifier(str(url.database))
    server = url.set(drivername="postgresql", database="postgres")
    address = server.render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name))
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        admin.execute(end, [url.database])
        try:
            yield
        finally:
            admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))


@contextmanager
def _sqlite_away(url: sqlalchemy.URL) -> Iterator[None]:
    # Exclusive locking keeps out even readers, whom the write-ahead log lets in otherwise.
    with closing(sqlite3.connect(str(url.database), isolation_level=None)) as holder:
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        yield
        holder.execute("ROLLBACK")
