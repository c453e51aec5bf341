"""Two workers on the morning of wins: one goes to sleep with them in hand, and is killed."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import wait
from tests.faults.crashing import HERE
from tests.faults.rig import Rig
from tests.faults.test_crash_points import CHANNELS, CROWD, Stage, set_up
from tests.processes.running import PATIENCE

WINS = 3


@pytest.mark.faults
class TestTwoWorkers:
    # On SQLite there is one process: it is ended at both points in `test_crash_points`.
    @pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
    def test_tell_each_win_once(self, build_rig: Callable[..., Rig], seed: int) -> None:
        stage = Stage(build_rig(crowd=CROWD), random.Random(seed))  # noqa: S311 (it guards nothing)
        rig, progress = stage.rig, stage.rig.progress
        set_up(stage)
        bot = rig.start_ready("run")
        for _win in range(WINS):
            stage.celebrate()
        rig.kill(bot)
        sleeper = rig.start_ready("worker", armed="stop tell.before_commit 1")
        stage.slack.advance(progress.tells_wins_at() + timedelta(minutes=1) - stage.slack.clock())
        wait.until(lambda: sleeper.has_logged(HERE), within=PATIENCE)
        rig.start_ready("worker")
        assert progress.told() == []
        rig.kill(sleeper)
        told = [(each, win) for each in CHANNELS for win in range(1, WINS + 1)]
        wait.until(lambda: progress.told() == told, within=PATIENCE)
        rig.settle()
        posts = [shown for shown in stage.slack.shown() if shown.text.startswith(f"{WINS} wins")]
        assert sorted(each.channel for each in posts) == list(CHANNELS), posts
        rig.stop()
        rig.audit()
        assert not rig.report().complaints(but=["impatient"])
