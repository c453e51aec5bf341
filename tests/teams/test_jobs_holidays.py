"""Leads learn sixty days before the public holidays of a country are known no more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy

from bot.db import Transaction
from bot.hours import operations as hours
from bot.hours.operations import Said
from bot.hours.rules.week import DEFAULT
from bot.nudges.models import QueuedNudge
from bot.permissions import Role
from bot.teams import jobs
from bot.teams import queries as teams
from bot.teams.operations import changing
from tests.clock import MovedClock
from tests.crowd import at_once
from tests.escalations import world as worlds
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World
from tests.story import Story
from tests.worktime import atlantis
from tests.worktime.atlantis import ATLANTIS

SIXTY_DAYS_BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
THERE = Said("Atlantic/Azores", DEFAULT, ATLANTIS)
TOLD = (
    "I know the public holidays of Atlantis only until Thu 31 Dec 2026. That concerns {}. Later "
    "holidays there count as working days. A newer release of Lockstep brings newer ones: please "
    "ask whoever runs it to install that."
)


@pytest.fixture(autouse=True)
def _atlantis(monkeypatch: pytest.MonkeyPatch) -> None:
    atlantis.rise(monkeypatch)


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    """A workspace with two teams, on both databases."""
    return worlds.build(transaction, clock)


@pytest.fixture
def in_atlantis(world: World) -> World:
    """Ivan works in Atlantis."""
    work_there(world, IVAN)
    return world


def work_there(world: World, *user_ids: str, said: Said = THERE) -> None:
    for user_id in user_ids:
        with world.transaction() as session:
            hours.confirm(session, world.workspace_id, user_id, said, now=world.clock())


def set_defaults(world: World, said: Said = THERE) -> None:
    with world.transaction() as session:
        hours.set_defaults(
            session,
            world.workspace_id,
            said,
            seen_at=None,
            roles=[Role.SPONSOR],
            by=SOFIA,
            now=world.clock(),
        )


def lead(world: World, *user_ids: str) -> None:
    """Let Marketing be led by these people."""
    with world.transaction() as session:
        marketing, _it = teams.list_teams(session, world.workspace_id)
        leads = {"leads": list(user_ids)}
        changing.apply(session, marketing, leads, by=None, now=world.clock())


def warn(world: World, now: datetime = SIXTY_DAYS_BEFORE) -> None:
    jobs.warn_of_holidays(transaction=world.transaction, now=now)


def told(world: World) -> Sequence[QueuedNudge]:
    with world.transaction() as session:
        rows = sqlalchemy.select(QueuedNudge).order_by(QueuedNudge.user_id)
        return [each for each in session.scalars(rows) if each.key.startswith("holidays:")]


class TestWarnOfHolidays:
    @pytest.mark.sqlite_first
    def test_says_nothing_sixty_one_days_before(self, in_atlantis: World) -> None:
        warn(in_atlantis, SIXTY_DAYS_BEFORE - timedelta(microseconds=1))
        assert told(in_atlantis) == []

    @pytest.mark.sqlite_first
    def test_tells_every_lead_sixty_days_before(self, in_atlantis: World) -> None:
        warn(in_atlantis)
        nudges = told(in_atlantis)
        assert [each.user_id for each in nudges] == sorted([MAYA, IVAN, BO])
        assert {each.text for each in nudges} == {TOLD.format("1 person who said they work there")}

    def test_tells_nobody_twice(self, in_atlantis: World) -> None:
        at_once([lambda: warn(in_atlantis)] * 4)
        for days in (10, 60, 90):
            warn(in_atlantis, SIXTY_DAYS_BEFORE + timedelta(days=days))
        assert len(told(in_atlantis)) == 3

    @pytest.mark.sqlite_first
    def test_tells_a_lead_who_comes_later(self, in_atlantis: World) -> None:
        warn(in_atlantis)
        lead(in_atlantis, MAYA, "U0NEW")
        warn(in_atlantis, NEW_YEAR)
        assert [each.user_id for each in told(in_atlantis)] == sorted([MAYA, IVAN, BO, "U0NEW"])

    @pytest.mark.sqlite_first
    def test_tells_of_a_new_end_when_a_newer_release_knows_more(
        self, in_atlantis: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        warn(in_atlantis)
        atlantis.learn_more(monkeypatch)
        warn(in_atlantis, NEW_YEAR)
        assert len(told(in_atlantis)) == 3
        warn(in_atlantis, SIXTY_DAYS_BEFORE + timedelta(days=365))
        assert len(told(in_atlantis)) == 6

    @pytest.mark.sqlite_first
    def test_waits_until_the_end_for_a_lead_who_is_away(self, in_atlantis: World) -> None:
        warn(in_atlantis)
        assert {each.expires_at for each in told(in_atlantis)} == {NEW_YEAR}

    @pytest.mark.sqlite_first
    def test_waits_two_weeks_for_a_lead_who_is_told_late(self, in_atlantis: World) -> None:
        warn(in_atlantis, NEW_YEAR)
        assert {each.expires_at for each in told(in_atlantis)} == {NEW_YEAR + timedelta(days=14)}

    @pytest.mark.sqlite_first
    def test_says_whom_it_concerns_in_a_company_of_that_country(self, world: World) -> None:
        set_defaults(world)
        warn(world)
        assert told(world)[0].text == TOLD.format("everybody who has not said otherwise")

    @pytest.mark.sqlite_first
    def test_says_how_many_work_there_besides(self, world: World) -> None:
        set_defaults(world)
        work_there(world, IVAN, BO)
        warn(world)
        assert told(world)[0].text == TOLD.format(
            "everybody who has not said otherwise, and 2 people who said they work there"
        )

    @pytest.mark.sqlite_first
    def test_tells_whoever_chose_the_companys_hours_if_nobody_leads(
        self, transaction: Transaction, clock: MovedClock, workspace_id: int
    ) -> None:
        world = World(transaction, clock, workspace_id)
        work_there(world, IVAN)
        warn(world)
        assert told(world) == []
        set_defaults(world, replace(THERE, country="DE"))
        warn(world)
        assert [each.user_id for each in told(world)] == [SOFIA]

    @pytest.mark.sqlite_first
    def test_says_nothing_of_a_country_that_is_known_for_long(self, world: World) -> None:
        work_there(world, IVAN, said=replace(THERE, country="DE"))
        warn(world)
        assert told(world) == []

    def test_is_read_by_each_lead_once(self, sqlite_story: Story) -> None:
        """The story begins five weeks before the end, on a Monday morning."""
        sqlite_story.set_up()
        world = World(sqlite_story.transaction, sqlite_story.clock, sqlite_story.workspace.id)
        work_there(world, MAYA)
        for _some_hours in range(12):
            sqlite_story.pass_time(hours=5)
        for name in ("Maya", "Ivan"):
            read = [each.plain for each in sqlite_story.slack.person(name).dm()]
            expected = TOLD.format("1 person who said they work there")
            assert sum(expected in each for each in read) == 1
