"""What the clock does: asks every 180 days, and sees who has left."""

from datetime import timedelta

import pytest

from bot.ownership import jobs
from bot.ownership.queries import list_to_confirm
from bot.ownership.rules.entries import ASK_AGAIN_EVERY, Kind, Vacancy
from tests.ownership import world as worlds
from tests.ownership.world import ANA, BO, IVAN, World


def ask(world: World) -> None:
    jobs.ask_to_confirm(transaction=world.transaction, now=world.clock())


def look(world: World) -> None:
    jobs.find_abandoned(transaction=world.transaction, now=world.clock())


def to_confirm(world: World, user_id: str = IVAN) -> list[str]:
    """Return the names of what somebody was asked about and has not answered."""
    with world.transaction() as session:
        found = list_to_confirm(session, world.workspace_id, user_id, limit=10)
        return [entry.name for entry in found]


@pytest.mark.sqlite_first
class TestAskToConfirm:
    def test_asks_the_accountable_person_after_180_days(self, world: World) -> None:
        entry_id = world.add()
        world.add("Laptops", kind=Kind.SERVICE)
        world.clock.advance(days=180, seconds=-1)
        ask(world)
        assert (world.nudges(), to_confirm(world)) == ([], [])
        world.clock.advance(seconds=1)
        ask(world)
        ask(world)
        assert world.nudges() == [
            (
                IVAN,
                "Do you still answer for *Newsletter exports* (IT)? It was confirmed last "
                "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>.",
            )
        ]
        assert to_confirm(world) == ["Newsletter exports"]
        assert world.get(entry_id).asked_at == world.clock()

    def test_asks_again_who_does_not_answer(self, world: World) -> None:
        entry_id = world.add()
        world.clock.advance(days=180)
        ask(world)
        assert world.get(entry_id).due_at == world.clock() + ASK_AGAIN_EVERY
        world.clock.advance(days=30)
        ask(world)
        # Of several about the same, only the newest is told.
        assert [user_id for user_id, _text in world.nudges()] == [IVAN]

    def test_asks_180_days_after_the_answer(self, world: World) -> None:
        entry_id = world.add()
        world.clock.advance(days=180)
        ask(world)
        world.clock.advance(days=1)
        world.confirm(entry_id)
        assert to_confirm(world) == []
        world.clock.advance(days=179)
        ask(world)
        assert to_confirm(world) == []
        world.clock.advance(days=1)
        ask(world)
        assert to_confirm(world) == ["Newsletter exports"]

    def test_asks_nobody_about_what_is_vacant_or_gone(self, world: World) -> None:
        world.give_up(world.add())
        world.remove(world.add())
        world.clock.advance(days=400)
        ask(world)
        assert world.nudges() == []

    def test_asks_in_every_workspace(self, world: World) -> None:
        other = worlds.build(world.transaction, world.clock, slack_id="T0OTHER0001")
        other.add(accountable=BO)
        world.add()
        world.clock.advance(days=180)
        ask(world)
        assert [user_id for user_id, _text in world.nudges()] == [BO, IVAN]
        assert (to_confirm(world), to_confirm(other)) == (["Newsletter exports"], [])
        assert to_confirm(other, BO) == ["Newsletter exports"]

    def test_says_that_more_is_due(self, world: World) -> None:
        for _ in range(jobs.BATCH + 1):
            world.add()
        world.clock.advance(days=180)
        now = world.clock()
        assert jobs.ask_to_confirm(transaction=world.transaction, now=now) == now
        assert jobs.ask_to_confirm(transaction=world.transaction, now=now) is None


class TestFindAbandoned:
    @pytest.mark.sqlite_first
    def test_asks_the_leads_to_name_somebody(self, world: World) -> None:
        entry_id = world.add(accountable=ANA)
        world.know(ANA)
        look(world)
        assert world.nudges() == []
        world.know(ANA, left=True)
        look(world)
        look(world)
        text = (
            "Nobody answers for *Newsletter exports* (IT) at the moment: <@U0ANA000002> has left "
            "the company. I have asked <@U0IVAN00003> and <@U0BO0000004> to name somebody. Who "
            "answers for it now?"
        )
        assert world.nudges() == [(IVAN, text), (BO, text)]
        entry = world.get(entry_id)
        assert (entry.vacancy, entry.vacant_at) == (Vacancy.LEFT, world.clock())

    def test_asks_the_one_who_left_nothing_more(self, world: World) -> None:
        world.add(accountable=ANA)
        world.clock.advance(days=180)
        ask(world)
        world.know(ANA, left=True)
        look(world)
        assert [user_id for user_id, _text in world.nudges()] == [IVAN, BO]

    @pytest.mark.sqlite_first
    def test_sees_each_of_many(self, world: World) -> None:
        for _ in range(jobs.BATCH + 1):
            world.add(accountable=ANA)
        world.know(ANA, left=True)
        now = world.clock() + timedelta(minutes=1)
        assert jobs.find_abandoned(transaction=world.transaction, now=now) == now
        assert jobs.find_abandoned(transaction=world.transaction, now=now) is None
