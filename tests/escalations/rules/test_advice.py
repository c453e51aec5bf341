"""What three answers come to."""

import pytest

from bot.escalations.rules import DEFAULT, Ladder, Level, Urgency, Who, advice
from bot.escalations.rules.advice import Call, Needed

ALL = Ladder(())
SPONSORS_FIRST = Ladder((Level((Who.SPONSORS,), (), {}), *DEFAULT.levels))


class TestUrgency:
    @pytest.mark.parametrize(
        ("is_blocked", "needed", "expected"),
        [
            (True, Needed.TODAY, Urgency.HIGH),
            (True, Needed.THIS_WEEK, Urgency.NORMAL),
            (True, Needed.LATER, Urgency.NORMAL),
            (False, Needed.TODAY, Urgency.NORMAL),
            (False, Needed.THIS_WEEK, Urgency.NORMAL),
            (False, Needed.LATER, Urgency.LOW),
        ],
    )
    def test_is_high_only_where_somebody_is_blocked_today(
        self, is_blocked: bool, needed: Needed, expected: Urgency
    ) -> None:
        assert advice.urgency(is_blocked=is_blocked, needed=needed) is expected


class TestStart:
    @pytest.mark.parametrize(
        ("ladder", "call", "expected"),
        [
            (DEFAULT, Call.TEAM, 0),
            (DEFAULT, Call.LEADS, 1),
            (DEFAULT, Call.SPONSORS, 2),
            (ALL, Call.TEAM, 0),
            (ALL, Call.LEADS, 0),
            (ALL, Call.SPONSORS, 0),
            (SPONSORS_FIRST, Call.SPONSORS, 0),
            (SPONSORS_FIRST, Call.LEADS, 2),
        ],
    )
    def test_is_the_first_level_that_has_those_whose_call_it_is(
        self, ladder: Ladder, call: Call, expected: int
    ) -> None:
        assert advice.start(ladder, call) == expected
