"""A process that ends at every point where it could leave something half done."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.faults.checker import Expected
from tests.faults.crashing import EXIT_CODE, POINTS
from tests.faults.rig import Bot, Rig
from tests.processes.running import PATIENCE

CROWD = 200

TEAMS = {
    "channel_1": "#marketing",
    "leads_1": ["Maya"],
    "channel_2": "#it",
    "leads_2": ["Ivan"],
    "sponsor": "Sofia",
}

CHANNELS = ("C0IT0000003", "C0MARKETNG2")
"""Those of the two teams, in which wins are told."""

Scene = Callable[["Stage", str], None]

ELSEWHERE = ("prompt.", "digest.", "sponsor.")
"""Points with walks of their own: `test_standups_asked`, and `test_digests_told`."""


class Stage:
    """A rig on which scenes are played, each up to a crash."""

    def __init__(self, rig: Rig, lot: random.Random) -> None:
        self.rig = rig
        self.slack = rig.slack
        rig.kill(rig.start_ready("run"))  # the company is known from now on
        self.author = rig.author(lot, crowd=CROWD)
        self.people = (f"U0CROWD{number:04d}" for number in range(1, CROWD + 1))
        self.raised = 0
        self.won = 0

    def write(self) -> Expected:
        """Write a message, a reply to it, and a change of it."""
        message = self.author.post(next(self.people))
        self.author.reply(message)
        return self.author.change(message)

    def start(self, point: str) -> Bot:
        """Start a process that is to end at a point."""
        return self.rig.start_ready("run", armed=f"exit {point} 1")

    def crash(self, bot: Bot) -> None:
        """Let time pass until the process has ended at its point."""
        self.rig.pass_time_until(lambda: self.rig.has_ended(bot))
        assert self.rig.bury(bot) == EXIT_CODE, bot.log.read_text()

    def raise_(self) -> None:
        """Let Maya fill in the form that raises an escalation, and send it."""
        self.slack.act("Maya", "command", command="/escalate", text="A", channel="#marketing")
        self.submit()
        self.raised += 1

    def celebrate(self) -> None:
        """Let Maya celebrate Ivan, once there are channels to tell."""
        words = "@Ivan shipped the new checkout in two weeks"
        self.rig.pass_time_until(self.rig.progress.has_channels_for_wins)
        self.slack.act("Maya", "command", command="/win", text=words, channel="#marketing")
        self.slack.act("Maya", "submit", values={})
        self.slack.act("Maya", "close_modal")
        self.won += 1

    def submit(self) -> None:
        """Let Maya send the form that is open."""
        self.slack.act("Maya", "submit", values={"ask": "Help", "urgency": "High (30 minutes)"})


def sends(stage: Stage, point: str) -> None:
    """It sends a message, a reply, or a change."""
    bot = stage.start(point)
    stage.write()
    stage.crash(bot)


def finds(stage: Stage, point: str) -> None:
    """Slack took a message and did not say so."""
    stage.slack.do("fail_next", method="chat.postMessage", lost=True)
    sends(stage, point)


def misses(stage: Stage, point: str) -> None:
    """Slack did not take a message, and did not say so either."""
    stage.slack.do("fail_next", method="chat.postMessage", cut=True)
    sends(stage, point)


def doubles(stage: Stage, point: str) -> None:
    """Slack took a message, and showed it only when it had been posted again."""
    stage.slack.do("lag_history", seconds=200)
    stage.slack.do("fail_next", method="chat.postMessage", lost=True)
    bot = stage.start(point)
    stage.author.change(stage.author.post(next(stage.people)))
    stage.crash(bot)
    stage.slack.do("lag_history", seconds=0)


def takes_over(stage: Stage, point: str) -> None:
    """Somebody else has died with a message in hand."""
    sends(stage, "claim.after_commit")  # a call may be a look's, with no message in hand
    stage.crash(stage.start(point))


def returns(stage: Stage, point: str) -> None:
    """Slack was away, and is back."""
    bot = stage.start(point)
    stage.slack.go_away("500")
    for _message in range(6):
        stage.write()
    stage.rig.pass_time_until(stage.rig.progress.is_stopped)
    stage.slack.come_back()
    stage.crash(bot)


def is_sent_a_form(stage: Stage, point: str) -> None:
    """Somebody raises an escalation, gets no answer, and sends the form again."""
    bot = stage.start(point)
    stage.raise_()
    stage.crash(bot)
    bot = stage.rig.start_ready("run")
    stage.submit()
    stage.rig.kill(bot)


def moves_up(stage: Stage, point: str) -> None:
    """Nobody took an escalation in time."""
    bot = stage.rig.start_ready("run")
    stage.raise_()
    card = f"ESC-{stage.raised}:card"
    stage.rig.pass_time_until(lambda: stage.rig.progress.is_sent(card))
    stage.rig.kill(bot)
    bot = stage.start(point)
    # When Ivan works: on the next morning, if he does not now; later, if the card came late.
    late = timedelta(minutes=31)
    stage.slack.advance(stage.rig.progress.climbs_at() + late - stage.slack.clock())
    stage.crash(bot)


def tells(stage: Stage, point: str) -> None:
    """It is the morning on which a win is told."""
    bot = stage.rig.start_ready("run")
    stage.celebrate()
    stage.rig.kill(bot)
    bot = stage.start(point)
    morning = stage.rig.progress.tells_wins_at() + timedelta(minutes=1)
    # One that ended before its commit has left a morning behind.
    stage.slack.advance(max(morning - stage.slack.clock(), timedelta()))
    stage.crash(bot)


SCENES: dict[str, Scene] = {
    "twin": doubles,
    "claim": sends,
    "call": sends,
    "settle": sends,
    "lease": takes_over,
    "look": finds,
    "look.post_again": misses,
    "probe": returns,
    "raise": is_sent_a_form,
    "advance": moves_up,
    "tell": tells,
}
"""What is played for each point: by its name, or by what comes before the dot in it."""


class TestExitAtEveryPoint:
    """Whoever comes next puts everything right."""

    @pytest.mark.parametrize(
        "times",
        [
            pytest.param(0, id="each on one database"),
            *(pytest.param(times, marks=pytest.mark.faults) for times in (1, 3)),
        ],
    )
    def test_leaves_nothing_half_done(
        self,
        build_rig: Callable[..., Rig],
        seed: int,
        times: int,
        record_property: Callable[[str, object], None],
    ) -> None:
        stage = Stage(build_rig(crowd=CROWD), random.Random(seed))  # noqa: S311 (it guards nothing)
        set_up(stage)
        all_of_them = [point for point in POINTS if not point.startswith(ELSEWHERE)]
        points = all_of_them if times else share(stage.rig.database_url)
        for point in points:
            for _time in range(times or 1):
                (SCENES.get(point) or SCENES[point.partition(".")[0]])(stage, point)
        stage.rig.start_ready("run")
        stage.rig.settle(within=2 * PATIENCE)
        stage.rig.stop()
        stage.rig.audit()
        report = stage.rig.report(stage.author.expected.values())
        record_property("points", len(points))
        record_property("exits", (times or 1) * len(points))
        record_property("lost", len(report.lost))
        record_property("seen twice", len(report.twice))
        # Who ends with Slack's Retry-After in hand takes it to the grave.
        assert not report.complaints(but=["impatient"])
        assert stage.rig.progress.raised() == stage.raised
        numbers = range(1, stage.won + 1)
        assert stage.rig.progress.told() == [(each, win) for each in CHANNELS for win in numbers]


def share(database_url: str) -> list[str]:
    """Return every other point: where time is short, each is passed on one of the databases.

    Without those of sweeps that come every 15 seconds of our own time.
    """
    often = [point for point in POINTS if not point.startswith(("tell.", *ELSEWHERE))]
    return often[database_url.startswith("sqlite") :: 2]


def set_up(stage: Stage) -> None:
    """Let Maya say which teams there are."""
    bot = stage.rig.start_ready("run")
    stage.slack.act("Maya", "command", command="/align", text="setup", channel="#marketing")
    stage.slack.act("Maya", "submit", values=TEAMS)
    stage.slack.act("Maya", "close_modal")
    stage.rig.settle()
    stage.rig.kill(bot)
