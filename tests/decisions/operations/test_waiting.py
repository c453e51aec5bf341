"""What becomes of decisions whose people have left the company."""

from datetime import date

from bot.decisions.operations import waiting
from bot.decisions.queries import due
from tests.decisions.world import BO, MAYA, SOFIA, World


class TestInherit:
    def test_gives_it_to_who_does_not_approve_it(self, sqlite_world: World) -> None:
        """Maya leads Marketing, but has to approve it: Sofia sponsors Marketing."""
        decision_id = sqlite_world.propose(MAYA, by=BO)
        inherit(sqlite_world)
        assert sqlite_world.get(decision_id).driver_id == BO
        sqlite_world.leave(BO)
        inherit(sqlite_world)
        assert sqlite_world.get(decision_id).driver_id == SOFIA

    def test_leaves_what_nobody_has_to_look_at_again(self, sqlite_world: World) -> None:
        holds = sqlite_world.propose(by=BO)
        later = sqlite_world.propose(by=BO, review_on=date(2027, 3, 1))
        sqlite_world.leave(BO)
        inherit(sqlite_world)
        assert sqlite_world.get(holds).driver_id == BO
        assert sqlite_world.get(later).driver_id == MAYA


def inherit(world: World) -> None:
    with world.transaction() as session:
        waiting.inherit(session, due.lock_left_by_drivers(session, limit=50), now=world.clock())
