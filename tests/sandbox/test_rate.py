"""How fast an app may post: a second a channel, and so many a second in all."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox, seed
from sandbox.rate import PER_MINUTE, MethodRate, PostRate
from tests.clock import MONDAY_MORNING, MovedClock

COUNTS = st.lists(st.floats(0, 2), min_size=1, max_size=60)


class TestWait:
    def test_is_a_second_in_one_channel(self) -> None:
        rate = PostRate()
        assert rate.wait("C1", MONDAY_MORNING) == 0
        assert rate.wait("C1", MONDAY_MORNING + timedelta(seconds=0.25)) == pytest.approx(0.75)
        assert rate.wait("C2", MONDAY_MORNING) == 0
        assert rate.wait("C1", MONDAY_MORNING + timedelta(seconds=1)) == 0

    @pytest.mark.parametrize(("per_second", "burst"), [(0.5, 1), (5, 1), (10, 2), (50, 10)])
    def test_lets_a_fifth_of_a_second_through_at_once(self, per_second: float, burst: int) -> None:
        rate = PostRate(per_second)
        waits = [rate.wait(f"C{number}", MONDAY_MORNING) for number in range(burst + 1)]
        assert waits == [*[0.0] * burst, pytest.approx(1 / per_second)]

    @given(pauses=COUNTS)
    def test_never_lets_more_through_than_the_rate_and_the_burst(self, pauses: list[float]) -> None:
        rate = PostRate(5)
        passed, since = 0, 0.0
        for number, pause in enumerate(pauses):
            since += pause
            at = MONDAY_MORNING + timedelta(seconds=since)
            passed += rate.wait(f"C{number}", at) == 0
            assert passed <= 1 + 5 * since + 1e-3


class TestPostsPerSecond:
    def test_limits_all_channels_together(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock, seed=seed.crowd(10), posts_per_second=2) as slack:
            client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
            client.chat_postMessage(channel="U0CROWD0001", text="x")
            with pytest.raises(SlackApiError) as refused:
                client.chat_postMessage(channel="U0CROWD0002", text="x")
            assert refused.value.response.status_code == 429
            assert refused.value.response.headers["Retry-After"] == "1"
            assert [call.retry_after for call in slack.refused] == [1]
            clock.advance(seconds=0.5)
            client.chat_postMessage(channel="U0CROWD0002", text="x")

    def test_is_lifted_together_with_the_channels_limit(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock, posts_per_second=1, rate_limit=False) as slack:
            client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
            for _ in range(3):
                client.chat_postMessage(channel="#it", text="x")


class TestMethodRate:
    def test_lets_a_method_be_called_so_often_a_minute(self) -> None:
        rate = MethodRate()
        for number in range(20):
            assert rate.wait("users.list", MONDAY_MORNING + timedelta(seconds=number)) == 0
        late = MONDAY_MORNING + timedelta(seconds=25)
        assert rate.wait("users.list", late) == 35
        assert rate.wait("conversations.list", late) == 0
        assert rate.wait("users.list", late + timedelta(seconds=35)) == 0
        assert rate.wait("users.list", late + timedelta(seconds=35)) == 1

    def test_knows_no_limit_for_others(self) -> None:
        rate = MethodRate()
        assert {rate.wait("api.test", MONDAY_MORNING) for _call in range(1000)} == {0.0}
        assert "api.test" not in PER_MINUTE

    def test_answers_with_a_429_where_it_is_switched_on(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock, method_limits=True) as slack:
            client = WebClient(slack.bot_token, base_url=slack.api_url)
            for _call in range(20):
                client.users_list(limit=200)
            with pytest.raises(SlackApiError) as refused:
                client.users_list(limit=200)
            assert refused.value.response.status_code == 429
            assert refused.value.response.headers["Retry-After"] == "60"
            clock.advance(minutes=1)
            client.users_list(limit=200)
