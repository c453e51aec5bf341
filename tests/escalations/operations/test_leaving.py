"""People leave the company, on both databases: what they had and what they asked goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.escalations.models import Escalation
from bot.escalations.operations import answering, leaving, owning
from bot.escalations.queries import due
from bot.escalations.rules import AnswerKind, Move, State
from bot.escalations.rules.advice import Call
from bot.teams import queries as team_queries
from bot.teams.models import Team
from bot.teams.operations import closing, setting_up
from bot.teams.operations.setting_up import TeamSetup
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

ANA = "U0ANA"
HOUR = timedelta(hours=1)
REPAIRED: dict[str, Any] = {"text": "Repaired", "kind": AnswerKind.UNBLOCKED}

Step = tuple[Callable[..., Escalation], str, dict[str, Any]]

TAKEN: Step = (owning.acknowledge, IVAN, {})
ASKED_BACK: Step = (owning.ask_back, IVAN, {"question": "Which export?"})
ANSWERED: Step = (answering.answer, IVAN, REPAIRED)


def raised(world: World, *steps: Step, by: str = ANA) -> int:
    """Somebody asks, others go on from there; return the escalation's id."""
    escalation_id = world.raise_one(by=by)
    for operation, who, more in steps:
        world.move(operation, escalation_id, who, **more)
    return escalation_id


def sweep(world: World) -> None:
    """Do what is to be done for those who have left."""
    with world.transaction() as session:
        leaving.release(session, due.lock_left_by_owners(session, limit=9), now=world.clock())
    with world.transaction() as session:
        leaving.inherit(session, due.lock_left_by_askers(session, limit=9), now=world.clock())


def moves(world: World, escalation_id: int) -> list[Move]:
    return [each.move for each in world.history(escalation_id)]


class TestRelease:
    def snooze(self, world: World) -> Step:
        return owning.snooze, IVAN, {"until": world.clock() + HOUR, "why": None}

    @pytest.mark.parametrize("after", ["taken", "snoozed", "asked back"])
    def test_asks_the_others_of_the_level(self, world: World, after: str) -> None:
        steps = {"taken": [], "snoozed": [self.snooze(world)], "asked back": [ASKED_BACK]}
        escalation_id = raised(world, TAKEN, *steps[after])
        world.leave(IVAN)
        world.clock.advance(minutes=10)
        sweep(world)
        escalation = world.get(escalation_id)
        assert (escalation.state, escalation.level, escalation.asked) == (State.OPEN, 0, [BO])
        assert (escalation.acknowledged_by, escalation.promised_at) == (None, None)
        assert escalation.due_at == world.clock() + HOUR / 2

    def test_asks_the_next_level_if_nobody_is_left(self, world: World) -> None:
        escalation_id = raised(world, TAKEN)
        for user_id in (IVAN, BO):
            world.leave(user_id)
        sweep(world)
        escalation = world.get(escalation_id)
        assert (escalation.level, escalation.asked) == (1, [MAYA])
        assert world.history(escalation_id)[-1].passed == [[0, "empty"]]

    @pytest.mark.parametrize("steps", [[], [TAKEN, ANSWERED]], ids=["open", "answered"])
    def test_leaves_what_nobody_has(self, world: World, steps: list[Step]) -> None:
        escalation_id = raised(world, *steps)
        before = moves(world, escalation_id)
        world.leave(IVAN)
        sweep(world)
        assert moves(world, escalation_id) == before


