"""Where a message goes after an attempt, and when it is tried again."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.rules import steps
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.states import GIVEN_UP, Method, State
from bot.outbox.rules.steps import Step, next_step
from bot.slack.web_api import CALL_TIMEOUT
from tests.clock import MONDAY_MORNING as NOW

often = settings(derandomize=True)
OUTCOMES, METHODS = st.sampled_from(Outcome), st.sampled_from(Method)
FAILURES = st.integers(0, 100_000)
TRIED_AGAIN = {State.PENDING, State.PARKED}
PARKED = Step(State.PARKED, NOW + timedelta(minutes=5))


def again(seconds: int = 0, *, simplify: bool = False) -> Step:
    return Step(State.PENDING, NOW + timedelta(seconds=seconds), simplify)


class TestNextStep:
    @pytest.mark.parametrize("method", Method)
    @pytest.mark.parametrize(
        ("result", "expected"),
        [
            (Outcome.APPLIED, Step(State.SENT)),
            (Outcome.NOT_APPLIED, again(4)),
            (Outcome.RATE_LIMITED, again()),  # its gate waits
            (Outcome.WORKSPACE_CANNOT_RECEIVE, again()),  # its lane waits
            (Outcome.OUR_FAULT, Step(State.FAILED)),
        ],
    )
    def test_is_the_same_for_whatever_is_certain(
        self, method: Method, result: Outcome, expected: Step
    ) -> None:
        assert next_step(result, method=method, failures=2, now=NOW) == expected

    @pytest.mark.parametrize(
        ("method", "is_update", "expected"),
        [
            (Method.POST, False, Step(State.UNKNOWN)),
            (Method.POST, True, again(8)),
            (Method.DELETE, False, again(8)),
            (Method.PUBLISH, False, again(8)),
            (Method.RESPOND, False, Step(State.DROPPED)),
        ],
    )
    def test_repeats_without_a_look_only_what_may_be_repeated(
        self, method: Method, is_update: bool, expected: Step
    ) -> None:
        step = next_step(Outcome.UNKNOWN, method=method, is_update=is_update, failures=3, now=NOW)
        assert step == expected

    @pytest.mark.parametrize(
        ("method", "expected"),
        [
            (Method.POST, PARKED),
            (Method.DELETE, PARKED),
            (Method.RESPOND, PARKED),
            (Method.PUBLISH, Step(State.DROPPED)),
        ],
    )
    def test_waits_for_who_cannot_receive_but_not_with_a_home(
        self, method: Method, expected: Step
    ) -> None:
        step = next_step(Outcome.DESTINATION_CANNOT_RECEIVE, method=method, failures=2, now=NOW)
        assert step == expected

    def test_tries_once_more_in_plain_text(self) -> None:
        step = next_step(
            Outcome.OUR_FAULT, method=Method.POST, failures=7, simplifiable=True, now=NOW
        )
        assert step == again(simplify=True)

    @often
    @given(OUTCOMES, METHODS, st.booleans(), FAILURES, st.booleans())
    def test_ends_or_says_when_it_is_tried_again(
        self,
        result: Outcome,
        method: Method,
        is_update: bool,
        failures: int,
        simplifiable: bool,
    ) -> None:
        step = next_step(
            result,
            method=method,
            is_update=is_update,
            failures=failures,
            simplifiable=simplifiable,
            now=NOW,
        )
        assert (step.due_at is not None) == (step.state in TRIED_AGAIN)
        assert step.due_at is None or NOW <= step.due_at <= NOW + timedelta(minutes=5)

    @often
    @given(st.sampled_from([Method.POST, Method.RESPOND, Method.EPHEMERAL]), FAILURES)
    def test_never_shows_again_what_may_be_there_already(
        self, method: Method, failures: int
    ) -> None:
        step = next_step(Outcome.UNKNOWN, method=method, failures=failures, now=NOW)
        assert step.state not in TRIED_AGAIN

    @often
    @given(OUTCOMES, METHODS, FAILURES)
    def test_gives_up_nothing_but_what_is_wrong_and_whispers_and_homes(
        self, result: Outcome, method: Method, failures: int
    ) -> None:
        step = next_step(result, method=method, failures=failures, now=NOW)
        if step.state in GIVEN_UP:
            drawn_anew = {Method.RESPOND, Method.EPHEMERAL, Method.PUBLISH}
            assert result is Outcome.OUR_FAULT or method in drawn_anew


class TestCountsAsFailure:
    @pytest.mark.parametrize("result", Outcome)
    def test_is_true_where_slack_did_not_answer(self, result: Outcome) -> None:
        silent = result in {Outcome.NOT_APPLIED, Outcome.UNKNOWN}
        assert steps.counts_as_failure(result) is silent


class TestPause:
    @pytest.mark.parametrize(
        ("failures", "seconds"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (100_000, 300)]
    )
    def test_doubles_up_to_five_minutes(self, failures: int, seconds: int) -> None:
        assert steps.pause(failures) == timedelta(seconds=seconds)


class TestLease:
    def test_outlives_the_latest_and_longest_call(self) -> None:
        """Else a slow call's message would be taken for a dead sender's."""
        longest = steps.LATEST_START + timedelta(seconds=CALL_TIMEOUT)
        assert longest + timedelta(seconds=10) < steps.LEASE
