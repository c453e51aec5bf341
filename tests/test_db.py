"""Both databases behave the same: times, choices, transactions, and what happens when busy."""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import exc, text

from bot import db
from bot.db import ONLY_READS, UNAVAILABLE, Transaction
from bot.installations.models import Counter, Workspace
from tests.installations.workspaces import install

PATIENCE = timedelta(seconds=10)


class TestBuildEngine:
    def test_holds_rows_to_their_references(self, transaction: Transaction) -> None:
        with pytest.raises(exc.IntegrityError), transaction() as session:
            session.add(Counter(workspace_id=404, kind="ESC", last=1))

    def test_lets_nobody_lose_an_increment(self, transaction: Transaction) -> None:
        """Read, then write: what SQLite's deferred transactions fail at, and lost updates."""
        with transaction() as session:
            workspace_id = install(session).id
            session.add(Counter(workspace_id=workspace_id, kind="ESC", last=0))

        def increment() -> None:
            for _ in range(5):
                with transaction() as session:
                    found = sqlalchemy.select(Counter).with_for_update()
                    session.scalars(found).one().last += 1

        threads = [threading.Thread(target=increment) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with transaction() as session:
            assert session.scalars(sqlalchemy.select(Counter.last)).one() == 40

    def test_says_busy_when_the_pool_is_empty(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(db, "BUSY_AFTER", timedelta(seconds=0.05))
        monkeypatch.setattr(db, "POOL_SIZE", 1)
        engine = db.build_engine(database_url)
        with engine.connect(), pytest.raises(UNAVAILABLE):
            engine.connect()
        engine.dispose()

    def test_says_busy_before_slack_gives_up(self) -> None:
        assert timedelta(seconds=1) <= db.BUSY_AFTER < timedelta(seconds=3)


class TestClose:
    def test_waits_until_nobody_uses_the_database(self, database_url: str) -> None:
        """Whoever still has a connection gives it back to the pool that is closed then."""
        engine = db.build_engine(database_url)
        pool, used = engine.pool, engine.connect()
        closed = threading.Thread(target=db.close, args=[engine], kwargs={"within": PATIENCE})
        closed.start()
        assert engine.pool is pool
        used.close()
        closed.join()
        assert engine.pool is not pool
        assert pool.checkedin() == 0  # type: ignore[attr-defined] # it is a queue

    def test_does_not_wait_for_ever(self, database_url: str) -> None:
        engine = db.build_engine(database_url)
        pool = engine.pool
        with engine.connect() as used:
            db.close(engine, within=timedelta(seconds=0.05))
            assert engine.pool is not pool
            used.invalidate()


class TestBuildEngineOnSqlite:
    def test_survives_a_power_cut(self, sqlite_database: sqlalchemy.URL) -> None:
        engine = db.build_engine(sqlite_database.render_as_string())
        with engine.connect() as connection:
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
        engine.dispose()

    @pytest.fixture
    def another_writes(self, sqlite_database: sqlalchemy.URL) -> Iterator[None]:
        """Another process holds the lock that writers need: a backup, or a migration."""
        with contextlib.closing(sqlite3.connect(str(sqlite_database.database))) as writer:
            writer.execute("BEGIN IMMEDIATE")
            yield

    @pytest.mark.usefixtures("another_writes")
    def test_says_busy_when_another_writes(
        self, sqlite_database: sqlalchemy.URL, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(db, "BUSY_AFTER", timedelta(seconds=0.05))
        engine = db.build_engine(sqlite_database.render_as_string())
        with engine.connect() as connection, pytest.raises(UNAVAILABLE):
            connection.execute(text("SELECT 1"))  # every transaction may come to write
        engine.dispose()

    @pytest.mark.usefixtures("another_writes")
    def test_lets_a_reader_wait_for_no_writer(self, sqlite_database: sqlalchemy.URL) -> None:
        engine = db.build_engine(sqlite_database.render_as_string())
        with engine.connect().execution_options(**{ONLY_READS: True}) as reader:
            assert reader.scalar(text("SELECT count(*) FROM workspaces")) == 0
        engine.dispose()

    def test_says_unavailable_when_the_file_cannot_be_made(self, tmp_path: Path) -> None:
        engine = db.build_engine(f"sqlite:///{tmp_path}/no/folder.db")
        with pytest.raises(UNAVAILABLE):
            engine.connect()


class TestBuildEngineOnPostgresql:
    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_lets_no_stopped_process_keep_its_locks(self, transaction: Transaction) -> None:
        with transaction() as session:
            limit = session.execute(sqlalchemy.text("SHOW idle_in_transaction_session_timeout"))
            assert limit.scalar_one() == "10s"


class TestSessions:
    def test_keep_all_or_nothing(self, transaction: Transaction) -> None:
        with contextlib.suppress(RuntimeError), transaction() as session:
            install(session)
            raise RuntimeError
        with transaction() as session:
            assert session.scalars(sqlalchemy.select(Workspace)).all() == []

    def test_leave_what_was_loaded_readable(self, transaction: Transaction) -> None:
        with transaction() as session:
            workspace = install(session, name="Acme")
        assert workspace.name == "Acme"
