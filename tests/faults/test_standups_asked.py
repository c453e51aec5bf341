"""Hundreds are asked in a stand-up, and whoever asks them is ended at fifty points."""

import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from itertools import chain, cycle, islice

import pytest
import sqlalchemy

from bot import db
from bot.standups.models import Standup, Turn
from bot.standups.operations import setting_up
from bot.standups.rules import Audience, State
from bot.standups.rules.settings import Settings
from bot.teams import queries as team_queries
from tests import wait
from tests.faults.crashing import EXIT_CODE
from tests.faults.rig import Bot, Rig
from tests.faults.test_crash_points import Stage, set_up
from tests.faults.test_fan_out import LEASE
from tests.processes.running import PATIENCE

PEOPLE = 500
EXITS = 50

SOON = 4.0
"""Seconds of our own time in which a process that runs has passed its point, or never does."""

ASKING = ("prompt.before_commit", "prompt.after_commit") * 2
SENDING = (
    *("claim.before_commit", "claim.after_commit", "call.before", "call.after"),
    *("settle.before_commit", "settle.after_commit"),
)


@pytest.mark.faults
class TestFanOut:
    def test_asks_each_once_whenever_it_is_ended(
        self,
        build_rig: Callable[..., Rig],
        seed: int,
        record_property: Callable[[str, object], None],
    ) -> None:
        stage = Stage(build_rig(crowd=PEOPLE), random.Random(seed))  # noqa: S311 (it guards nothing)
        rig = stage.rig
        set_up(stage)
        people = [f"U0CROWD{number:04d}" for number in range(1, PEOPLE + 1)]
        # Not the bot's own, which waits half a second at most, and would begin to write.
        engine = sqlalchemy.create_engine(rig.database_url)
        stage.slack.advance_to_monday()
        prepare(engine, people, stage)
        exits = 0
        for point in islice(chain(ASKING, cycle(SENDING)), EXITS):
            bot = rig.start(*["run"], armed=f"exit {point} 1")
            while not ended_soon(bot, engine, rig):
                stage.slack.advance(LEASE)  # whoever died has messages in hand until then
            exits += rig.kill(bot) == EXIT_CODE
        bot = rig.start_ready("run")
        while not ended_soon(bot, engine, rig):
            stage.slack.advance(LEASE)
        rig.settle(within=2 * PATIENCE)
        rig.stop()
        rig.audit()
        asked = Counter(
            shown.channel for shown in stage.slack.shown() if "Weekly stand-up" in shown.text
        )
        with db.sessions(engine).begin() as session:
            states = Counter(session.scalars(sqlalchemy.select(Turn.state)))
        engine.dispose()
        record_property("people", PEOPLE)
        record_property("exits", exits)
        assert states == {State.ASKED: PEOPLE}
        assert sorted(asked.values()) == [1] * PEOPLE
        assert exits == EXITS
        assert not rig.report().complaints(but=["impatient"])


def prepare(engine: sqlalchemy.Engine, people: list[str], stage: Stage) -> None:
    """Set a stand-up of all these people up, and let it be their hour tomorrow."""
    now = stage.slack.clock()
    with db.sessions(engine).begin() as session:
        teams = team_queries.list_teams(session, 1)
        settings = Settings(
            team_ids=(teams[0].id,),
            audience=Audience.PEOPLE,
            people=tuple(people[:100]),
            channel_ids=(teams[0].channel_id,),
            days=tuple(range(7)),
            open_hours=72,
        )
        standup_id = setting_up.set_up(
            session, 1, settings, teams, view_id="V1", by=teams[0].leads[0], now=now
        ).id
        standup = session.get_one(Standup, standup_id)
        standup.people = people
        due_at = standup.due_at
    stage.slack.advance(due_at - now)
    bot = stage.rig.start_ready("run")
    wait.until(lambda: next_turn(engine) is not None, within=PATIENCE)
    stage.rig.kill(bot)
    due_at = next_turn(engine) or due_at
    stage.slack.advance(due_at - stage.slack.clock())


def next_turn(engine: sqlalchemy.Engine) -> datetime | None:
    """Return when somebody is to be asked next."""
    with db.sessions(engine).begin() as session:
        return session.scalar(sqlalchemy.select(sqlalchemy.func.min(Turn.due_at)))


def ended_soon(bot: Bot, engine: sqlalchemy.Engine, rig: Rig) -> bool:
    """Return whether a process has ended, or nobody is to be asked any more, within a moment."""
    began = time.monotonic()
    while not rig.has_ended(bot) and waiting(engine, rig):
        if time.monotonic() - began > SOON:
            return False
        time.sleep(0.05)  # between two looks
    return True


def waiting(engine: sqlalchemy.Engine, rig: Rig) -> bool:
    """Return whether somebody is still to be asked, or what asks them is on its way."""
    with db.sessions(engine).begin() as session:
        planned = session.scalar(
            sqlalchemy.select(sqlalchemy.func.count()).where(Turn.state == State.PLANNED)
        )
    return bool(planned) or rig.progress.is_under_way()
