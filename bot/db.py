"""The database: SQLite embedded, PostgreSQL beyond one machine; both behave the same here."""

import fcntl
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import (
    Connection,
    Engine,
    QueuePool,
    create_engine,
    event,
    make_url,
)
from sqlalchemy import exc as errors
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.orm import Session, sessionmaker

from bot.errors import BotError

Transaction = Callable[[], AbstractContextManager[Session]]

BUSY_AFTER = timedelta(seconds=2)
"""How long a gesture waits for a connection or a row before it says "busy": Slack waits 3 s."""

FILE_LOCKED_AFTER = timedelta(milliseconds=500)
"""How long SQLite waits for another process (a backup, say) on top, to stay below those 3 s."""

ASLEEP_AFTER = timedelta(seconds=10)
"""How long PostgreSQL lets a process sleep inside a transaction: a stopped one must not keep its
locks, and with them everybody else from sending."""

POOL_SIZE = 10
"""Connections to PostgreSQL that one process holds at most; more callers wait for `BUSY_AFTER`."""

UNAVAILABLE = (errors.OperationalError, errors.InterfaceError, errors.TimeoutError)
"""What SQLAlchemy raises while the database is away, locked, or out of connections."""


ONLY_READS = "lockstep_only_reads"
"""Execution option of a connection that writes nothing: on SQLite it waits for no writer."""


def reason(error: Exception) -> str:
    """Return why the database is unavailable, by type and code: a message may hold values."""
    origin = getattr(error, "orig", None)
    code = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return " ".join(filter(None, [type(error).__name__, code]))


def build_engine(url: str) -> Engine:
    """Return an engine for `url`, as config has it."""
    wait = BUSY_AFTER.total_seconds()
    embedded = url.startswith("sqlite")
    patience: dict[str, Any] = {"timeout": FILE_LOCKED_AFTER.total_seconds()}
    if not embedded:
        limits = {"lock_timeout": BUSY_AFTER, "idle_in_transaction_session_timeout": ASLEEP_AFTER}
        options = " ".join(f"-c {name}={each.seconds}s" for name, each in limits.items())
        patience = {"connect_timeout": round(wait), "options": options}
    engine = create_engine(
        url,
        # SQLite has one writer at a time: threads that queue for its one connection are served in
        # turn, where threads that meet at the file's lock would sleep and try again.
        pool_size=1 if embedded else POOL_SIZE,
        max_overflow=0,
        pool_timeout=wait,
        connect_args=patience,
        hide_parameters=True,  # an error's message must not carry people's words into the log
    )
    if embedded:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    else:
        event.listen(engine, "handle_error", _keep_values_out)
    return engine


def close(engine: Engine, *, within: timedelta) -> None:
    """Let go of the database once nobody uses it any more, or when `within` is over.

    Disposing closes what is in the pool. What somebody still has would go back to a pool that is no
    more, and stay open: on SQLite, the file with it.
    """
    assert isinstance(engine.pool, QueuePool)  # noqa: S101 (narrows the type for mypy)
    deadline = time.monotonic() + within.total_seconds()
    while engine.pool.checkedout() and time.monotonic() < deadline:
        time.sleep(0.01)  # between two looks
    engine.dispose()


def sessions(engine: Engine) -> sessionmaker[Session]:
    """Return the factory whose `.begin` is a Transaction: commits at the end, or rolls back."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def sole_user(url: str) -> Iterator[None]:
    """Hold an SQLite file for this process alone; PostgreSQL has room for many.

    Raises BotError while another process holds it: SQLite is for one process, and two would send
    the same message twice.
    """
    file = make_url(url).database
    if not url.startswith("sqlite") or file is None:
        yield
        return
    with _open_lock(file) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BotError(
                f"Another Lockstep is running on {file}. Stop it first, or set DATABASE_URL to a "
                "PostgreSQL database, which several processes can share."
            ) from None
        yield


def _open_lock(file: str) -> TextIO:
    try:
        return Path(f"{file}.lock").open("w")
    except OSError as error:
        raise BotError(
            f"I can't write next to {file} ({error.strerror}): set DATABASE_URL to a file in a "
            "folder that I may write to."
        ) from error


def _keep_values_out(context: ExceptionContext) -> None:
    """Let an error of PostgreSQL say what is wrong, and where, but no value: it will be logged.

    By itself it says the whole row: `Failing row contains (…)`, `Key (origin)=(…) already exists`.
    """
    error = context.original_exception
    diagnosis = getattr(error, "diag", None)
    if diagnosis is None or diagnosis.sqlstate is None:
        return  # there was no answer: what the driver says is about the connection
    where = (diagnosis.table_name, diagnosis.column_name, diagnosis.constraint_name)
    said = " ".join(filter(None, [type(error).__name__, diagnosis.sqlstate, *where]))
    error.args = (said,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (said,)


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 (narrows the type for mypy)
    # The driver would begin transactions by itself, deferred; we begin them in _begin_immediate.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    # SQLite's deferred transactions fail on the upgrade to a write when another writer was faster;
    # measured: 290 of 400 concurrent increments lost.
    only_reads = connection.get_execution_options().get(ONLY_READS)
    connection.exec_driver_sql("BEGIN DEFERRED" if only_reads else "BEGIN IMMEDIATE")
