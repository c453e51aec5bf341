"""Thirty days of sixty people in eight zones, while clocks change: nobody is written to too often,
at night, or in vain, and nothing is lost.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from random import Random

import pytest
import sqlalchemy

from bot import features, manifest
from bot.nudges.models import QueuedNudge
from bot.nudges.rules import Reason
from bot.teams.operations import setting_up as teams
from bot.teams.operations.setting_up import TeamSetup
from sandbox import Sandbox, rate
from tests.clock import MovedClock
from tests.nudges.month import checking
from tests.nudges.month.living import BEGAN, Month
from tests.nudges.month.people import IT, MARKETING, Somebody, crowd, fill
from tests.story import Story, settings_for


@contextmanager
def month(database: sqlalchemy.URL, *, seed: int, steps_a_day: int) -> Iterator[Month]:
    """Yield a month that is about to begin, on a database of its own."""
    random = Random(seed)  # noqa: S311 (a story that is told again, no secret)
    clock, people = MovedClock(BEGAN), crowd(random, BEGAN)
    commands = manifest.build(features.TABLES)
    with Sandbox(clock=clock, seed=fill(people), manifest=commands, rate_limits=rate.OFF) as slack:
        url = database.render_as_string(hide_password=False)
        story = Story(slack, settings_for(slack, url, POSTS_PER_SECOND="0"), clock)
        sqlalchemy.event.listen(story.engine, "connect", trust_the_disk)
        story.engine.dispose()  # connections from now on do
        set_up(story, people)
        yield Month(story, people, random, steps_a_day)
        story.engine.dispose()


def set_up(story: Story, people: Sequence[Somebody]) -> None:
    """Let there be two teams with two and three leads, and a sponsor."""
    ids = [person.id for person in people]
    with story.transaction() as session:
        teams.set_up(
            session,
            workspace_id=story.workspace.id,
            setups=(
                TeamSetup("Marketing", MARKETING, (ids[20], ids[2], ids[3])),
                TeamSetup("IT", IT, (ids[1], ids[4])),
            ),
            sponsor_id=ids[5],
            by=ids[20],
            now=story.clock(),
        )


def trust_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    """Wait for no disk: nothing of this month outlives a crash."""
    connection.execute("PRAGMA synchronous=OFF")


class TestMonth:
    def test_keeps_the_budget_and_the_quiet_and_loses_nothing(
        self, sqlite_database: sqlalchemy.URL
    ) -> None:
        with month(sqlite_database, seed=20261003, steps_a_day=12) as lived:
            check(lived)

    @pytest.mark.faults
    @pytest.mark.parametrize("seed", range(3))
    def test_keeps_them_in_other_months_quarter_of_an_hour_by_quarter_of_an_hour(
        self, sqlite_database: sqlalchemy.URL, seed: int
    ) -> None:
        with month(sqlite_database, seed=seed, steps_a_day=96) as lived:
            check(lived)


def check(lived: Month) -> None:
    """Live the month; nothing must have gone wrong of all that could have."""
    lived.live()
    slack = lived.story.slack
    reads = checking.unasked(slack)
    assert not list(chain(*(checking.breaches(reads, each) for each in lived.people)))
    assert not list(checking.lost(lived.told, reads, lived.people))
    assert not list(checking.late(slack, reads))
    assert not slack.refused.of("chat.postMessage")
    assert len(reads) > 300
    assert sum(read.is_urgent for read in reads) > 20
    assert sum(read.is_question for read in reads) > 10
    assert sum("things wait for you" in read.text for read in reads) > 50
    assert dropped(lived) >= {Reason.EXPIRED, Reason.LEFT, Reason.SUPERSEDED, Reason.WITHDRAWN}


def dropped(lived: Month) -> set[Reason | None]:
    """Return the reasons for which something was not told."""
    with lived.story.transaction() as session:
        rows = sqlalchemy.select(QueuedNudge.dropped_because).distinct()
        return set(session.scalars(rows))
