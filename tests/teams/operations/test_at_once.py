"""Two people set the teams up at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from bot.db import Transaction
from bot.teams import queries
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import AlreadySetUp, TeamSetup
from tests.clock import MovedClock
from tests.wait import until

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
def database_url(postgresql_database: sqlalchemy.URL) -> str:
    """PostgreSQL alone: SQLite, with its one connection, has nobody at the same moment."""
    return postgresql_database.render_as_string(hide_password=False)


class TestSetUp:
    def test_lets_the_second_find_what_the_first_has_made(
        self, engine: Engine, transaction: Transaction, workspace_id: int, clock: MovedClock
    ) -> None:
        def set_up(session: Session, by: str) -> None:
            setting_up.set_up(
                session,
                workspace_id=workspace_id,
                setups=(TeamSetup("Marketing", "CM", (by,)), TeamSetup("IT", "CI", (by,))),
                sponsor_id=by,
                by=by,
                now=clock(),
            )

        def second() -> None:
            with transaction() as session:
                set_up(session, "UIVAN")

        def waits() -> bool:
            with engine.connect() as connection:
                return bool(connection.scalar(WAITING))

        with ThreadPoolExecutor(1) as other:
            with transaction() as session:
                set_up(session, "UMAYA")
                refused = other.submit(second)
                until(lambda: refused.done() or waits())
            with pytest.raises(AlreadySetUp):
                refused.result()
        with transaction() as session:
            teams = queries.list_teams(session, workspace_id)
        assert [team.leads for team in teams] == [["UMAYA"], ["UMAYA"]]
