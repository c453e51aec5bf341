"""How fast an app may post, and call: as published, tighter, or as it likes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox, seed
from sandbox.rate import HUNDREDS, OFF, REAL, TIGHT, MethodRate, PostRate, RateLimits
from sandbox.web_api import METHODS
from tests.clock import MONDAY_MORNING, MovedClock
from tests.sandbox.faults.calls import ask, post

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
        rate = PostRate(RateLimits(posts_per_second=per_second))
        waits = [rate.wait(f"C{number}", MONDAY_MORNING) for number in range(burst + 1)]
        assert waits == [*[0.0] * burst, pytest.approx(1 / per_second)]

    @given(pauses=COUNTS)
    def test_never_lets_more_through_than_the_rate_and_the_burst(self, pauses: list[float]) -> None:
        rate = PostRate(RateLimits(posts_per_second=5))
        passed, since = 0, 0.0
        for number, pause in enumerate(pauses):
            since += pause
            at = MONDAY_MORNING + timedelta(seconds=since)
            passed += rate.wait(f"C{number}", at) == 0
            assert passed <= 1 + 5 * since + 1e-3


class TestPostsPerSecond:
    def test_limits_all_channels_together(self, clock: MovedClock) -> None:
        limits = RateLimits(posts_per_second=2)
        with Sandbox(clock=clock, seed=seed.crowd(10), rate_limits=limits) as slack:
            client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
            client.chat_postMessage(channel="U0CROWD0001", text="x")
            with pytest.raises(SlackApiError) as refused:
                client.chat_postMessage(channel="U0CROWD0002", text="x")
            assert refused.value.response.status_code == 429
            assert refused.value.response.headers["Retry-After"] == "1"
            assert [call.retry_after for call in slack.refused] == [1]
            clock.advance(seconds=0.5)
            client.chat_postMessage(channel="U0CROWD0002", text="x")


class TestRateLimits:
    def test_are_none_when_off(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock, rate_limits=OFF) as slack:
            for _ in range(101):
                assert post(slack).json["ok"]
                assert ask(slack, "users.list").json["ok"]

    @pytest.mark.parametrize(("limits", "calls", "pause"), [(REAL, 20, "1"), (TIGHT, 2, "10")])
    def test_answer_with_a_429_and_how_long_to_wait(
        self, clock: MovedClock, limits: RateLimits, calls: int, pause: str
    ) -> None:
        with Sandbox(clock=clock, rate_limits=limits) as slack:
            assert post(slack).json["ok"]
            refused = post(slack)
            assert (refused.status, refused.json["error"]) == (429, "ratelimited")
            assert refused.retry_after == pause
            for _call in range(calls):
                assert ask(slack, "users.list").json["ok"]
            assert ask(slack, "users.list").retry_after == "60"
            clock.advance(minutes=1)
            assert ask(slack, "users.list").json["ok"]

    def test_are_a_tenth_when_tight(self) -> None:
        assert (REAL.seconds_between_posts, TIGHT.seconds_between_posts) == (1.0, 10.0)
        assert (REAL.per_minute(50), TIGHT.per_minute(50)) == (50, 5)

    def test_let_every_method_be_called_once(self) -> None:
        assert TIGHT.per_minute(1) == 1
        assert REAL.per_minute(None) is None
        assert OFF.per_minute(50) is None


class TestMethods:
    def test_have_the_tiers_that_slack_publishes(self) -> None:
        tiers: dict[int | None, set[str]] = {}
        for name, method in METHODS.items():
            tiers.setdefault(method.per_minute, set()).add(name)
        assert {number: " ".join(sorted(names)) for number, names in tiers.items()} == {
            1: "apps.uninstall",
            20: "conversations.list reactions.remove usergroups.list usergroups.users.list "
            "users.list",
            50: "apps.connections.open auth.revoke chat.delete chat.update conversations.history "
            "conversations.info conversations.join conversations.leave conversations.open "
            "conversations.replies reactions.add team.info users.conversations",
            100: "api.test chat.postEphemeral conversations.members files.completeUploadExternal "
            "files.getUploadURLExternal users.info views.open views.publish views.push "
            "views.update",
            HUNDREDS: "auth.test chat.getPermalink",
            None: "chat.postMessage oauth.v2.access",
        }


class TestMethodRate:
    def test_lets_a_method_be_called_so_often_a_minute(self) -> None:
        rate = MethodRate()
        for number in range(20):
            assert rate.wait("users.list", 20, MONDAY_MORNING + timedelta(seconds=number)) == 0
        late = MONDAY_MORNING + timedelta(seconds=25)
        assert rate.wait("users.list", 20, late) == 35
        assert rate.wait("conversations.list", 20, late) == 0
        assert rate.wait("users.list", 20, late + timedelta(seconds=35)) == 0
        assert rate.wait("users.list", 20, late + timedelta(seconds=35)) == 1

    def test_knows_no_limit_for_others(self) -> None:
        rate = MethodRate()
        waits = {rate.wait("chat.postMessage", None, MONDAY_MORNING) for _call in range(1000)}
        assert waits == {0.0}
