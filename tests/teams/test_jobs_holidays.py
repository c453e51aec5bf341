"""Leads learn sixty days before the public holidays of a country are known no more."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy

from bot.db import Transaction
from bot.hours import operations as hours
from bot.hours.operations import Said
from bot.hours.rules.week import DEFAULT
from bot.nudges.models import QueuedNudge
from bot.teams import jobs
from bot.teams import queries as teams
from bot.teams.operations import changing
from bot.worktime.queries import find_data_end
from tests.clock import MovedClock
from tests.crowd import at_once
from tests.escalations import world as worlds
from tests.escalations.world import BO, IVAN, MAYA, World

SRI_LANKA = "LK"
ENDS_ON = date(2026, 12, 31)
SIXTY_DAYS_BEFORE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams, on both databases."""
    return worlds.build(transaction, clock)


@pytest.fixture
def in_sri_lanka(world: World) -> World:
    """Ivan works in Sri Lanka."""
    work_there(world, IVAN)
    return world


def work_there(world: World, *user_ids: str, country: str = SRI_LANKA) -> None:
    for user_id in user_ids:
        with world.transaction() as session:
            said = Said("Asia/Colombo", DEFAULT, country)
            hours.confirm(session, world.workspace_id, user_id, said, now=world.clock())


def warn(world: World, now: datetime = SIXTY_DAYS_BEFORE) -> None:
    jobs.warn_of_holidays(transaction=world.transaction, now=now)


def told(world: World) -> Sequence[QueuedNudge]:
    with world.transaction() as session:
        rows = sqlalchemy.select(QueuedNudge).order_by(QueuedNudge.user_id)
        return [each for each in session.scalars(rows) if each.key.startswith("holidays:")]


class TestFindDataEnd:
    def test_is_the_last_day_that_the_library_knows(self) -> None:
        """When a newer release of it knows more of Sri Lanka, take another country here."""
        assert find_data_end(SRI_LANKA) == ENDS_ON
        assert find_data_end("XX") is None


class TestWarnOfHolidays:
    def test_says_nothing_sixty_one_days_before(self, in_sri_lanka: World) -> None:
        warn(in_sri_lanka, SIXTY_DAYS_BEFORE - timedelta(minutes=1))
        assert told(in_sri_lanka) == []

    def test_tells_every_lead_sixty_days_before(self, in_sri_lanka: World) -> None:
        warn(in_sri_lanka)
        nudges = told(in_sri_lanka)
        assert [each.user_id for each in nudges] == sorted([MAYA, IVAN, BO])
        assert nudges[0].text == (
            "I know the public holidays of Sri Lanka only until Thu 31 Dec 2026: that is 1 person "
            "here who said they work there. After that day their holidays count as working "
            "days. A newer release of Lockstep knows more: please ask whoever runs it to install "
            "that before then."
        )

    def test_tells_nobody_twice(self, in_sri_lanka: World) -> None:
        at_once([lambda: warn(in_sri_lanka)] * 4)
        warn(in_sri_lanka, SIXTY_DAYS_BEFORE + timedelta(days=10))
        assert len(told(in_sri_lanka)) == 3

    def test_tells_a_lead_who_comes_later(self, in_sri_lanka: World) -> None:
        warn(in_sri_lanka)
        with in_sri_lanka.transaction() as session:
            marketing, _it = teams.list_teams(session, in_sri_lanka.workspace_id)
            changing.apply(
                session,
                marketing,
                {"leads": [MAYA, "U0NEW"]},
                by=None,
                now=in_sri_lanka.clock(),
            )
        warn(in_sri_lanka)
        assert "U0NEW" in {each.user_id for each in told(in_sri_lanka)}

    def test_says_nothing_of_a_country_that_is_known_for_long(self, world: World) -> None:
        work_there(world, IVAN, country="DE")
        warn(world)
        assert told(world) == []
