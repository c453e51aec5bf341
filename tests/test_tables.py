"""What every table is made of: instants, enums, and statements built once."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Engine, exc, text

from bot import tables
from bot.db import Transaction
from bot.installations.models import Counter, Workspace
from bot.tables import UTCDateTime, among
from bot.teams.models import Team
from tests.clock import MONDAY_MORNING
from tests.installations.workspaces import install


class TestUTCDateTime:
    def test_keeps_an_instant_whatever_its_zone(self, transaction: Transaction) -> None:
        tokyo = datetime(2026, 11, 23, 9, 30, 15, 123456, timezone(timedelta(hours=9)))
        with transaction() as session:
            install(session, now=tokyo)
        with transaction() as session:
            kept = session.scalars(sqlalchemy.select(Workspace.installed_at)).one()
        assert kept == tokyo
        assert kept.tzinfo is UTC

    def test_finds_by_instant_whatever_its_zone(self, transaction: Transaction) -> None:
        noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
        with transaction() as session:
            install(session, now=noon)
            same = noon.astimezone(timezone(timedelta(hours=-5)))
            found = sqlalchemy.select(Workspace.name).where(Workspace.installed_at == same)
            assert session.scalars(found).all() == ["Acme"]

    def test_refuses_a_naive_time(self, transaction: Transaction) -> None:
        naive = datetime(2026, 11, 23, 9)  # noqa: DTZ001 (it is what this test is about)
        with pytest.raises(exc.StatementError, match="naive"), transaction() as session:
            install(session, now=naive)

    def test_keeps_nothing_as_nothing(self, engine: Engine) -> None:
        nothing = sqlalchemy.literal(None, UTCDateTime())
        with engine.connect() as connection:
            assert connection.scalar(sqlalchemy.select(nothing)) is None


class TestEnumType:
    def test_lets_the_database_refuse_another_value(self, transaction: Transaction) -> None:
        member = text(
            "INSERT INTO members (workspace_id, team_id, user_id, role)"
            " SELECT workspace_id, id, 'U1', 'boss' FROM teams"
        )
        with transaction() as session:
            workspace_id = install(session).id
            session.add(
                Team(
                    workspace_id=workspace_id, name="IT", channel_id="C1", created_at=MONDAY_MORNING
                )
            )
        with pytest.raises(exc.IntegrityError, match="ck_members_role"), transaction() as session:
            session.execute(member)


class TestPerDialect:
    def test_lets_an_existing_row_be_left_alone(self, transaction: Transaction) -> None:
        built: list[Any] = []

        @tables.per_dialect
        def leave_alone(insert: Any) -> Any:
            built.append(insert)
            return insert(Counter).on_conflict_do_nothing()

        with transaction() as session:
            workspace_id = install(session).id
            for last in (1, 2):
                values = {"workspace_id": workspace_id, "kind": "ESC", "last": last}
                session.execute(leave_alone(session), [values])
            assert session.scalars(sqlalchemy.select(Counter.last)).one() == 1
        assert len(built) == 1  # building takes longer than running


class TestAmong:
    def test_is_read_by_the_column_and_not_by_the_workspace(
        self, sqlite_database: sqlalchemy.URL
    ) -> None:
        """SQLite is not told how many rows a workspace has, and takes them for a few."""
        found = sqlalchemy.select(Team.name).where(among(Team.id, range(30), 1))
        engine = sqlalchemy.create_engine(sqlite_database)
        with engine.connect() as connection:
            statement = found.compile(engine, compile_kwargs={"literal_binds": True})
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
        engine.dispose()
        assert "INTEGER PRIMARY KEY" in str(plan)

    def test_finds_nothing_of_another_workspace(self, transaction: Transaction) -> None:
        with transaction() as session:
            workspace_id = install(session).id
            team = Team(
                workspace_id=workspace_id, name="IT", channel_id="C1", created_at=MONDAY_MORNING
            )
            session.add(team)
            session.flush()
            for id_, found in ((workspace_id, ["IT"]), (workspace_id + 1, [])):
                names = sqlalchemy.select(Team.name).where(among(Team.id, [team.id], id_))
                assert session.scalars(names).all() == found
