"""What votes come to: nobody who is not asked decides, and no order of votes matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.rules import State, Vote
from bot.decisions.rules.votes import Quorum, Seat, is_hopeless, outcome

YES, NO, OUT = Vote.APPROVE, Vote.REJECT, Vote.ABSTAIN
MARKETING, IT = 1, 2

seats = st.lists(
    st.builds(
        Seat,
        team_id=st.sampled_from([None, MARKETING, IT]),
        vote=st.sampled_from([None, YES, NO, OUT]),
    ),
    max_size=6,
)
quorums = st.builds(
    Quorum,
    needed=st.none() | st.integers(1, 6),
    teams=st.sampled_from([(), (MARKETING, IT)]),
    driver_team=st.just(MARKETING),
)


def cast(*votes: Vote | None) -> list[Seat]:
    return [Seat(vote=vote) for vote in votes]


class TestOutcome:
    @pytest.mark.parametrize(
        ("votes", "needed", "state"),
        [
            ((), None, State.PROPOSED),
            ((), 1, State.PROPOSED),
            ((None,), None, State.PROPOSED),
            ((YES,), None, State.ACCEPTED),
            ((YES, None), None, State.PROPOSED),
            ((YES, None), 1, State.ACCEPTED),
            ((YES, OUT), None, State.ACCEPTED),
            ((OUT, OUT), None, State.PROPOSED),
            ((YES, NO), None, State.REJECTED),
            ((NO, None), None, State.REJECTED),
            ((NO, None), 1, State.PROPOSED),
            ((NO, NO), 1, State.REJECTED),
            ((NO, OUT), 1, State.REJECTED),
            ((YES, YES, NO), 2, State.ACCEPTED),
            ((YES, NO, NO), 2, State.REJECTED),
            ((YES, OUT, OUT), 2, State.PROPOSED),
        ],
    )
    def test_counts(self, votes: tuple[Vote | None, ...], needed: int | None, state: State) -> None:
        assert outcome(cast(*votes), Quorum(needed)) is state

    @pytest.mark.parametrize(
        ("votes", "state"),
        [
            ([Seat(MARKETING, YES), Seat(IT)], State.PROPOSED),
            ([Seat(MARKETING), Seat(IT, YES)], State.ACCEPTED),
            ([Seat(MARKETING, YES), Seat(IT, NO)], State.REJECTED),
            ([Seat(None, YES), Seat(IT, OUT)], State.PROPOSED),
        ],
    )
    def test_needs_somebody_of_each_team_of_a_joint_one(
        self, votes: list[Seat], state: State
    ) -> None:
        assert outcome(votes, Quorum(1, (MARKETING, IT), MARKETING)) is state

    @given(seats, quorums, st.permutations(range(6)))
    def test_asks_for_no_order(self, votes: list[Seat], quorum: Quorum, order: list[int]) -> None:
        shuffled = [votes[place] for place in order if place < len(votes)]
        assert outcome(shuffled, quorum) is outcome(votes, quorum)

    @given(seats, quorums)
    def test_accepts_nothing_without_an_approval_and_rejects_nothing_without_a_no(
        self, votes: list[Seat], quorum: Quorum
    ) -> None:
        said = {seat.vote for seat in votes}
        state = outcome(votes, quorum)
        assert state is not State.ACCEPTED or YES in said
        assert state is not State.REJECTED or NO in said

    @given(seats, quorums)
    def test_accepts_only_with_as_many_as_it_needs(self, votes: list[Seat], quorum: Quorum) -> None:
        approved = [seat for seat in votes if seat.vote is YES]
        if outcome(votes, quorum) is State.ACCEPTED:
            assert len(approved) >= (quorum.needed or 1)
            teams = {seat.team_id for seat in approved} | {quorum.driver_team}
            assert set(quorum.teams) <= teams
            if quorum.needed is None:
                assert {seat.vote for seat in votes} <= {YES, OUT}


class TestIsHopeless:
    @given(seats, quorums, st.lists(st.sampled_from([YES, NO, OUT]), min_size=6, max_size=6))
    def test_says_that_nothing_that_comes_could_accept_it(
        self, votes: list[Seat], quorum: Quorum, to_come: list[Vote]
    ) -> None:
        final = [
            Seat(seat.team_id, seat.vote or later)
            for seat, later in zip(votes, to_come, strict=False)
        ]
        if is_hopeless(votes, quorum):
            assert outcome(final, quorum) is not State.ACCEPTED

    @given(seats, quorums)
    def test_is_true_of_what_was_rejected_and_of_nothing_accepted(
        self, votes: list[Seat], quorum: Quorum
    ) -> None:
        state = outcome(votes, quorum)
        if state is not State.PROPOSED:
            assert is_hopeless(votes, quorum) is (state is State.REJECTED)
