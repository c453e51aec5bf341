"""A process that sleeps with messages in hand, and wakes when others have long sent them."""

import os
import random
import signal
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import wait
from tests.faults.checker import Expected
from tests.faults.crashing import EXIT_CODE, HERE
from tests.faults.enqueue import Author
from tests.faults.rig import Bot, Rig

Scene = Callable[[Rig, Author, str], None]

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def removes_its_second_copy(rig: Rig, author: Author, place: str) -> None:
    """It sleeps before its call, and posts when it wakes."""
    sleeper, _message = asleep(rig, author, "stop call.before 1", place)
    others_send(rig, author)
    wake(rig, sleeper)
    wait.until(lambda: sleeper.has_logged("somebody else's"))
    rig.settle()


def dies_after_its_second_copy(rig: Rig, author: Author, place: str) -> None:
    """It tells nobody of the second copy: a late look has to find it."""
    sleeper, message = asleep(rig, author, "stop call.before 1,exit call.after 1", place)
    others_send(rig, author)
    wake(rig, sleeper)
    assert rig.bury(sleeper) == EXIT_CODE
    assert len(rig.copies(message)) == 2
    rig.settle()


def wakes_with_slacks_answer(rig: Rig, author: Author, place: str) -> None:
    """It sleeps after its call: meanwhile others have found the message in its channel."""
    sleeper, _message = asleep(rig, author, "stop call.after 1", place)
    others_send(rig, author)
    wake(rig, sleeper)
    wait.until(lambda: sleeper.has_logged("somebody else's"))
    rig.settle()


def wakes_with_an_old_claim(rig: Rig, author: Author, place: str) -> None:
    """It sleeps before it has begun, and must not begin any more."""
    sleeper, message = asleep(rig, author, "stop claim.after_commit 1", place)
    others_send(rig, author)
    wake(rig, sleeper)
    rig.settle()
    assert len(rig.copies(message)) == 1


def shows_an_old_version(rig: Rig, author: Author, place: str) -> None:
    """It sleeps before a change: others make it, and the next, before it wakes."""
    sleeper = rig.start_ready("worker", armed="stop call.before 2")
    message = author.post(place)
    wait.until(lambda: rig.progress.is_sent(message.name))
    author.change(message)
    wait.until(lambda: sleeper.has_logged(HERE))
    others_send(rig, author)
    author.change(message)
    rig.settle()
    wake(rig, sleeper)
    wait.until(lambda: sleeper.has_logged("somebody else's"))
    rig.settle()


SCENES: list[Scene] = [
    removes_its_second_copy,
    dies_after_its_second_copy,
    shows_an_old_version,
    wakes_with_slacks_answer,
    wakes_with_an_old_claim,
]


class TestSenderStoppedPastItsLease:
    """No second copy remains, whether it wakes or dies, and the newest version is seen."""

    @on_postgresql
    @pytest.mark.parametrize("times", [3, pytest.param(50, marks=pytest.mark.faults)])
    def test_leaves_nothing_behind(
        self,
        build_rig: Callable[..., Rig],
        seed: int,
        times: int,
        record_property: Callable[[str, object], None],
    ) -> None:
        lot = random.Random(seed)  # noqa: S311 (it decides what goes wrong, and guards nothing)
        rig = build_rig(crowd=times)
        rig.kill(rig.start_ready("worker"))  # the company is known from now on
        author = rig.author(lot, crowd=times)
        for time in range(times):
            SCENES[time % len(SCENES)](rig, author, f"U0CROWD{time + 1:04d}")
            rig.kill_all()
        rig.audit()
        report = rig.report(author.expected.values())
        record_property("stopped", times)
        record_property("seen twice", len(report.twice))
        assert not report.complaints()


def asleep(rig: Rig, author: Author, armed: str, place: str) -> tuple[Bot, Expected]:
    """Return a process that sleeps with a message in hand, and that; a reply to it waits."""
    sleeper = rig.start_ready("worker", armed=armed)
    message = author.post(place)
    author.reply(message)
    wait.until(lambda: sleeper.has_logged(HERE))
    return sleeper, message


def others_send(rig: Rig, author: Author) -> None:
    """Let another process send all there is, while the first one sleeps.

    One that starts while the sleeper has locks of the database ends at once, and is started again:
    PostgreSQL takes them from the sleeper after a while (db.ASLEEP_AFTER).
    """
    rig.restart_until_ready("worker")
    rig.pass_time_until(lambda: rig.progress.is_sent(author.newest.name))


def wake(rig: Rig, sleeper: Bot) -> None:
    """Let a process go on, when Slack takes a post in that channel again."""
    rig.slack.advance(timedelta(seconds=2))
    os.kill(sleeper.pid, signal.SIGCONT)
