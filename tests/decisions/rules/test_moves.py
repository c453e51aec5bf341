"""Every move in every state: what is in the table is allowed, and nothing else."""

import pytest

from bot.decisions import rules
from bot.decisions.rules import ENDS, PERMISSIONS, Move, State, Succession
from bot.permissions import Role

P, A = State.PROPOSED, State.ACCEPTED
LEGAL = {
    (Move.APPROVE, P): P,
    (Move.REJECT, P): P,
    (Move.ABSTAIN, P): P,
    (Move.ASK, P): P,
    (Move.DELEGATE, P): P,
    (Move.CHANGE_PEOPLE, P): P,
    (Move.WITHDRAW, P): State.WITHDRAWN,
    (Move.ACKNOWLEDGE, A): A,
    (Move.KEEP, A): A,
    (Move.REPLACE, A): State.SUPERSEDED,
    (Move.REVERSE, A): State.REVERSED,
    (Move.REMIND, P): P,
    (Move.REMIND, A): A,
    (Move.EXPIRE, P): State.EXPIRED,
    (Move.INHERIT, P): P,
    (Move.INHERIT, A): A,
}
MOVES = [move for move in Move if move not in {Move.PROPOSE, Move.RECORD}]


class TestAfter:
    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("move", MOVES)
    def test_allows_what_is_legal_and_nothing_else(self, move: Move, state: State) -> None:
        assert rules.after(move, state) is LEGAL.get((move, state))


class TestIsEverTheirs:
    @pytest.mark.parametrize("move", [Move.APPROVE, Move.REJECT, Move.ABSTAIN, Move.DELEGATE])
    def test_lets_only_approvers_decide(self, move: Move) -> None:
        others = set(Role) - {Role.MEMBER}
        assert not rules.is_ever_theirs(move, others)
        assert rules.is_ever_theirs(move, {Role.MEMBER})


class TestPermissions:
    @pytest.mark.parametrize("move", [Move.REPLACE, Move.REVERSE, Move.EXPIRE, Move.REMIND])
    def test_leave_out_what_the_clock_and_others_do(self, move: Move) -> None:
        assert rules.action(move) not in PERMISSIONS


class TestEnds:
    def test_say_what_becomes_of_a_decision_that_is_followed(self) -> None:
        assert set(ENDS) == set(Succession)
