"""Failures drawn by lot: the same for the same seed, and as often as their rates say."""

import json
from collections import Counter
from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.app import App
from sandbox.clock import real
from sandbox.faults import Subject
from sandbox.faults.plan import KINDS, FaultPlan, plan
from sandbox.workspace import Workspace
from tests.sandbox.faults.calls import ask, post

EVERY_KIND = dict.fromkeys(KINDS, 0.1)
WORKSPACE = Workspace(App(), real)
OTHER = Workspace(App(), real, team_id="T0SANDBOX02")


def drawn(faults: FaultPlan, subjects: list[Subject]) -> list[str | None]:
    draws = [faults.draw(subject) for subject in subjects]
    return [fault.kind if fault else None for fault in draws]


def posts(channel: str, times: int, workspace: Workspace = WORKSPACE) -> list[Subject]:
    return [Subject(workspace, "chat.postMessage", channel)] * times


def make(seed: int = 7, **more: Any) -> FaultPlan:
    return plan({"seed": seed, "rates": EVERY_KIND, **more})


class TestDraw:
    def test_repeats_itself_for_the_same_seed(self) -> None:
        assert drawn(make(), posts("C1", 300)) == drawn(make(), posts("C1", 300))
        assert drawn(make(), posts("C1", 300)) != drawn(make(8), posts("C1", 300))

    def test_does_not_depend_on_what_happens_elsewhere(self) -> None:
        alone = drawn(make(), posts("C1", 50))
        mixed = make()
        pairs = [
            (drawn(mixed, posts("C2", 1)), drawn(mixed, posts("C1", 1, OTHER)), one)
            for one in [drawn(mixed, posts("C1", 1)) for _ in range(50)]
        ]
        assert [one for *_, (one,) in pairs] == alone
        assert [one for (one,), *_ in pairs] != alone
        assert [one for _, (one,), _ in pairs] != alone

    def test_strikes_as_often_as_the_rates_say(self) -> None:
        counts = Counter(drawn(make(), posts("C1", 5000)))
        assert set(counts) == {*KINDS, None}
        assert all(400 < count < 600 for count in counts.values())

    def test_leaves_other_methods_alone(self) -> None:
        subjects = [Subject(WORKSPACE, "auth.test", "")] * 50
        assert set(drawn(make(), subjects)) == {None}
        assert set(drawn(make(methods=["auth.*"]), subjects)) != {None}

    def test_has_rates_for_each_pattern(self) -> None:
        faults = plan({"seed": 1, "rates": {"chat.*": {"lost": 1}, "*": {"cut": 1}}})
        subjects = [Subject(WORKSPACE, name, "C1") for name in ("chat.update", "users.info")]
        assert drawn(faults, subjects) == ["lost", "cut"]

    def test_keeps_to_its_sizes(self) -> None:
        faults = make(retry_after=3, delay=[0.1, 0.2], hang=9)
        struck = [fault for each in posts("C1", 2000) if (fault := faults.draw(each))]
        waits = {fault.retry_after for fault in struck if fault.kind == "429"}
        delays = [fault.hang for fault in struck if fault.kind == "delay"]
        hangs = {(fault.hang, fault.applied) for fault in struck if fault.kind == "hang"}
        assert waits == {1, 2, 3}
        assert all(0.1 <= delay < 0.2 for delay in delays)
        assert hangs == {(9, True), (9, False)}


class TestPlan:
    @pytest.mark.parametrize(
        "described",
        [
            {},
            {"seed": 1},
            {"seed": "x", "rates": {}},
            {"seed": 1, "rates": {"flood": 0.1}},
            {"seed": 1, "rates": {"lost": 0.6, "cut": 0.6}},
            {"seed": 1, "rates": {"lost": -1}},
            {"seed": 1, "rates": {"lost": 0.1, "chat.*": {"lost": 0.1}}},
            {"seed": 1, "rates": {"lost": 0.1}, "delay": 1},
            [],
        ],
    )
    def test_refuses_what_is_none(self, described: Any) -> None:
        with pytest.raises(ValueError, match=r"plan|fault|probabilities|invalid"):
            plan(described)


SEEN_BY_CLIENT = {
    "lost": (0, None, 1),
    "cut": (0, None, 0),
    "500_before": (500, None, 0),
    "500_after": (500, None, 1),
    "429": (429, "ratelimited", 0),
    "delay": (200, "", 1),
    "truncated": (200, None, 1),
}
"""kind -> HTTP status, Slack's error (None: no JSON), messages in the channel afterwards."""


class TestFailByLot:
    @pytest.mark.parametrize("kind", SEEN_BY_CLIENT)
    def test_does_to_a_post_what_the_kind_says(self, slack: Sandbox, kind: str) -> None:
        status, error, messages = SEEN_BY_CLIENT[kind]
        slack.fail_by_lot({"seed": 1, "rates": {kind: 1}, "delay": [0.01, 0.02]})
        got = post(slack)
        assert got.status == status
        if error is None:
            with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
                json.loads(got.body)
        else:
            assert got.json.get("error", "") == error
        assert len(slack.channel("#it").messages) == messages
        assert [call.fault for call in slack.calls] == [kind]

    @pytest.mark.parametrize("kind", ["html", "hang"])
    def test_strikes_before_and_after(self, slack: Sandbox, kind: str) -> None:
        slack.fail_by_lot({"seed": 3, "rates": {kind: 1}, "hang": 0.01})
        answers = [post(slack, f"U0{name}") for name in ("MAYA00001", "ANA000002", "IVAN00003")]
        assert {answer.status for answer in answers} == {200 if kind == "html" else 0}
        applied = len(slack.journal)
        assert 0 < applied < 3
        assert applied + len(slack.refused) == 3

    def test_ends_when_told(self, slack: Sandbox) -> None:
        slack.fail_by_lot({"seed": 1, "rates": {"cut": 1}})
        assert post(slack).status == 0
        slack.fail_by_lot(None)
        assert post(slack).json["ok"]

    def test_says_in_the_journal_how_long_to_wait(self, slack: Sandbox) -> None:
        slack.fail_by_lot({"seed": 1, "rates": {"429": 1}, "retry_after": 1})
        assert post(slack).retry_after == "1"
        (refusal,) = slack.refused
        assert (refusal.retry_after, refusal.applied) == (1, False)

    def test_leaves_other_methods_alone(self, slack: Sandbox) -> None:
        slack.fail_by_lot({"seed": 1, "rates": {"cut": 1}})
        assert ask(slack, "auth.test").json["ok"]
