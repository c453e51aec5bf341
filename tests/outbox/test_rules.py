"""What an answer of Slack's means for a message, and when it is tried again."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox import rules
from bot.outbox.jobs.calls import CALL_TIMEOUT
from bot.outbox.rules import Method, Outcome, State, Step
from tests.clock import MONDAY_MORNING as NOW

often = settings(deadline=None, derandomize=True)
OUTCOMES, METHODS = st.sampled_from(Outcome), st.sampled_from(Method)
TRIED_AGAIN = {State.PENDING, State.PARKED}


class TestOutcome:
    @pytest.mark.parametrize(
        ("status", "error", "expected"),
        [
            (200, None, Outcome.APPLIED),
            (429, None, Outcome.RATE_LIMITED),
            (429, "ratelimited", Outcome.RATE_LIMITED),
            (200, "ratelimited", Outcome.RATE_LIMITED),
            (200, "rate_limited", Outcome.RATE_LIMITED),
            (200, "not_in_channel", Outcome.UNREACHABLE),
            (200, "channel_not_found", Outcome.UNREACHABLE),
            (200, "is_archived", Outcome.UNREACHABLE),
            (200, "token_revoked", Outcome.UNREACHABLE),
            (200, "account_inactive", Outcome.UNREACHABLE),
            (200, "missing_scope", Outcome.UNREACHABLE),
            (200, "invalid_blocks", Outcome.REJECTED),
            (200, "msg_too_long", Outcome.REJECTED),
            (200, "no_text", Outcome.REJECTED),
            (200, "message_not_found", Outcome.REJECTED),
            (404, "used_url", Outcome.REJECTED),
            (500, None, Outcome.UNKNOWN),
            (503, "service_unavailable", Outcome.UNKNOWN),
            (502, "not_in_channel", Outcome.UNKNOWN),
            (200, "internal_error", Outcome.UNKNOWN),
            (200, "fatal_error", Outcome.UNKNOWN),
            (200, "an_error_of_next_year", Outcome.UNKNOWN),
            (404, "no_error_given", Outcome.UNKNOWN),
        ],
    )
    def test_is_what_slack_meant(self, status: int, error: str | None, expected: Outcome) -> None:
        assert rules.outcome(status=status, error=error) is expected

    @often
    @given(st.integers(200, 599), st.text(min_size=1))
    def test_never_takes_an_error_for_a_message_that_is_there(
        self, status: int, error: str
    ) -> None:
        assert rules.outcome(status=status, error=error) is not Outcome.APPLIED

    @often
    @given(st.integers(500, 599), st.one_of(st.none(), st.text()))
    def test_cannot_know_after_a_servers_error(self, status: int, error: str | None) -> None:
        found = rules.outcome(status=status, error=error)
        assert found in {Outcome.UNKNOWN, Outcome.RATE_LIMITED}


class TestNextStep:
    @pytest.mark.parametrize(
        ("result", "method", "attempts", "expected"),
        [
            (Outcome.APPLIED, Method.POST, 1, Step(State.SENT)),
            (Outcome.RATE_LIMITED, Method.POST, 9, Step(State.PENDING, NOW)),  # the gate waits
            (Outcome.NOT_APPLIED, Method.POST, 1, Step(State.PENDING, NOW + timedelta(seconds=1))),
            (Outcome.NOT_APPLIED, Method.POST, 3, Step(State.PENDING, NOW + timedelta(seconds=4))),
            (Outcome.UNREACHABLE, Method.POST, 1, Step(State.PARKED, NOW + rules.PARKED_FOR)),
            (Outcome.REJECTED, Method.POST, 1, Step(State.FAILED)),
            (Outcome.UNKNOWN, Method.POST, 1, Step(State.UNKNOWN)),
            (Outcome.UNKNOWN, Method.RESPOND, 1, Step(State.UNKNOWN)),
            (Outcome.UNKNOWN, Method.UPDATE, 2, Step(State.PENDING, NOW + timedelta(seconds=2))),
        ],
    )
    def test_is_what_the_plan_says(
        self, result: Outcome, method: Method, attempts: int, expected: Step
    ) -> None:
        assert rules.next_step(result, method=method, attempts=attempts, now=NOW) == expected

    @often
    @given(OUTCOMES, METHODS, st.integers(1, 10_000))
    def test_ends_or_says_when_it_is_tried_again(
        self, result: Outcome, method: Method, attempts: int
    ) -> None:
        step = rules.next_step(result, method=method, attempts=attempts, now=NOW)
        assert (step.due_at is not None) == (step.state in TRIED_AGAIN)
        assert step.due_at is None or NOW <= step.due_at <= NOW + timedelta(minutes=5)

    @often
    @given(METHODS.filter(lambda method: method is not Method.UPDATE), st.integers(1, 100))
    def test_never_posts_again_what_may_be_there_already(
        self, method: Method, attempts: int
    ) -> None:
        step = rules.next_step(Outcome.UNKNOWN, method=method, attempts=attempts, now=NOW)
        assert step.state not in TRIED_AGAIN


class TestPause:
    @pytest.mark.parametrize(
        ("attempts", "seconds"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (10_000, 300)]
    )
    def test_doubles_up_to_five_minutes(self, attempts: int, seconds: int) -> None:
        assert rules.pause(attempts) == timedelta(seconds=seconds)


class TestLease:
    def test_outlives_the_longest_call(self) -> None:
        """Else a slow call's message would be taken for a dead sender's."""
        assert timedelta(seconds=2 * CALL_TIMEOUT) < rules.LEASE
