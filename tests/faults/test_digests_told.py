"""A channel reads a digest each week, a sponsor each month, whatever becomes of who tells it."""

import random
import time as real_time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

import pytest
import sqlalchemy

from bot import db, nudges
from bot.digests.jobs import SCHEDULE
from bot.digests.models import Digest, DigestSettings, DigestSponsor
from bot.digests.operations import configuring
from bot.digests.operations.configuring import Choice
from bot.digests.rules import ROADMAP
from bot.digests.rules.times import Timing
from bot.permissions import Role
from bot.roadmap import operations as roadmap
from bot.teams import queries as team_queries
from bot.teams.models import Team
from tests import wait
from tests.faults.crashing import EXIT_CODE
from tests.faults.rig import Rig
from tests.faults.test_crash_points import Stage, set_up
from tests.faults.test_fan_out import PROCESSES
from tests.processes.running import PATIENCE

WEEKS = 24
"""From the end of November to a week after the clocks of Berlin are put forward, and, after a
summer without Lockstep, from October to a week after they are put back."""

MONTHS = 5
"""At least so many begin in these weeks, besides the one in which the sponsor was found."""

AFTER_SUMMER = 18
SUMMER = timedelta(weeks=26)

ENDED_AT = (
    *("digest.before_commit", "digest.after_commit", "claim.before_commit", "claim.after_commit"),
    *("call.before", "call.after", "settle.before_commit", "settle.after_commit"),
)
ENDED_AT_A_MONTHS_BEGINNING = ("sponsor.before_commit", "sponsor.after_commit")
LATE = timedelta(hours=6)

SET_BACK = timedelta(days=1)
SET_BACK_EVERY = 3
"""Weeks: eight have no factor in common with it, so that it happens after an exit at each point."""

LOOKS = max(every for every, _sweep in SCHEDULE.values())
"""How long it takes until all digests were looked at, in our own time."""


@pytest.mark.faults
class TestEachWeek:
    def test_is_told_once_whatever_becomes_of_whoever_tells_it(
        self,
        build_rig: Callable[..., Rig],
        seed: int,
        record_property: Callable[[str, object], None],
    ) -> None:
        lot = random.Random(seed)  # noqa: S311 (it guards nothing)
        stage = Stage(build_rig(), lot)
        set_up(stage)
        stage.slack.advance_to_monday()
        engine = sqlalchemy.create_engine(stage.rig.database_url)
        prepare(engine, stage.slack.clock())
        exits = 0
        for week in range(WEEKS):
            let_sponsor_be_heard(engine, stage.slack.clock())
            away = SUMMER if week == AFTER_SUMMER else week % 2 * LATE
            stage.slack.advance(due_at(engine) - stage.slack.clock() + away)
            exits += tell(stage, engine, week)
        stage.rig.settle(within=2 * PATIENCE)
        stage.rig.stop()
        stage.rig.audit()
        weeks = seen(stage, "1 initiative. ", "Nothing changed since ")
        months = seen(stage, "The roadmap ")
        periods = digests(engine)
        engine.dispose()
        record_property("weeks", WEEKS)
        record_property("months", len(months))
        record_property("exits", exits)
        assert sorted(weeks.values()) == [1] * WEEKS == [1] * periods[True]
        assert sorted(months.values()) == [1] * periods[False]
        assert periods[False] >= MONTHS
        assert exits == WEEKS
        assert not stage.rig.report().complaints(but=["impatient"])


def prepare(engine: sqlalchemy.Engine, now: datetime) -> None:
    """Let there be an initiative, and a channel that reads of it on Mondays in Berlin."""
    with db.sessions(engine).begin() as session:
        teams = team_queries.list_teams(session, 1)
        roadmap.add(session, workspace_id=1, fields=_fields(teams), view_id="V1", by="U9", now=now)
        configuring.set_up(
            session,
            1,
            Choice(teams[0].channel_id, Timing(0, time(10), "Europe/Berlin")),
            version=0,
            roles={Role.LEAD},
            by=teams[0].leads[0],
            now=now,
        )


def let_sponsor_be_heard(engine: sqlalchemy.Engine, now: datetime) -> None:
    """Note that the sponsor has done something: who never does is told no more, after three."""
    with db.sessions(engine).begin() as session:
        for sponsor in session.scalars(sqlalchemy.select(DigestSponsor)):
            nudges.heard_from(session, sponsor.workspace_id, sponsor.user_id, now)


def _fields(teams: Sequence[Team]) -> dict[str, str | None]:
    return {
        "title": "Web shop",
        "outcome": "It is live",
        "why": "It is slow",
        **{f"owner:{team.id}": team.leads[0] for team in teams},
        "target_on": "2027-06-04",
        "stage": "planned",
        "cadence": "never",
        "channel_id": None,
    }


def due_at(engine: sqlalchemy.Engine) -> datetime:
    """Return when the next digest is due."""
    with db.sessions(engine).begin() as session:
        return session.scalars(sqlalchemy.select(DigestSettings.due_at)).one()  # type: ignore[return-value] # it has a channel


def tell(stage: Stage, engine: sqlalchemy.Engine, week: int) -> bool:
    """Let one process be ended at a point, and others go on; return whether the first was.

    PostgreSQL has room for two that do the same at once.
    """
    rig, before = stage.rig, digests(engine)[True]
    points = ENDED_AT_A_MONTHS_BEGINNING if is_month_due(stage, engine) else ENDED_AT
    doomed = rig.start("run", armed=f"exit {points[week % len(points)]} 1")
    wait.until(lambda: rig.has_ended(doomed), within=PATIENCE)
    ended = rig.bury(doomed) == EXIT_CODE
    if week % SET_BACK_EVERY == 0:
        stage.slack.set_back(SET_BACK)
    for bot in [rig.start(part) for part in PROCESSES[engine.dialect.name]]:
        wait.until(lambda bot=bot: bot.has_logged("Lockstep is running"), within=PATIENCE)
    if week % SET_BACK_EVERY == 0:
        real_time.sleep(LOOKS.total_seconds())
        stage.slack.advance(timedelta(0))
    wait.until(lambda: digests(engine)[True] > before, within=PATIENCE)
    wait.until(lambda: not is_month_due(stage, engine), within=PATIENCE)
    rig.settle(within=2 * PATIENCE)
    rig.kill_all()
    return ended


def digests(engine: sqlalchemy.Engine) -> Counter[bool]:
    """Return how many digests were compiled: for the channel (True), and for a sponsor (False)."""
    with db.sessions(engine).begin() as session:
        return Counter(
            audience == ROADMAP for audience in session.scalars(sqlalchemy.select(Digest.audience))
        )


def is_month_due(stage: Stage, engine: sqlalchemy.Engine) -> bool:
    """Return whether a sponsor is to be told by now."""
    due = sqlalchemy.select(DigestSponsor.id).where(DigestSponsor.due_at <= stage.slack.clock())
    with db.sessions(engine).begin() as session:
        return session.scalars(due).first() is not None


def seen(stage: Stage, *beginnings: str) -> Counter[str]:
    """Return how often each text that begins like this can be seen."""
    texts = [shown.text for shown in stage.slack.shown()]
    return Counter(text for text in texts if text.startswith(beginnings))
