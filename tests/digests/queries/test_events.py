"""What else a digest tells: each once, and of what is not for all only the number."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.decisions.models import Decision
from bot.decisions.rules import State
from bot.digests.models.facts import Facts
from bot.digests.queries.compiling import read_facts
from bot.wins.models import Honoree, Win
from bot.wins.rules import Reach
from tests.digests.world import BO, MAYA, World
from tests.escalations.world import World as Escalations


def decide(world: World, number: int, *, state: State = State.ACCEPTED, **more: Any) -> None:
    """Let something have been decided, or proposed, now."""
    now, is_made = world.clock(), state is State.ACCEPTED
    with world.transaction() as session:
        session.add(
            Decision(
                workspace_id=world.workspace_id,
                number=number,
                title="Use one newsletter",
                what="One",
                team_id=world.it,
                driver_id=MAYA,
                proposed_at=now,
                state=state,
                state_at=now,
                accepted_at=now if is_made else None,
                accepted_by=MAYA if is_made else None,
                **more,
            )
        )


def win(world: World, number: int, reach: Reach, *, initiative_id: int | None = None) -> None:
    """Let somebody have celebrated Bo now."""
    with world.transaction() as session:
        session.add(
            Win(
                workspace_id=world.workspace_id,
                number=number,
                what=f"Shipped part {number}",
                initiative_id=initiative_id,
                team_id=world.it,
                reach=reach,
                given_by=MAYA,
                given_at=world.clock(),
                honorees=[Honoree(workspace_id=world.workspace_id, user_id=BO)],
            )
        )


def facts(world: World) -> Facts:
    """Return what the digest would tell now."""
    with world.transaction() as session:
        return read_facts(session, world.workspace_id, zone="UTC", now=world.clock(), settled=True)


@pytest.fixture
def week(world: World) -> World:
    """A week after the first digest, from which on something is new."""
    world.set_up()
    world.pass_time(hours=2)
    return world


class TestDecisions:
    def test_are_told_once_each(self, week: World) -> None:
        decide(week, 1)
        week.pass_time(days=7)
        decide(week, 2)
        week.pass_time(days=7)
        _first, one, other = week.told()
        assert "Decided: DEC-1 Use one newsletter (IT)" in one
        assert "Decided: DEC-2 Use one newsletter (IT)" in other

    def test_that_are_saved_just_now_are_left_for_the_next(self, week: World) -> None:
        due_at = week.due_at()
        assert due_at
        week.clock.advance(seconds=(due_at - week.clock()).total_seconds() - 30)
        decide(week, 1)
        week.pass_time(seconds=40)
        assert week.told()[-1] == "Nothing changed since Mon 23 Nov 2026."
        week.pass_time(days=7)
        assert "Decided: DEC-1" in week.told()[-1]

    def test_are_only_counted_if_they_are_restricted(self, week: World) -> None:
        decide(week, 1, restricted_to="C0SECRET001")
        decide(week, 2, state=State.PROPOSED, restricted_to="C0SECRET001")
        decide(week, 3, state=State.PROPOSED)
        week.pass_time(days=7)
        told = week.told()[-1]
        assert "Decided: 1 restricted decision." in told
        assert "Waiting for a decision: DEC-3 Use one newsletter (IT), 7 days; …and 1 restr" in told


class TestEscalations:
    def test_are_told_by_age_and_private_ones_counted(self, week: World) -> None:
        others = Escalations(week.transaction, week.clock, week.workspace_id)
        others.raise_one()
        week.clock.advance(days=1)
        others.raise_one()
        others.raise_one(is_private=True)
        found = facts(week).escalated
        assert [(each.name, each.asks) for each in found.shown] == [
            ("ESC-1", ("Marketing", "IT")),
            ("ESC-2", ("Marketing", "IT")),
        ]
        assert (found.total, found.hidden) == (3, 1)


class TestWins:
    def told(self, world: World) -> Sequence[str]:
        return [each.name for each in facts(world).wins.shown]

    def test_are_told_by_initiative_once_they_stand(self, week: World) -> None:
        initiative_id = week.add()
        win(week, 1, Reach.EVERYBODY)
        win(week, 2, Reach.EXECUTIVES, initiative_id=initiative_id)
        win(week, 3, Reach.TEAM)
        assert self.told(week) == []
        week.clock.advance(days=1, minutes=2)
        found = facts(week).wins
        assert self.told(week) == ["WIN-2", "WIN-1"]
        assert found.hidden == 1
        week.pass_time(days=7)
        told = week.told()[-1]
        assert "Wins: INI-1 Web shop: “Shipped part 2” (<@U0BO0000004>); “Shipped part 1”" in told
        assert "part 3" not in told
        week.clock.advance(days=1)
        assert self.told(week) == []

    def test_of_the_last_day_are_left_for_the_next(self, week: World) -> None:
        due_at = week.due_at()
        assert due_at
        week.clock.advance(seconds=(due_at - week.clock() - timedelta(hours=3)).total_seconds())
        win(week, 1, Reach.EVERYBODY)
        week.pass_time(hours=4)
        assert "part 1" not in week.told()[-1]
        week.pass_time(days=7)
        assert "part 1" in week.told()[-1]
