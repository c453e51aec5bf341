"""How fast Slack is called: never faster than it takes, and hardly slower."""

from datetime import datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.jobs.courier import POLL_EVERY, TURN
from bot.outbox.jobs.sender import AT_ONCE
from bot.outbox.rules import pace
from bot.outbox.rules.pace import BURST, Bucket
from bot.outbox.rules.states import Stop
from tests.clock import MONDAY_MORNING as NOW

often = settings(derandomize=True)
RATES = st.floats(0.1, 100)
WAITS = st.lists(st.integers(0, 3_000_000).map(lambda us: timedelta(microseconds=us)), max_size=60)


def take_all(bucket: Bucket, waits: list[timedelta]) -> list[tuple[datetime, int]]:
    """Take whatever there is after each wait; return when, and how many."""
    full_at, taken = NOW, []
    for now in accumulate(waits, initial=NOW):
        tokens = bucket.tokens(full_at, now=now)
        full_at = bucket.take(full_at, tokens, now=now)
        taken.append((now, tokens))
    return taken


class TestTokens:
    @pytest.mark.parametrize(
        ("missing", "tokens"), [(0, 5), (0.1, 4), (0.2, 4), (0.3, 3), (1.0, 0), (2.0, 0)]
    )
    def test_are_what_has_been_regained(self, missing: float, tokens: int) -> None:
        full_at = NOW + timedelta(seconds=missing)
        assert Bucket(5).tokens(full_at, now=NOW) == tokens

    def test_are_no_more_than_a_burst_after_a_long_silence(self) -> None:
        assert Bucket(5).tokens(NOW - timedelta(days=9), now=NOW) == BURST

    def test_are_as_good_as_endless_without_a_limit(self) -> None:
        bucket = Bucket(0)
        assert bucket.tokens(NOW + timedelta(days=1), now=NOW) > 100_000

    @often
    @given(RATES, st.integers(1, BURST))
    def test_are_regained_when_their_time_has_passed(self, rate: float, posts: int) -> None:
        full_at = Bucket(rate).take(NOW, posts, now=NOW)
        assert Bucket(rate).tokens(full_at, now=NOW) == BURST - posts
        for regained in range(1, posts + 1):
            now = NOW + timedelta(seconds=regained / rate)
            assert Bucket(rate).tokens(full_at, now=now) == BURST - posts + regained

    @often
    @given(RATES, WAITS)
    def test_let_no_more_through_in_any_window_than_a_burst_and_the_rate(
        self, rate: float, waits: list[timedelta]
    ) -> None:
        taken = take_all(Bucket(rate), waits)
        for begin, (since, _) in enumerate(taken):
            posts = 0
            for until, tokens in taken[begin:]:
                posts += tokens
                assert posts <= BURST + rate * (until - since).total_seconds() + 0.01


class TestTake:
    def test_counts_from_now_when_it_was_full_long_ago(self) -> None:
        full_at = Bucket(2).take(NOW - timedelta(days=9), 3, now=NOW)
        assert full_at == NOW + timedelta(seconds=1.5)

    def test_adds_to_what_is_missing(self) -> None:
        full_at = Bucket(2).take(NOW + timedelta(seconds=1), 1, now=NOW)
        assert full_at == NOW + timedelta(seconds=1.5)

    def test_keeps_it_full_without_a_limit(self) -> None:
        assert Bucket(0).take(NOW - timedelta(days=9), 1000, now=NOW) == NOW


class TestSomeTokensAt:
    def test_is_when_several_are_there(self) -> None:
        full_at = Bucket(5).take(NOW, BURST, now=NOW)
        at = Bucket(5).some_tokens_at(full_at)
        assert at == NOW + timedelta(seconds=pace.SEVERAL / 5)
        assert Bucket(5).tokens(full_at, now=at) == pace.SEVERAL

    def test_is_at_once_without_a_limit(self) -> None:
        assert Bucket(0).some_tokens_at(NOW) == NOW

    @pytest.mark.parametrize("rate", [0.5, 1, 5, 7.5, 20, 50, 100])
    def test_lets_the_sender_reach_its_rate(self, rate: float) -> None:
        """As the courier comes: when some are there, each second, but not sooner than a turn."""
        bucket = Bucket(rate)
        now, full_at, posts = NOW, NOW, 0
        while now < NOW + timedelta(minutes=2):
            tokens = min(AT_ONCE, bucket.tokens(full_at, now=now))
            full_at = bucket.take(full_at, tokens, now=now)
            posts += tokens
            wait = min(POLL_EVERY, max(timedelta(), bucket.some_tokens_at(full_at) - now))
            now += max(TURN, wait)
        assert 0.98 <= (posts - BURST) / (rate * 120) <= 1.0


class TestProbeEvery:
    def test_is_known_for_whatever_stops_a_lane(self) -> None:
        assert set(pace.PROBE_EVERY) == set(Stop)
