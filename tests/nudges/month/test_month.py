"""Thirty days of sixty people in eight zones, while clocks change: nobody is written to too often,
at night, or in vain, and nothing is lost.
"""

from collections.abc import Iterator
from itertools import chain
from random import Random

import pytest
import sqlalchemy

from bot import features, manifest
from bot.nudges.models import QueuedNudge
from bot.nudges.rules import Reason
from bot.teams import operations as teams
from bot.teams.operations import TeamSetup
from sandbox import Sandbox
from tests.clock import MovedClock
from tests.nudges.month import checking
from tests.nudges.month.living import BEGAN, Month
from tests.nudges.month.people import IT, MARKETING, crowd, seed
from tests.story import Story, settings_for


@pytest.fixture
def month(sqlite_database: sqlalchemy.URL) -> Iterator[Month]:
    random = Random(20261003)  # noqa: S311 (a story that is told again, no secret)
    clock = MovedClock(BEGAN)
    people = crowd(random, BEGAN)
    commands = manifest.build(features.COMMANDS, features.TABLES.events)
    with Sandbox(clock=clock, seed=seed(people), manifest=commands, rate_limit=False) as slack:
        url = sqlite_database.render_as_string(hide_password=False)
        story = Story(slack, settings_for(slack, url, POSTS_PER_SECOND="0"), clock)
        leads = [person.id for person in people]
        with story.transaction() as session:
            teams.set_up(
                session,
                workspace_id=story.workspace.id,
                setups=(
                    TeamSetup("Marketing", MARKETING, (leads[20], leads[2], leads[3])),
                    TeamSetup("IT", IT, (leads[1], leads[4])),
                ),
                sponsor_id=leads[5],
                by=leads[20],
                now=clock(),
            )
        yield Month(story, people, random)
        story.engine.dispose()


class TestMonth:
    def test_keeps_the_budget_and_the_quiet_and_loses_nothing(self, month: Month) -> None:
        month.live()
        slack = month.story.slack
        reads = checking.unasked(slack)
        assert not list(chain(*(checking.breaches(reads, each) for each in month.people)))
        assert not list(checking.lost(month.told, reads, month.people))
        assert not list(checking.late(slack, reads))
        assert not slack.refused.of("chat.postMessage")
        # And it was a month in which all of that could have gone wrong.
        assert len(reads) > 300
        assert sum(read.is_urgent for read in reads) > 20
        assert sum(read.is_question for read in reads) > 10
        assert sum("things wait for you" in read.text for read in reads) > 50
        assert dropped(month) >= {Reason.EXPIRED, Reason.LEFT, Reason.SUPERSEDED, Reason.WITHDRAWN}


def dropped(month: Month) -> set[Reason | None]:
    """Return the reasons for which something was not told."""
    with month.story.transaction() as session:
        rows = sqlalchemy.select(QueuedNudge.dropped_because).distinct()
        return set(session.scalars(rows))
