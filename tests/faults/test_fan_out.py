"""Thousands of messages, a Slack that fails in every way, and processes that are killed."""

import random
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.faults.rig import Bot, Rig

FAULTS = {
    "chat.*": {
        "lost": 0.03,
        "cut": 0.02,
        "500_before": 0.01,
        "500_after": 0.02,
        "429": 0.02,
        "delay": 0.05,
        "html": 0.02,
        "truncated": 0.01,
    },
    "conversations.*": {"cut": 0.03, "500_before": 0.03, "429": 0.02, "html": 0.03},
}
"""Of a hundred posts eleven end so that nobody knows whether they arrived."""

HISTORY_LAGS = 20
"""Seconds; it must stay below REPOST_AFTER, or no look would prove anything."""

PROCESSES = {"sqlite": ["run"], "postgresql": ["worker", "worker"]}

RUNS_FOR = 0.8
"""Seconds at most from one kill to the next, beside what a start takes."""

LEASE = timedelta(seconds=61)
"""How far the clock is moved now and then, so that others take over what a dead one was at."""


class TestFanOut:
    """Nothing is lost, nothing is seen twice, and everything reads as it was last written."""

    @pytest.mark.parametrize(
        ("messages", "kills"),
        [(200, 5), pytest.param(10_000, 200, marks=pytest.mark.faults)],
    )
    def test_under_kill_9(
        self,
        build_rig: Callable[..., Rig],
        seed: int,
        messages: int,
        kills: int,
        record_property: Callable[[str, object], None],
    ) -> None:
        lot = random.Random(seed)  # noqa: S311 (it decides what goes wrong, and guards nothing)
        rig = build_rig(crowd=messages)
        commands = PROCESSES[rig.database_url.partition(":")[0].partition("+")[0]]
        bots = [rig.start_ready(command) for command in commands]
        author = rig.author(lot, crowd=messages)
        rig.slack.do("lag_history", seconds=HISTORY_LAGS)
        rig.slack.fail_by_lot(seed, FAULTS)

        for _kill in range(kills):
            author.write(messages // kills)
            number = lot.randrange(len(bots))
            bots[number] = killed(rig, lot, bots[number], commands[number])
        rig.settle(within=60 + messages / 10)
        rig.slack.fail_by_lot(seed, {})
        rig.stop()
        rig.audit()

        report = rig.report(author.expected.values())
        record_property("messages", messages)
        record_property("kills", kills)
        record_property("lost", len(report.lost))
        record_property("seen twice", len(report.twice))
        record_property("unsettled", len(report.unsettled))
        # Who is killed with Slack's Retry-After in hand takes it to the grave.
        assert not report.complaints(but=["impatient"])


def killed(rig: Rig, lot: random.Random, bot: Bot, command: str) -> Bot:
    """Kill a process at some moment, while it starts or when it runs; return its successor."""
    time.sleep(lot.uniform(0, RUNS_FOR))  # the moment is what is drawn by lot
    rig.kill(bot)
    if lot.random() < 1 / 4:
        rig.slack.advance(LEASE)
    return rig.start(command) if lot.random() < 1 / 8 else rig.start_ready(command)
