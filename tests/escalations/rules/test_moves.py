"""What can happen to an escalation: as tables, and as promises that hold for every history."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.escalations import rules
from bot.escalations.rules import ENDED, OWNED, UNFINISHED, Move, State
from bot.permissions import ANY, Role

steady = settings(derandomize=True)

ACTIVE = (State.OPEN, *OWNED)
ALLOWED: dict[Move, dict[State, State]] = {
    Move.JOIN: {state: state for state in UNFINISHED},
    Move.ACKNOWLEDGE: {State.OPEN: State.ACKNOWLEDGED},
    Move.PROMISE: dict.fromkeys([State.ACKNOWLEDGED, State.SNOOZED], State.ACKNOWLEDGED),
    Move.HAND_OVER: dict.fromkeys(ACTIVE, State.ACKNOWLEDGED),
    Move.REDIRECT: dict.fromkeys(ACTIVE, State.OPEN),
    Move.SNOOZE: dict.fromkeys([State.ACKNOWLEDGED, State.SNOOZED], State.SNOOZED),
    Move.ASK_BACK: dict.fromkeys([State.ACKNOWLEDGED, State.SNOOZED], State.ASKED_BACK),
    Move.REPLY: {State.ASKED_BACK: State.ACKNOWLEDGED},
    Move.ANSWER: dict.fromkeys(ACTIVE, State.ANSWERED),
    Move.ACCEPT: {State.ANSWERED: State.ACCEPTED},
    Move.REOPEN: {State.ANSWERED: State.OPEN},
    Move.WITHDRAW: dict.fromkeys(UNFINISHED, State.WITHDRAWN),
    Move.JUMP: dict.fromkeys(ACTIVE, State.OPEN),
    Move.CHANGE_LADDER: {state: state for state in UNFINISHED},
    Move.ADVANCE: dict.fromkeys([State.OPEN, State.ACKNOWLEDGED], State.OPEN),
    Move.REMIND: {state: state for state in (State.ACKNOWLEDGED, State.ASKED_BACK, State.ANSWERED)},
    Move.POSTPONE: {state: state for state in UNFINISHED},
    Move.WAKE: {State.SNOOZED: State.ACKNOWLEDGED},
    Move.RELEASE: dict.fromkeys((State.OPEN, *OWNED), State.OPEN),
    Move.INHERIT: {state: state for state in UNFINISHED},
}
MOVES = [move for move in Move if move is not Move.RAISE]
BY_THE_CLOCK = {
    *(Move.ADVANCE, Move.REMIND, Move.POSTPONE, Move.WAKE, Move.RELEASE, Move.INHERIT),
    Move.CHANGE_LADDER,
}


def reached(moves: list[Move]) -> State:
    """Return where these moves lead, as far as each is allowed."""
    state = State.OPEN
    for move in moves:
        state = rules.after(move, state) or state
    return state


class TestAfter:
    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("move", MOVES)
    def test_allows_what_the_table_says_and_nothing_else(self, move: Move, state: State) -> None:
        assert rules.after(move, state) is ALLOWED[move].get(state)

    @pytest.mark.parametrize("ended", sorted(ENDED))
    @pytest.mark.parametrize("move", MOVES)
    def test_never_leaves_an_end(self, move: Move, ended: State) -> None:
        assert rules.after(move, ended) is None

    @steady
    @given(st.lists(st.sampled_from(MOVES)))
    def test_always_leaves_a_way_to_an_answer_that_is_accepted(self, moves: list[Move]) -> None:
        state = reached(moves)
        for move in (Move.ANSWER, Move.ACCEPT):
            state = rules.after(move, state) or state
        assert state in ENDED

    @pytest.mark.parametrize("state", State)
    def test_reaches_every_state(self, state: State) -> None:
        ways = [[]] + [[one, other] for one in MOVES for other in MOVES]
        longer = [[*way, last] for way in ways for last in MOVES]
        assert any(reached(way) is state for way in [*ways, *longer])

    @pytest.mark.parametrize("state", UNFINISHED)
    def test_lets_the_clock_act_on_whatever_is_not_finished(self, state: State) -> None:
        pressing = BY_THE_CLOCK - {Move.POSTPONE, Move.INHERIT, Move.CHANGE_LADDER}
        assert {move for move in pressing if rules.after(move, state)}


class TestPermissions:
    def test_say_who_may_do_what(self) -> None:
        anybody, asker, owner = {Role.COLLEAGUE}, {Role.OWNER}, {Role.MEMBER}
        giving = {Role.MEMBER, Role.LEAD, Role.SPONSOR}
        whose = {
            Move.JOIN: anybody,
            Move.ACKNOWLEDGE: anybody,
            Move.PROMISE: owner,
            Move.HAND_OVER: giving,
            Move.REDIRECT: giving,
            Move.SNOOZE: owner,
            Move.ASK_BACK: owner,
            Move.REPLY: asker,
            Move.ANSWER: anybody,
            Move.ACCEPT: asker,
            Move.REOPEN: asker,
            Move.WITHDRAW: asker,
            Move.JUMP: {*giving, Role.OWNER},
        }
        concerned = {Role.OWNER, Role.MEMBER, Role.FOLLOWER, Role.LEAD, Role.SPONSOR}
        assert {row: dict(states) for row, states in rules.PERMISSIONS.items()} == {
            "escalations.raise": {ANY: anybody},
            "escalations.open": dict.fromkeys(State, concerned),
            "escalations.follow": dict.fromkeys(State, anybody),
            "escalations.change_ladder": {ANY: {Role.LEAD, Role.SPONSOR}},
            **{
                f"escalations.{move}": dict.fromkeys(ALLOWED[move], roles)
                for move, roles in whose.items()
            },
        }

    def test_let_nobody_do_what_the_clock_does(self) -> None:
        assert not {rules.action(move) for move in BY_THE_CLOCK - {Move.CHANGE_LADDER}} & set(
            rules.PERMISSIONS
        )


class TestIsEverTheirs:
    @pytest.mark.parametrize("move", [Move.ACCEPT, Move.REOPEN, Move.WITHDRAW, Move.REPLY])
    def test_is_for_the_asker_alone_where_they_decide(self, move: Move) -> None:
        assert rules.is_ever_theirs(move, {Role.COLLEAGUE, Role.OWNER})
        assert not rules.is_ever_theirs(move, set(Role) - {Role.OWNER})

    @pytest.mark.parametrize("move", [Move.ACKNOWLEDGE, Move.ANSWER, Move.JOIN])
    def test_is_for_everybody_where_help_is_wanted(self, move: Move) -> None:
        assert rules.is_ever_theirs(move, {Role.COLLEAGUE})

    @pytest.mark.parametrize("move", [move for move in MOVES if move not in BY_THE_CLOCK])
    def test_is_for_nobody_to_whom_it_is_private(self, move: Move) -> None:
        assert not rules.is_ever_theirs(move, set())
