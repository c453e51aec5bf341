"""The sweep as the clock calls it: what one turn takes, and when it wants to be called again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy

from bot import outbox
from bot.escalations.jobs import acting as jobs
from bot.escalations.models import Escalation
from bot.escalations.rules import Urgency
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import GIVEN_UP, State
from tests.escalations.world import World

ENDED = (*GIVEN_UP, State.PARKED)
"""Nothing comes of it, or not until somebody invites the bot: nobody was told."""
ON_ITS_WAY = [each for each in State if each is not State.SENT and each not in ENDED]


def sweep(world: World) -> datetime | None:
    """Sweep once, now."""
    return jobs.act_on_due(transaction=world.transaction, now=world.clock())


def raised(world: World, urgency: Urgency = Urgency.HIGH) -> int:
    """Maya asks IT, which is told at once; return the escalation's id."""
    escalation_id = world.raise_one(urgency)
    world.deliver(escalation_id, at=world.clock())
    return escalation_id


def change(world: World, key: str, /, **values: Any) -> None:
    """Change the message with this key, as only the outbox does."""
    with world.transaction() as session:
        session.execute(
            sqlalchemy.update(OutboxMessage).where(OutboxMessage.key == key).values(**values)
        )


class TestActOnDueAsksToBeCalledAgain:
    @pytest.mark.sqlite_first
    def test_when_the_next_one_falls_due(self, world: World) -> None:
        normal, high = raised(world, Urgency.NORMAL), raised(world)
        assert sweep(world) == world.get(high).due_at
        world.clock.advance(minutes=30)
        sweep(world)
        # The sponsor has until the same time of the next day.
        assert world.get(high).due_at == world.clock() + timedelta(days=1)
        assert sweep(world) == world.get(normal).due_at

    @pytest.mark.sqlite_first
    def test_when_one_is_due_that_was_told_late(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.clock.advance(minutes=20)
        world.deliver(escalation_id, at=world.clock())
        world.clock.advance(minutes=10)
        assert sweep(world) == world.clock() + timedelta(minutes=20)

    @pytest.mark.sqlite_first
    def test_never_when_nothing_is_open(self, world: World) -> None:
        assert sweep(world) is None

    def test_at_once_when_there_are_more_than_one_turn_takes(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(jobs, "BATCH", 2)
        ids = [raised(world) for _ in range(5)]
        world.clock.advance(minutes=30)
        asked_again = [sweep(world) for _ in range(3)]
        due_at = world.clock() + timedelta(days=1)
        assert asked_again == [world.clock(), world.clock(), due_at]
        assert {world.get(each).level for each in ids} == {2}


@pytest.mark.sqlite_first
class TestActOnDueOfANotice:
    @pytest.mark.parametrize("state", ON_ITS_WAY)
    def test_that_is_on_its_way_waits(self, world: World, state: State) -> None:
        escalation_id = raised(world)
        change(world, "ESC-1:card", state=state, sent_at=None, ts=None)
        world.clock.advance(days=3)
        sweep(world)
        assert world.get(escalation_id).level == 0

    @pytest.mark.parametrize("state", ENDED)
    def test_that_was_given_up_climbs_when_it_is_due(self, world: World, state: State) -> None:
        escalation_id = raised(world)
        change(world, "ESC-1:card", state=state, sent_at=None, ts=None)
        world.clock.advance(minutes=29)
        sweep(world)
        assert world.get(escalation_id).level == 0
        world.clock.advance(minutes=1)
        sweep(world)
        assert world.get(escalation_id).level == 2

    def test_that_was_given_up_late_climbs_one_step(self, world: World) -> None:
        """After the seven days for which the outbox tries."""
        escalation_id = raised(world)
        change(world, "ESC-1:card", state=State.UNKNOWN, sent_at=None, ts=None)
        world.clock.advance(days=7)
        sweep(world)
        change(world, "ESC-1:card", state=State.EXPIRED)
        sweep(world)
        sweep(world)
        assert world.get(escalation_id).level == 2


class TestActOnDueWithABadRow:
    def test_moves_the_others_and_leaves_that_one_as_it_was(self, world: World) -> None:
        bad, good = raised(world), raised(world)
        _lose_the_card(world, bad)
        world.clock.advance(minutes=30)
        for _time in range(2):
            with pytest.raises(ExceptionGroup, match="some rows failed") as failed:
                sweep(world)
            (why,) = failed.value.exceptions
            assert isinstance(why, KeyError)
        assert world.get(bad).level == 0
        assert len(world.history(bad)) == 1
        assert world.get(good).level == 2
        assert len(world.history(good)) == 2


def _lose_the_card(world: World, escalation_id: int) -> None:
    """Leave the escalation without the message in whose thread the next people are asked."""
    with world.transaction() as session:
        session.execute(
            sqlalchemy.update(Escalation)
            .where(Escalation.id == escalation_id)
            .values(notice_key="elsewhere")
        )
        draft = outbox.Draft("elsewhere", "C1", "Somebody is asked")
        outbox.post(session, draft, workspace_id=world.workspace_id, now=world.clock())
    name = world.get(escalation_id).name
    change(world, f"{name}:card", key="lost")
    change(world, "elsewhere", state=State.SENT, sent_at=world.clock(), ts="9.9")
