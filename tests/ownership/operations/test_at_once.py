"""Many people at once, on both databases: one wins, and nobody is told twice."""

from bot.ownership import jobs
from bot.ownership.operations.editing import AlreadyAdded, Stale
from bot.ownership.operations.permitting import Gone
from tests.crowd import at_once
from tests.ownership.world import BO, IVAN, World


class TestAdd:
    def test_takes_one_form_once_however_often_it_is_sent(self, world: World) -> None:
        results = at_once([lambda: world.add(view_id="V1")] * 10)
        assert sum(isinstance(each, int) for each in results) == 1
        assert sum(isinstance(each, AlreadyAdded) for each in results) == 9


class TestChange:
    def test_has_one_winner_and_tells_the_others_what_it_changed(self, world: World) -> None:
        entry_id = world.add()
        names = [f"Exports {number}" for number in range(10)]
        results = at_once([lambda name=name: world.change(entry_id, name=name) for name in names])
        (winner,) = [each.name for each in results if not isinstance(each, Stale)]
        stale = [each for each in results if isinstance(each, Stale)]
        assert len(stale) == 9
        for each in stale:
            assert [(c.field, c.after) for c in each.changes] == [("name", winner)]
        assert (world.get(entry_id).name, world.get(entry_id).version) == (winner, 2)
        assert len(world.history(entry_id)) == 1

    def test_and_remove_are_one_after_the_other(self, world: World) -> None:
        entry_id = world.add()
        results = at_once(
            [lambda: world.change(entry_id, name="Exports"), lambda: world.remove(entry_id)]
        )
        assert sum(isinstance(each, Stale | Gone) for each in results) == 1


class TestKeep:
    def test_keeps_one_question_of_ten_who_ask_it_at_once(self, world: World) -> None:
        asked = at_once([lambda by=by: world.ask("coffee", by=f"U{by}") for by in range(10)])
        (question_id,) = {question.id for question in asked}
        assert world.question(question_id).times == 10
        assert len(world.answer(question_id)[1]) == 10


class TestAnswer:
    def test_has_one_winner_of_two_leads(self, world: World) -> None:
        question = world.ask("coffee")
        results = at_once(
            [lambda by=by: world.answer(question.id, by, by=by) for by in (IVAN, BO) * 5]
        )
        (winner,) = [each[0].answered_by for each in results if isinstance(each, tuple)]
        assert world.question(question.id).answer == winner


class TestAskToConfirm:
    def test_asks_once_in_ten_sweeps_at_once(self, world: World) -> None:
        for _ in range(3):
            world.add()
        world.clock.advance(days=180)

        def sweep() -> None:
            jobs.ask_to_confirm(transaction=world.transaction, now=world.clock())

        at_once([sweep] * 10)
        sweep()  # what all ten passed over, each because another had it
        assert len(world.nudges()) == 3


class TestFindAbandoned:
    def test_asks_the_leads_once_in_ten_sweeps_at_once(self, world: World) -> None:
        world.add(accountable="ULEFT")
        world.know("ULEFT", left=True)

        def sweep() -> None:
            jobs.find_abandoned(transaction=world.transaction, now=world.clock())

        at_once([sweep] * 10)
        sweep()
        assert [user_id for user_id, _text in world.nudges()] == [IVAN, BO]
