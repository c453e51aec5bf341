"""Votes: only those decide who are asked, the last one decides, and late is late."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from bot.decisions import queries
from bot.decisions.models import Decision
from bot.decisions.operations import changing, ending, voting
from bot.decisions.operations.checking import CannotMove, NotTheirs
from bot.decisions.operations.recording import recording
from bot.decisions.operations.voting import AlreadyVoted
from bot.decisions.rules import Move, Part, State, Vote
from bot.errors import InvalidInput, NotFound
from tests.decisions.world import ANA, BO, IVAN, MAYA, SOFIA, World

REJECT = partial(voting.vote, vote=Vote.REJECT, because="Too dear")


class TestVote:
    def test_of_the_last_one_decides_at_once(self, world: World) -> None:
        decision_id = world.propose(IVAN, BO)
        assert world.vote(decision_id, IVAN) is State.PROPOSED
        world.clock.advance(hours=1)
        assert world.vote(decision_id, BO) is State.ACCEPTED
        decision = world.get(decision_id)
        assert (decision.accepted_by, decision.accepted_at) == (BO, world.clock())

    def test_that_rejects_keeps_the_reason(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN)
        sqlite_world.vote(decision_id, IVAN, Vote.REJECT)
        decision = sqlite_world.get(decision_id)
        assert (decision.state, decision.state_because) == (State.REJECTED, "Too dear")

    def test_may_be_changed_while_it_is_open(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN, BO, needed=1)
        sqlite_world.vote(decision_id, IVAN, Vote.REJECT)
        assert sqlite_world.vote(decision_id, IVAN) is State.ACCEPTED

    def test_is_refused_the_second_time(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN, BO)
        sqlite_world.vote(decision_id, IVAN)
        with pytest.raises(AlreadyVoted):
            sqlite_world.vote(decision_id, IVAN)
        assert len(sqlite_world.events(decision_id)) == 2

    @pytest.mark.parametrize("vote", Vote)
    @pytest.mark.parametrize("who", [MAYA, ANA, BO, SOFIA, "U0NOBODY"])
    def test_is_refused_to_who_is_no_approver(
        self, sqlite_world: World, who: str, vote: Vote
    ) -> None:
        """Not the driver either, nor the leads and sponsors, nor who is informed of it."""
        decision_id = sqlite_world.propose(IVAN, contributors=[BO], informed=[ANA])
        with pytest.raises(NotTheirs):
            sqlite_world.vote(decision_id, who, vote)
        assert len(sqlite_world.events(decision_id)) == 1

    def test_is_refused_to_an_approver_who_was_taken_out(self, world: World) -> None:
        decision_id = world.propose(IVAN, BO)
        world.vote(decision_id, IVAN)
        change(world, decision_id, BO, ANA)
        with pytest.raises(NotTheirs):
            world.vote(decision_id, IVAN, Vote.REJECT)
        assert world.vote(decision_id, BO) is State.PROPOSED

    def test_is_refused_in_another_workspace(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN)
        with sqlite_world.transaction() as session, pytest.raises(NotFound):
            voting.vote(
                session,
                sqlite_world.workspace_id + 1,
                decision_id,
                vote=Vote.APPROVE,
                by=IVAN,
                now=sqlite_world.clock(),
            )


class TestDelegate:
    def test_lets_somebody_decide_until_its_end(self, world: World) -> None:
        decision_id = world.propose(IVAN)
        delegate(world, decision_id, BO, hours=2)
        world.clock.advance(hours=1, minutes=59)
        assert world.vote(decision_id, BO) is State.ACCEPTED
        (seat,) = world.get(decision_id).in_part(Part.APPROVER)
        assert (seat.user_id, seat.voted_by) == (IVAN, BO)

    def test_ends_to_the_second(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN)
        delegate(sqlite_world, decision_id, BO, hours=2)
        sqlite_world.clock.advance(hours=2)
        with pytest.raises(NotTheirs):
            sqlite_world.vote(decision_id, BO)
        assert sqlite_world.vote(decision_id, IVAN) is State.ACCEPTED

    def test_is_no_second_vote_for_who_has_one(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN, BO)
        delegate(sqlite_world, decision_id, BO, hours=2)
        assert sqlite_world.vote(decision_id, BO) is State.PROPOSED
        with pytest.raises(AlreadyVoted):  # a double click is one
            sqlite_world.vote(decision_id, BO)
        sqlite_world.clock.advance(seconds=3)
        assert sqlite_world.vote(decision_id, BO) is State.ACCEPTED

    @pytest.mark.parametrize(
        ("to", "hours", "field"),
        [(IVAN, 1, "to"), (MAYA, 1, "to"), ("U0GONE00009", 1, "to"), (BO, 0, "until")],
    )
    def test_refuses_who_may_not(
        self, sqlite_world: World, to: str, hours: int, field: str
    ) -> None:
        sqlite_world.leave("U0GONE00009")
        decision_id = sqlite_world.propose(IVAN)
        with pytest.raises(InvalidInput) as refused:
            delegate(sqlite_world, decision_id, to, hours=hours)
        assert refused.value.field == field

    def test_is_not_passed_on(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN)
        delegate(sqlite_world, decision_id, BO, hours=2)
        with pytest.raises(InvalidInput, match="stand in for somebody"):
            delegate(sqlite_world, decision_id, ANA, hours=2, by=BO)


class TestChangePeople:
    def test_counts_the_votes_of_those_who_are_left(self, world: World) -> None:
        decision_id = world.propose(IVAN, BO)
        world.vote(decision_id, IVAN)
        assert change(world, decision_id, IVAN).state is State.ACCEPTED

    def test_forgets_the_vote_of_who_comes_back(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN, BO)
        sqlite_world.vote(decision_id, IVAN)
        change(sqlite_world, decision_id, BO)
        change(sqlite_world, decision_id, BO, IVAN)
        assert sqlite_world.vote(decision_id, BO) is State.PROPOSED

    def test_never_leaves_it_to_nobody(self, sqlite_world: World) -> None:
        decision_id = sqlite_world.propose(IVAN)
        with pytest.raises(InvalidInput, match="Somebody has to approve it"):
            change(sqlite_world, decision_id)


class TestAcknowledge:
    def test_is_noted_once(self, world: World) -> None:
        decision_id = world.propose(informed=[ANA])
        for _ in range(2):
            world.move(ending.acknowledge, decision_id, ANA)
        (mine,) = world.get(decision_id).in_part(Part.INFORMED)
        assert mine.acknowledged_at == world.clock()
        moves = [event.move for event in world.events(decision_id)]
        assert moves == [Move.RECORD, Move.ACKNOWLEDGE]


OPERATIONS: dict[Move, tuple[Callable[..., Decision], str, dict[str, Any]]] = {
    Move.APPROVE: (voting.vote, IVAN, {"vote": Vote.APPROVE}),
    Move.REJECT: (REJECT, IVAN, {}),
    Move.ABSTAIN: (voting.vote, IVAN, {"vote": Vote.ABSTAIN}),
    Move.ASK: (voting.ask, ANA, {"question": "Who pays?"}),
    Move.DELEGATE: (voting.delegate, IVAN, {"to": BO, "until": None}),
    Move.CHANGE_PEOPLE: (
        changing.change_people,
        MAYA,
        {"approvers": [IVAN], "needed": None, "contributors": [], "informed": []},
    ),
    Move.WITHDRAW: (ending.withdraw, MAYA, {"why": None}),
    Move.ACKNOWLEDGE: (ending.acknowledge, ANA, {}),
}
FITS = {move: State.PROPOSED for move in OPERATIONS} | {Move.ACKNOWLEDGE: State.ACCEPTED}


class TestEveryMove:
    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("move", OPERATIONS)
    def test_is_refused_in_every_other_state(
        self, sqlite_world: World, move: Move, state: State
    ) -> None:
        if FITS[move] is state:
            return
        world = sqlite_world
        decision_id = in_state(world, state)
        before = len(world.events(decision_id))
        operation, by, more = OPERATIONS[move]
        if "until" in more:
            more = more | {"until": world.clock() + timedelta(days=1)}
        with pytest.raises(CannotMove):
            world.move(operation, decision_id, by, **more)
        assert world.get(decision_id).state is state
        assert len(world.events(decision_id)) == before


def in_state(world: World, state: State) -> int:
    """Return a decision of Ivan's approval that has come to a state, Ana informed."""
    decision_id = world.propose(IVAN, informed=[ANA])
    if state is State.REJECTED:
        world.vote(decision_id, IVAN, Vote.REJECT)
    elif state is State.WITHDRAWN:
        world.move(ending.withdraw, decision_id, MAYA, why=None)
    elif state is State.EXPIRED:
        world.move(_expire, decision_id, MAYA)
    elif state is not State.PROPOSED:
        world.vote(decision_id, IVAN)
    if state in {State.SUPERSEDED, State.REVERSED}:
        world.succeed(decision_id, how="reverse" if state is State.REVERSED else "amend")
    return decision_id


def _expire(session: Any, workspace_id: int, decision_id: int, *, by: str, now: Any) -> Decision:
    decision = queries.get_decision(session, workspace_id=workspace_id, decision_id=decision_id)
    with recording(session, Move.EXPIRE, decision, by=None, at=now):
        pass
    return decision


def delegate(world: World, decision_id: int, to: str, *, hours: int, by: str = IVAN) -> Decision:
    until = world.clock() + timedelta(hours=hours)
    return world.move(voting.delegate, decision_id, by, to=to, until=until)


def change(world: World, decision_id: int, *approvers: str) -> Decision:
    return world.move(
        changing.change_people,
        decision_id,
        MAYA,
        approvers=approvers,
        needed=None,
        contributors=[],
        informed=[],
    )
