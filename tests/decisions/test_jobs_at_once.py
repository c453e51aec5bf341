"""What the clock does while somebody else does something."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy
from sqlalchemy import Engine, text

from bot.decisions import queries
from bot.decisions.jobs import acting
from bot.decisions.operations import reviewing
from bot.decisions.rules import State
from tests.decisions.world import BO, MAYA, World
from tests.wait import until

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
def database_url(postgresql_database: sqlalchemy.URL) -> str:
    """PostgreSQL alone: SQLite, with its one connection, has nobody at the same moment."""
    return postgresql_database.render_as_string(hide_password=False)


class TestAbstainLeft:
    def test_waits_for_nobody_while_others_wait_for_the_history(
        self, engine: Engine, world: World
    ) -> None:
        """Two proposals lose their approver, and Maya is at what the second of them follows."""
        holds = world.propose()
        proposed, follows = world.propose(BO), world.succeed(holds, BO)
        world.leave(BO)

        def waits() -> bool:
            with engine.connect() as connection:
                return bool(connection.scalar(WAITING))

        def sweep() -> None:
            acting.abstain_left(transaction=world.transaction, now=world.clock())

        with ThreadPoolExecutor(1) as clock:
            with world.transaction() as session:
                of_maya = {"workspace_id": world.workspace_id, "decision_id": holds}
                queries.get_decision(session, **of_maya, lock=True)
                swept = clock.submit(sweep)
                until(lambda: swept.done() or waits())
                reviewing.keep(
                    session,
                    *of_maya.values(),
                    review_on=None,
                    by=MAYA,
                    now=world.clock(),
                )
            swept.result()
        assert [world.get(each).state for each in (proposed, follows)] == [State.PROPOSED] * 2
        assert all(len(world.events(each)) == 2 for each in (holds, proposed, follows))