class TestInherit:
    @pytest.mark.parametrize("steps", [[], [TAKEN]], ids=["open", "taken"])
    def test_lets_a_lead_judge_and_changes_nothing_else(
        self, world: World, steps: list[Step]
    ) -> None:
        escalation_id = raised(world, *steps)
        before = world.get(escalation_id)
        world.leave(ANA)
        sweep(world)
        after = world.get(escalation_id)
        assert (after.asker_id, after.raised_by) == (MAYA, ANA)
        assert (after.state, after.due_at, after.asked) == (
            before.state,
            before.due_at,
            before.asked,
        )
        assert world.history(escalation_id)[-1].changed == {"asker_id": MAYA}

    @pytest.mark.parametrize("step", [ASKED_BACK, ANSWERED], ids=["question", "answer"])
    def test_gives_the_heir_all_the_time(self, world: World, step: Step) -> None:
        escalation_id = raised(world, TAKEN, step)
        world.clock.advance(hours=7)
        world.leave(ANA)
        sweep(world)
        # Eight hours of work from 16:00 on.
        assert world.get(escalation_id).due_at == world.clock() + timedelta(days=1)

    @pytest.mark.parametrize(
        ("gone", "heir"),
        [([], MAYA), ([MAYA], SOFIA), ([MAYA, SOFIA], IVAN)],
        ids=["a lead", "a sponsor", "a lead of the other team"],
    )
    def test_finds_somebody_who_is_there(self, world: World, gone: list[str], heir: str) -> None:
        escalation_id = raised(world, TAKEN, ANSWERED)
        for user_id in (*gone, ANA):
            world.leave(user_id)
        sweep(world)
        assert world.get(escalation_id).asker_id == heir
        world.move(answering.accept, escalation_id, heir)
        assert world.get(escalation_id).state is State.ACCEPTED

    def test_happens_again_when_the_heir_leaves(self, world: World) -> None:
        escalation_id = raised(world)
        for user_id in (ANA, MAYA):
            world.leave(user_id)
            sweep(world)
        assert world.get(escalation_id).asker_id == SOFIA
        assert moves(world, escalation_id) == [Move.RAISE, Move.INHERIT, Move.INHERIT]

    def test_leaves_what_is_finished(self, world: World) -> None:
        escalation_id = raised(world, (answering.withdraw, ANA, {"why": None}))
        world.leave(ANA)
        sweep(world)
        assert world.get(escalation_id).asker_id == ANA

    def test_asks_nobody_who_asks_now(self, world: World) -> None:
        """Maya inherits it; when both teams' leads are asked, she is not."""
        escalation_id = raised(world)
        world.leave(ANA)
        sweep(world)
        world.until_due(escalation_id)
        world.tick(escalation_id)
        assert world.get(escalation_id).asked == [SOFIA]

    def test_goes_on_when_everybody_who_could_judge_has_left(self, world: World) -> None:
        escalation_id = world.raise_one(by=ANA, call=Call.SPONSORS)
        for user_id in (ANA, MAYA, SOFIA, IVAN, BO):
            world.leave(user_id)
        sweep(world)
        world.until_due(escalation_id)
        assert world.tick(escalation_id) is Move.ADVANCE
        due_at = world.get(escalation_id).due_at
        assert due_at
        assert due_at > world.clock()


class TestLeaveTeam:
    def close(self, world: World, place: int = 1) -> Team:
        """Let Sofia close IT, or Marketing, beside a third team."""
        with world.transaction() as session:
            setting_up.set_up(
                session,
                workspace_id=world.workspace_id,
                setups=[TeamSetup("Sales", "C0SALES0006", (ANA,))],
                sponsor_id=SOFIA,
                by=SOFIA,
                now=world.clock(),
            )
            team = team_queries.list_teams(session, world.workspace_id)[place]
            return closing.close(
                session,
                workspace_id=world.workspace_id,
                team_id=team.id,
                by=SOFIA,
                now=world.clock(),
            )

    def leave(self, world: World, *, limit: int = 9, minutes: int = 0) -> list[int]:
        """Hand on as often as the sweep would; return what was, in order."""
        left: list[int] = []
        for _turn in range(9):
            with world.transaction() as session:
                team = due.lock_closed_team(session)
                if team is None:
                    return left
                now = world.clock() + timedelta(minutes=minutes)
                found = leaving.leave_team(session, team, limit=limit, now=now)
                left += [each.id for each in found]
        raise AssertionError(f"It is never done: {left}")

    @pytest.mark.parametrize("minutes", [0, 5, -5], ids=["at once", "later", "clock is behind"])
    def test_hands_on_each_once_however_many(self, world: World, minutes: int) -> None:
        asked = [raised(world) for _each in range(3)]
        self.close(world)
        assert self.leave(world, limit=1, minutes=minutes) == asked
        for each in asked:
            escalation = world.get(each)
            assert moves(world, each) == [Move.RAISE, Move.RELEASE]
            assert (escalation.state, escalation.asked) == (State.OPEN, [MAYA])
        assert self.leave(world, minutes=minutes) == []

    def test_leaves_alone_what_others_are_asked(self, world: World) -> None:
        """What a closed team asks is no less the business of those who were asked."""
        escalation_id = raised(world)
        self.close(world, place=0)
        assert self.leave(world) == []
        assert moves(world, escalation_id) == [Move.RAISE]

    def test_leaves_alone_what_is_with_the_sponsors(self, world: World) -> None:
        escalation_id = world.raise_one(by=ANA, call=Call.SPONSORS)
        self.close(world)
        assert self.leave(world) == []
        assert world.get(escalation_id).asked == [SOFIA]

    @pytest.mark.parametrize("steps", [[TAKEN], [TAKEN, ASKED_BACK], [TAKEN, ANSWERED]])
    def test_leaves_alone_what_somebody_has(self, world: World, steps: list[Step]) -> None:
        escalation_id = raised(world, *steps)
        before = world.get(escalation_id).state
        self.close(world)
        assert self.leave(world) == []
        assert world.get(escalation_id).state is before
