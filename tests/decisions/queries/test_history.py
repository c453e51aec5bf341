"""Whoever alters a decision, or what happened to it, is found out: the first row is named."""

import pytest
import sqlalchemy

from bot.db import Transaction
from bot.decisions.queries.history import find_altered
from tests.clock import MovedClock
from tests.decisions import world as worlds
from tests.decisions.world import IVAN, World


@pytest.fixture
def told(transaction: Transaction, clock: MovedClock) -> World:
    """Two decisions, of which the second one was approved: events 1 to 3."""
    world = worlds.build(transaction, clock)
    world.propose(rejected="Doing nothing")
    world.vote(world.propose(IVAN), IVAN)
    return world


ALTERED = "decision_events: {} (number {}) was altered in workspace 1"


class TestFindAltered:
    def test_finds_nothing_in_what_nobody_altered(self, told: World) -> None:
        assert told.altered() is None

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            ("UPDATE decision_events SET \"by\" = 'U9' WHERE number = 2", ALTERED.format(2, 2)),
            ("UPDATE decision_events SET why = 'x' WHERE number = 1", ALTERED.format(1, 1)),
            ("UPDATE decision_events SET changed = '{}' WHERE number = 3", ALTERED.format(3, 3)),
            ("UPDATE decision_events SET hash = 'x' WHERE number = 1", ALTERED.format(1, 1)),
            (
                "DELETE FROM decision_events WHERE number = 2",
                "decision_events: number 2 is missing in workspace 1",
            ),
            (
                "DELETE FROM decision_events WHERE number = 3",
                "decision_events: those after number 2 are missing in workspace 1",
            ),
            (
                "UPDATE decisions SET what = 'Something else' WHERE number = 2",
                "decisions: 2 (DEC-2) was altered in workspace 1",
            ),
            (
                "UPDATE decisions SET rejected = NULL WHERE number = 1",
                "decisions: 1 (DEC-1) was altered in workspace 1",
            ),
            (
                "UPDATE decision_participants SET vote = 'reject'",
                "decisions: 2 (DEC-2) was altered in workspace 1",
            ),
        ],
    )
    def test_names_the_first_row(self, told: World, change: str, found: str) -> None:
        with told.transaction() as session:
            session.execute(sqlalchemy.text(change))
        assert find_altered(told.transaction) == found
