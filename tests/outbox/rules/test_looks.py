"""What it means that a message was not there when somebody looked."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.rules import looks
from bot.outbox.rules.looks import Patience, Verdict
from tests.clock import MONDAY_MORNING as NOW

often = settings(derandomize=True)
USUAL = Patience()
AGES = st.integers(0, 600)


def verdict(
    absent: float | None, attempted: float, expires: float = 60, patience: Patience = USUAL
) -> Verdict:
    """Return the verdict for spans in seconds: ages of the first absence and the last attempt."""
    return patience.verdict(
        absent_at=None if absent is None else NOW - timedelta(seconds=absent),
        attempted_at=NOW - timedelta(seconds=attempted),
        expires_at=NOW + timedelta(seconds=expires),
        now=NOW,
    )


class TestVerdict:
    @pytest.mark.parametrize(
        ("absent", "attempted", "expires", "expected"),
        [
            (None, 3600, 60, Verdict.WAIT),  # the first look
            (None, 3600, -60, Verdict.WAIT),
            (0, 3600, 60, Verdict.WAIT),
            (29.9, 3600, 60, Verdict.WAIT),  # the looks are too near each other
            (30, 119.9, 60, Verdict.WAIT),  # the attempt is too young
            (30, 119.9, -60, Verdict.WAIT),
            (30, 120, 60, Verdict.POST_AGAIN),
            (30, 120, 0.1, Verdict.POST_AGAIN),
            (30, 120, 0, Verdict.EXPIRE),  # nobody needs it any more
            (30, 120, -60, Verdict.EXPIRE),
        ],
    )
    def test_is_what_the_plan_says(
        self, absent: float | None, attempted: float, expires: float, expected: Verdict
    ) -> None:
        assert verdict(absent, attempted, expires) is expected

    def test_is_as_patient_as_the_settings_ask(self) -> None:
        hasty = Patience(after=timedelta(seconds=2), apart=timedelta(seconds=1))
        assert verdict(1, 2, patience=hasty) is Verdict.POST_AGAIN
        assert verdict(0.9, 2, patience=hasty) is Verdict.WAIT
        assert verdict(1, 1.9, patience=hasty) is Verdict.WAIT

    @often
    @given(st.one_of(st.none(), AGES), AGES, st.integers(-600, 600))
    def test_never_posts_again_after_one_look_or_too_soon(
        self, absent: int | None, attempted: int, expires: int
    ) -> None:
        if verdict(absent, attempted, expires) is Verdict.POST_AGAIN:
            assert absent is not None
            assert absent >= 30
            assert attempted >= 120
            assert expires > 0


class TestEvery:
    def test_leaves_time_for_two_looks_before_a_message_may_be_posted_again(self) -> None:
        assert USUAL.after >= 2 * looks.EVERY
        assert USUAL.apart >= looks.EVERY
