"""Writing a decision down: proposed or accepted, once, with people who can decide it."""

from itertools import pairwise

import pytest

from bot.decisions.operations.checking import NotTheirs, TooLate
from bot.decisions.operations.proposing import AlreadyRecorded
from bot.decisions.rules import Move, Part, State, Succession, Vote
from bot.errors import InvalidInput
from tests.decisions.world import ANA, BO, IVAN, MAYA, World


class TestPropose:
    def test_decides_what_nobody_has_to_approve(self, world: World) -> None:
        decision = world.get(world.propose())
        assert (decision.state, decision.accepted_by) == (State.ACCEPTED, MAYA)
        assert decision.accepted_at == world.clock()
        assert [event.move for event in world.events(decision.id)] == [Move.RECORD]

    def test_asks_those_who_have_to_approve(self, world: World) -> None:
        decision = world.get(world.propose(IVAN, BO, IVAN, contributors=[ANA], informed=[ANA]))
        assert (decision.state, decision.accepted_at) == (State.PROPOSED, None)
        assert [each.user_id for each in decision.in_part(Part.APPROVER)] == [IVAN, BO]
        assert [each.user_id for each in decision.in_part(Part.INFORMED)] == [ANA]

    @pytest.mark.parametrize(
        ("approvers", "more", "field"),
        [
            ((MAYA,), {}, "approvers"),
            ((IVAN,), {"needed": 2}, "needed"),
            ((), {"needed": 2}, "needed"),
            ((), {"joint": True}, "approvers"),
            ((ANA,), {"joint": True}, "approvers"),
        ],
    )
    def test_refuses_who_could_not_decide_it(
        self,
        sqlite_world: World,
        approvers: tuple[str, ...],
        more: dict[str, object],
        field: str,
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            sqlite_world.propose(*approvers, **more)
        assert refused.value.field == field

    def test_lets_nobody_of_one_team_pass_a_joint_one_alone(self, sqlite_world: World) -> None:
        """Ivan, who leads IT, drives it in the name of Marketing: somebody of Marketing decides."""
        with pytest.raises(InvalidInput, match="somebody of Marketing"):
            sqlite_world.propose(BO, by=IVAN, joint=True)
        decision_id = sqlite_world.propose(BO, MAYA, by=IVAN, joint=True, needed=1)
        assert sqlite_world.vote(decision_id, BO) is State.PROPOSED
        assert sqlite_world.vote(decision_id, MAYA) is State.ACCEPTED

    def test_refuses_an_approver_who_left(self, sqlite_world: World) -> None:
        sqlite_world.leave(IVAN)
        with pytest.raises(InvalidInput, match="people who left"):
            sqlite_world.propose(IVAN)

    def test_loses_no_number_to_what_was_refused(self, sqlite_world: World) -> None:
        sqlite_world.propose()
        with pytest.raises(InvalidInput):
            sqlite_world.propose(MAYA)
        assert sqlite_world.get(sqlite_world.propose()).number == 2

    @pytest.mark.parametrize("twice", ["view_id", "source"])
    def test_refuses_the_same_form_or_message_twice(self, world: World, twice: str) -> None:
        first = world.propose(**{twice: "X"})
        with pytest.raises(AlreadyRecorded) as refused:
            world.propose(**{twice: "X"})
        assert refused.value.decision_id == first


class TestSucceed:
    @pytest.mark.parametrize(
        ("how", "state"),
        [
            ("amend", State.SUPERSEDED),
            ("supersede", State.SUPERSEDED),
            ("reverse", State.REVERSED),
        ],
    )
    def test_ends_the_old_one_when_the_new_one_holds(
        self, world: World, how: str, state: State
    ) -> None:
        old = world.propose()
        new = world.succeed(old, IVAN, how=how)
        assert world.get(old).state is State.ACCEPTED
        world.clock.advance(hours=1)
        world.vote(new, IVAN)
        assert (world.get(old).state, world.get(old).state_by) == (state, IVAN)
        successor = world.get(old).successor
        assert successor
        assert successor.id == new
        assert [event.why for event in world.events(old)] == [None, "DEC-2"]

    def test_leaves_the_old_one_alone_when_the_new_one_is_rejected(self, world: World) -> None:
        old = world.propose()
        new = world.succeed(old, IVAN)
        world.vote(new, IVAN, Vote.REJECT)
        assert world.get(old).state is State.ACCEPTED
        assert world.get(old).successor is None
        world.succeed(old)
        assert world.get(old).state is State.SUPERSEDED

    def test_changes_no_word_of_the_old_one(self, sqlite_world: World) -> None:
        old = sqlite_world.propose()
        new = sqlite_world.propose(
            title="Otherwise", what="All new", follows_id=old, follows_as=Succession.AMEND
        )
        before = sqlite_world.get(old)
        assert (before.title, before.what) == ("We move the newsletter", "From March on")
        assert sqlite_world.get(new).title == "Otherwise"

    def test_is_refused_while_another_one_is_proposed(self, world: World) -> None:
        old = world.propose()
        world.succeed(old, IVAN)
        with pytest.raises(TooLate, match="DEC-2 is proposed"):
            world.succeed(old)

    def test_is_refused_of_what_does_not_hold(self, sqlite_world: World) -> None:
        old = sqlite_world.propose(IVAN)
        with pytest.raises(TooLate):
            sqlite_world.succeed(old)

    def test_is_refused_to_others(self, sqlite_world: World) -> None:
        old = sqlite_world.propose()
        with pytest.raises(NotTheirs):
            sqlite_world.propose(by=ANA, follows_id=old, follows_as=Succession.REVERSE)

    def test_makes_a_chain_whose_end_holds(self, sqlite_world: World) -> None:
        ids = [sqlite_world.propose()]
        for _ in range(3):
            ids.append(sqlite_world.succeed(ids[-1]))
        states = [sqlite_world.get(each).state for each in ids]
        assert states == [State.SUPERSEDED] * 3 + [State.ACCEPTED]
        assert all(new > old for old, new in pairwise(ids))
