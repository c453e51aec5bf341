"""Whether the history is whole, asked while somebody decides."""

import pytest
import sqlalchemy
from sqlalchemy import Engine, event

from tests.decisions.world import IVAN, World


@pytest.fixture
def database_url(postgresql_database: sqlalchemy.URL) -> str:
    """PostgreSQL alone: SQLite, with its one connection, has nobody at the same moment."""
    return postgresql_database.render_as_string(hide_password=False)


class TestFindAltered:
    def test_takes_no_vote_for_an_alteration(self, engine: Engine, world: World) -> None:
        """Ivan approves between the question for the decisions and that for their events."""
        decision_id = world.propose(IVAN)
        states: list[str] = []

        def approve(*executed: object) -> None:
            if "FROM decisions" in str(executed[2]) and not states:
                states.append("approving")
                states.append(world.vote(decision_id, IVAN))

        event.listen(engine, "after_cursor_execute", approve)
        assert world.altered() is None
        assert states == ["approving", "accepted"]
