"""The rules of escalations: as tables, and as promises that hold for every history."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.escalations import rules
from bot.escalations.rules import Level, Move, State, Urgency
from bot.permissions import ANY, Role

steady = settings(derandomize=True, deadline=None)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LADDER = [Level.LEADS, Level.BOTH_LEADS, Level.SPONSORS]
ALLOWED = {
    (Move.ACKNOWLEDGE, State.OPEN): State.ACKNOWLEDGED,
    (Move.ANSWER, State.OPEN): State.ANSWERED,
    (Move.ANSWER, State.ACKNOWLEDGED): State.ANSWERED,
    (Move.ACCEPT, State.ANSWERED): State.ACCEPTED,
    (Move.REOPEN, State.ANSWERED): State.OPEN,
    (Move.ADVANCE, State.OPEN): State.OPEN,
    (Move.RELEASE, State.ACKNOWLEDGED): State.OPEN,
}
MOVES = [move for move in Move if move is not Move.RAISE]
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30))
people = st.lists(st.sampled_from(["U1", "U2", "U3", "U4", "U5"]), max_size=5)


class TestAfter:
    @pytest.mark.parametrize("state", State)
    @pytest.mark.parametrize("move", MOVES)
    def test_allows_what_the_table_says_and_nothing_else(self, move: Move, state: State) -> None:
        assert rules.after(move, state) is ALLOWED.get((move, state))

    @steady
    @given(st.lists(st.sampled_from(MOVES)))
    def test_never_leaves_accepted(self, moves: list[Move]) -> None:
        state, closed = State.OPEN, False
        for move in moves:
            state = rules.after(move, state) or state
            closed = closed or state is State.ACCEPTED
            assert not closed or state is State.ACCEPTED

    @steady
    @given(st.lists(st.sampled_from(MOVES)))
    def test_always_leaves_a_way_to_the_end(self, moves: list[Move]) -> None:
        state = State.OPEN
        for move in moves:
            state = rules.after(move, state) or state
        for move in (Move.ANSWER, Move.ACCEPT):
            state = rules.after(move, state) or state
        assert state is State.ACCEPTED


class TestPermissions:
    def test_let_anybody_help_and_the_raiser_judge(self) -> None:
        helping, judging = {Role.COLLEAGUE}, {Role.OWNER}
        assert {row: dict(states) for row, states in rules.PERMISSIONS.items()} == {
            "escalations.raise": {ANY: helping},
            "escalations.acknowledge": {State.OPEN: helping},
            "escalations.answer": {State.OPEN: helping, State.ACKNOWLEDGED: helping},
            "escalations.accept": {State.ANSWERED: judging},
            "escalations.reopen": {State.ANSWERED: judging},
            "escalations.open": dict.fromkeys(
                State, frozenset({Role.OWNER, Role.MEMBER, Role.LEAD, Role.SPONSOR})
            ),
        }


class TestIsEverTheirs:
    @pytest.mark.parametrize("move", [Move.ACCEPT, Move.REOPEN])
    def test_is_for_the_raiser_alone_where_an_answer_is_judged(self, move: Move) -> None:
        assert rules.is_ever_theirs(move, {Role.COLLEAGUE, Role.OWNER})
        assert not rules.is_ever_theirs(move, set(Role) - {Role.OWNER})

    @pytest.mark.parametrize("move", [Move.ACKNOWLEDGE, Move.ANSWER])
    def test_is_for_everybody_where_help_is_wanted(self, move: Move) -> None:
        assert rules.is_ever_theirs(move, {Role.COLLEAGUE})


class TestTimeToTake:
    @pytest.mark.parametrize("level", [Level.LEADS, Level.BOTH_LEADS])
    @pytest.mark.parametrize(
        ("urgency", "allowed"),
        [
            (Urgency.HIGH, timedelta(minutes=30)),
            (Urgency.NORMAL, timedelta(hours=4)),
            (Urgency.LOW, timedelta(days=1)),
        ],
    )
    def test_is_the_urgencys_for_leads(
        self, urgency: Urgency, level: Level, allowed: timedelta
    ) -> None:
        assert rules.time_to_take(urgency, level) == allowed

    @pytest.mark.parametrize("urgency", Urgency)
    def test_is_a_day_for_sponsors(self, urgency: Urgency) -> None:
        assert rules.time_to_take(urgency, Level.SPONSORS) == timedelta(days=1)


class TestNextLevel:
    @pytest.mark.parametrize(
        ("level", "expected"),
        [
            (Level.LEADS, Level.BOTH_LEADS),
            (Level.BOTH_LEADS, Level.SPONSORS),
            (Level.SPONSORS, Level.SPONSORS),
        ],
    )
    def test_goes_up_one_step(self, level: Level, expected: Level) -> None:
        assert rules.next_level(level) is expected

    @steady
    @given(st.sampled_from(LADDER), st.integers(min_value=0, max_value=20))
    def test_never_goes_down(self, level: Level, times: int) -> None:
        for _time in range(times):
            higher = rules.next_level(level)
            assert LADDER.index(higher) >= LADDER.index(level)
            level = higher


class TestAsked:
    @pytest.mark.parametrize(
        ("level", "expected"),
        [
            (Level.LEADS, ["U1", "U2"]),
            (Level.BOTH_LEADS, ["U1", "U2", "U3"]),
            (Level.SPONSORS, ["U4"]),
        ],
    )
    def test_is_those_of_the_level(self, level: Level, expected: list[str]) -> None:
        asked = rules.asked(
            level, leads=["U1", "U2"], other_leads=["U2", "U3"], sponsors=["U4", "U4"]
        )
        assert asked == expected

    @steady
    @given(st.sampled_from(Level), people, people, people)
    def test_names_nobody_twice_and_no_stranger(
        self, level: Level, leads: list[str], other_leads: list[str], sponsors: list[str]
    ) -> None:
        asked = rules.asked(level, leads=leads, other_leads=other_leads, sponsors=sponsors)
        assert len(asked) == len(set(asked))
        assert set(asked) <= {*leads, *other_leads, *sponsors}


class TestAskedDirectly:
    def test_leaves_out_who_sees_it_anyway(self) -> None:
        asked = ["U_LEAD", "U_OTHER", "U_RAISER", "U_SPONSOR"]
        directly = rules.asked_directly(asked, leads=["U_LEAD"], raiser="U_RAISER")
        assert directly == ["U_OTHER", "U_SPONSOR"]


class TestDueAfterDelivery:
    @pytest.mark.parametrize(
        ("late_by", "expected"),
        [
            (timedelta(0), timedelta(minutes=30)),
            (timedelta(seconds=5), timedelta(minutes=30)),
            (timedelta(minutes=1), timedelta(minutes=30)),
            (timedelta(minutes=1, seconds=1), timedelta(minutes=31, seconds=1)),
            (timedelta(hours=2), timedelta(hours=2, minutes=30)),
        ],
    )
    def test_counts_anew_from_a_late_delivery(
        self, late_by: timedelta, expected: timedelta
    ) -> None:
        due = rules.due_after_delivery(
            NOON + timedelta(minutes=30),
            allowed=timedelta(minutes=30),
            delivered_at=NOON + late_by,
        )
        assert due == NOON + expected

    @steady
    @given(allowed=spans, late_by=spans)
    def test_leaves_the_people_asked_their_time_to_a_minute(
        self, allowed: timedelta, late_by: timedelta
    ) -> None:
        delivered_at = NOON + late_by
        due = rules.due_after_delivery(NOON + allowed, allowed=allowed, delivered_at=delivered_at)
        assert due - delivered_at >= allowed - rules.DELIVERED_LATE

    @steady
    @given(allowed=spans, late_by=spans)
    def test_is_the_same_when_asked_again(self, allowed: timedelta, late_by: timedelta) -> None:
        once = rules.due_after_delivery(
            NOON + allowed, allowed=allowed, delivered_at=NOON + late_by
        )
        again = rules.due_after_delivery(once, allowed=allowed, delivered_at=NOON + late_by)
        assert again == once


class TestStandIns:
    @pytest.mark.parametrize(
        ("asked", "stand_in_of", "found"),
        [
            (["U1", "U2"], {}, {}),
            (["U1", "U2"], {"U1": "U3"}, {"U3": "U1"}),
            (["U1", "U2"], {"U1": "U3", "U2": "U3"}, {"U3": "U1"}),
            (["U1", "U2"], {"U1": "U2"}, {}),
            (["U1"], {"U1": "U9"}, {}),
            (["U1"], {"U4": "U3"}, {}),
        ],
    )
    def test_are_those_who_are_not_asked_anyway(
        self, asked: list[str], stand_in_of: dict[str, str], found: dict[str, str]
    ) -> None:
        assert rules.stand_ins(asked, stand_in_of, raiser="U9") == found
