"""When sponsors and leads are told, what crosses teams, and who is spoken of once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wins.rules import Rhythm
from bot.wins.rules.rounds import crosses, newly_unthanked, next_begin, this_begin
from bot.wins.rules.times import COVERED_FOR

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEAMS_OF = {"ANA": {1}, "IVAN": {2}, "SOFIA": {1, 2}}


class TestNextBegin:
    @pytest.mark.parametrize(
        ("today", "rhythm", "first"),
        [
            (date(2026, 11, 23), Rhythm.WEEKLY, date(2026, 11, 30)),
            (date(2026, 11, 29), Rhythm.WEEKLY, date(2026, 11, 30)),
            (date(2026, 11, 1), Rhythm.MONTHLY, date(2026, 12, 1)),
            (date(2026, 12, 31), Rhythm.MONTHLY, date(2027, 1, 1)),
            (date(2026, 12, 31), Rhythm.NEVER, date(2027, 1, 1)),
        ],
    )
    def test_is_the_first_day_of_the_next(self, today: date, rhythm: Rhythm, first: date) -> None:
        assert next_begin(today, rhythm) == first

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(Rhythm))
    def test_is_later_and_within_a_period(self, today: date, rhythm: Rhythm) -> None:
        first = next_begin(today, rhythm)
        assert today < first <= today + timedelta(days=7 if rhythm is Rhythm.WEEKLY else 31)
        assert first.weekday() == 0 if rhythm is Rhythm.WEEKLY else first.day == 1

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(Rhythm))
    def test_comes_after_the_one_that_a_day_is_in(self, today: date, rhythm: Rhythm) -> None:
        this = this_begin(today, rhythm)
        assert this <= today
        assert next_begin(this, rhythm) == next_begin(today, rhythm)
        assert this_begin(next_begin(today, rhythm), rhythm) == next_begin(today, rhythm)


class TestCrosses:
    @pytest.mark.parametrize(
        ("people", "expected"),
        [
            ({"ANA"}, False),
            ({"ANA", "IVAN"}, True),
            ({"IVAN"}, True),
            ({"SOFIA"}, False),
            ({"NOBODYS"}, False),
        ],
    )
    def test_asks_whether_somebody_is_of_another_team(
        self, people: set[str], expected: bool
    ) -> None:
        assert crosses(1, TEAMS_OF, people) is expected


class TestNewlyUnthanked:
    @given(
        st.dictionaries(st.text("ABC", min_size=1), st.timedeltas(timedelta(0), timedelta(200))),
        st.lists(st.timedeltas(timedelta(hours=1), timedelta(20)), min_size=1, max_size=20),
    )
    def test_speaks_of_each_once_in_whatever_rounds(
        self, ages: dict[str, timedelta], rounds: list[timedelta]
    ) -> None:
        since = {user_id: NOW - age for user_id, age in ages.items()}
        begun = now = NOW - timedelta(days=250)
        spoken_of: list[str] = []
        for step in rounds:
            spoken_of += newly_unthanked(since, now, now + step)
            now += step
        expected = {each for each, at in since.items() if begun <= at + COVERED_FOR < now}
        assert len(spoken_of) == len(set(spoken_of))
        assert set(spoken_of) == expected
