"""Slack asks for a pause in two channels, and three processes keep to it."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import wait
from tests.faults.checker import Expected
from tests.faults.rig import Rig

PAUSE = 30
WORKERS = 3
CROWD = 400
SILENT = ["C0CROWD0001", "U0CROWD0001"]
OTHERS = [f"C0CROWD{number:04d}" for number in range(2, 41)]


class TestRetryAfter:
    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_keeps_three_processes_from_those_channels_alone(
        self,
        build_rig: Callable[..., Rig],
        seed: int,
        record_property: Callable[[str, object], None],
    ) -> None:
        rig = build_rig(crowd=CROWD)
        for _worker in range(WORKERS):
            rig.start_ready("worker")
        author = rig.author(random.Random(seed), crowd=CROWD)  # noqa: S311 (it guards nothing)
        there = []
        for place in SILENT:
            thread = author.post(place)
            wait.until(lambda: rig.progress.is_sent(thread.name))  # noqa: B023 (asked at once)
            limited = {"error": "ratelimited", "retry_after": PAUSE, "channel": place, "times": 2}
            rig.slack.do("fail_next", method="chat.postMessage", **limited)
            there += [author.post(place), author.reply(thread), author.post(place)]
            # Before the clock is moved past what is between a call and its answer.
            wait.until(lambda: rig.progress.is_told_to_wait(place))  # noqa: B023 (asked at once)
        for _part in range(3):
            elsewhere = [author.post(place) for place in OTHERS]
            wait.until(lambda: all_sent(rig, elsewhere), within=PAUSE)  # noqa: B023 (asked at once)
            assert not any(rig.progress.is_sent(each.name) for each in there)
            rig.slack.advance(timedelta(seconds=PAUSE / 5))
        rig.settle()
        rig.stop()
        rig.audit()

        report = rig.report(author.expected.values())
        record_property("processes", WORKERS)
        record_property("calls too early", len(report.impatient))
        assert [call for call in rig.slack.calls() if call.retry_after]
        assert not report.complaints()


def all_sent(rig: Rig, messages: list[Expected]) -> bool:
    """Return whether the bot knows that all of them were delivered."""
    return all(rig.progress.is_sent(each.name) for each in messages)
