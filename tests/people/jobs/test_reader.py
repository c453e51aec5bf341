"""Reading from Slack who is here: everything once, then what differs, within Slack's limits."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.people import operations
from bot.people.jobs.reader import Reader
from bot.people.operations import Profile
from bot.people.rules import Standing
from sandbox import rate, seed
from sandbox.model import Channel
from sandbox.workspace import Workspace
from tests import story as stories
from tests.clock import MovedClock
from tests.people import company
from tests.story import Story

EVERYBODY = "C0EVERYBODY"


def big_company(workspace: Workspace) -> None:
    """Fill a workspace with 5,000 people, 500 channels, and one channel with everybody in it."""
    seed.crowd(4991)(workspace)
    people = {user.id for user in workspace.users.values() if not user.is_stranger}
    workspace.add_channel(Channel(EVERYBODY, "everybody", members=people))


@pytest.fixture
def big(database_url: str, clock: MovedClock) -> Iterator[Story]:
    with stories.story(database_url, clock, seed=big_company, rate_limits=rate.REAL) as told:
        yield told


@pytest.fixture
def story(database_url: str, clock: MovedClock) -> Iterator[Story]:
    """A story in which Slack has its limits for every method."""
    with stories.story(database_url, clock, rate_limits=rate.REAL) as told:
        yield told


def limited(story: Story) -> list[str]:
    """Return the methods that were called too often."""
    return [each.method for each in story.slack.refused if each.error == "ratelimited"]


class TestFiveThousandPeople:
    def test_are_read_without_one_call_too_many(self, big: Story, clock: MovedClock) -> None:
        company.follow(big, "#everybody", "#it", "#crowd-7")
        started = clock()
        with company.counted(big) as calls:
            big.sync()
        assert limited(big) == []
        assert calls == {
            "users.list": 25,  # 5,000 at 200 a page; strangers are in no list
            "conversations.list": 3,
            "conversations.info": 3,
            "conversations.members": 27,
            "usergroups.list": 1,
        }
        assert (clock() - started).total_seconds() < 120
        assert len(company.members(big, "#everybody")) == 4996  # no guest, no bot, no leaver
        assert company.members(big, "#it") == ["Bo Chen", "Ivan Kovac", "Sofia Rossi"]

    def test_cost_fewer_than_five_calls_on_a_day_without_changes(
        self, big: Story, clock: MovedClock
    ) -> None:
        company.follow(big, "#everybody", "#it", *(f"#crowd-{n}" for n in range(1, 9)))
        big.sync()
        clock.advance(days=1)
        for _day in range(5):
            with company.counted(big) as calls:
                for _part in range(24):
                    big.sync()
                    clock.advance(hours=1)
            assert 0 < calls.total() < 5
        assert limited(big) == []


class TestADayWithoutChanges:
    def test_costs_a_call_for_each_channel_and_one_for_all_groups(
        self, story: Story, clock: MovedClock
    ) -> None:
        story.slack.admin.create_group("@it-team", ["Ivan", "Bo"])
        story.slack.admin.create_group("@leads", ["Ivan", "Maya"])
        company.follow(story, "#marketing", "#it", "@it-team", "@leads")
        story.sync()
        clock.advance(days=1, hours=8)
        with company.counted(story) as calls:
            story.sync()
        assert calls == {"conversations.info": 2, "usergroups.list": 1}

    def test_asks_for_no_group_where_none_is_followed(
        self, story: Story, clock: MovedClock
    ) -> None:
        story.sync()
        clock.advance(days=1)
        with company.counted(story) as calls:
            story.sync()
        assert calls == {}


class TestMissedEvents:
    """The daily comparison finds what changed a size, and the weekly sweep all else."""

    @pytest.fixture(autouse=True)
    def followed(self, story: Story) -> None:
        story.slack.admin.create_group("@it-team", ["Ivan", "Bo"])
        company.follow(story, "#it", "@it-team")
        story.sync()

    def test_of_a_member_are_found_within_a_day(self, story: Story, clock: MovedClock) -> None:
        company.missed(story, lambda: story.slack.person("Maya").join("#it"))
        clock.advance(days=1)
        story.sync()
        assert company.members(story, "#it") == [
            "Bo Chen", "Ivan Kovac", "Maya Okafor", "Sofia Rossi",
        ]  # fmt: skip
        company.missed(story, lambda: story.slack.person("Maya").leave("#it"))
        clock.advance(days=1)
        story.sync()
        assert company.members(story, "#it") == ["Bo Chen", "Ivan Kovac", "Sofia Rossi"]

    def test_of_a_group_are_found_within_a_day(self, story: Story, clock: MovedClock) -> None:
        clock.advance(hours=1)
        company.missed(story, lambda: story.slack.admin.set_group("@it-team", ["Ivan", "Ana"]))
        clock.advance(days=1)
        story.sync()
        assert company.members(story, "@it-team") == ["Ana Ribeiro", "Ivan Kovac"]

    def test_of_an_exchange_are_found_within_a_week(self, story: Story, clock: MovedClock) -> None:
        """One came, one went: the channel is as big as before."""
        company.missed(story, lambda: story.slack.person("Maya").join("#it"))
        company.missed(story, lambda: story.slack.person("Bo").leave("#it"))
        clock.advance(days=2)
        story.sync()
        assert "Bo Chen" in company.members(story, "#it")
        clock.advance(days=5)
        story.sync()
        assert company.members(story, "#it") == ["Ivan Kovac", "Maya Okafor", "Sofia Rossi"]

    def test_of_a_deactivation_are_found_within_a_week(
        self, story: Story, clock: MovedClock
    ) -> None:
        company.missed(story, lambda: story.slack.admin.deactivate("Ivan"))
        clock.advance(days=7)
        story.sync()
        ivan = company.person(story, "Ivan")
        assert ivan
        assert ivan.deactivated_at
        assert company.members(story, "#it") == ["Bo Chen", "Sofia Rossi"]

    def test_of_somebody_whom_slack_knows_no_more_are_found_too(
        self, story: Story, clock: MovedClock
    ) -> None:
        del story.slack.workspace.users["U0IVAN00003"]
        clock.advance(days=7)
        with company.counted(story) as calls:
            story.sync()
        assert calls["users.info"] == 1
        assert company.members(story, "@it-team") == ["Bo Chen"]

    def test_of_somebody_who_is_in_another_list_change_nothing(
        self, story: Story, clock: MovedClock
    ) -> None:
        """In an organisation, people of its other workspaces are in no list of ours."""
        eve = Profile("U0EVE000008", "Eve", None, Standing.COLLEAGUE, is_deactivated=False)
        with story.transaction() as session:
            operations.record_people(session, story.workspace.id, [eve], now=clock())
        clock.advance(days=7)
        story.sync()
        known = company.person(story, "Eve")
        assert known
        assert (known.name, known.deactivated_at) == ("Eve Sandoval", None)

    def test_of_a_channel_are_found_within_a_week(self, story: Story, clock: MovedClock) -> None:
        company.missed(story, lambda: story.slack.archive("#general"))
        company.missed(story, lambda: story.slack.admin.rename("#marketing", "brand"))
        clock.advance(days=7)
        story.sync()
        general, brand = (company.channel(story, each) for each in ("C0GENERAL01", "C0MARKETNG2"))
        assert general
        assert general.archived_at
        assert brand
        assert (brand.name, brand.archived_at) == ("brand", None)

    def test_of_a_private_channel_that_we_left_make_it_unknown(
        self, story: Story, clock: MovedClock
    ) -> None:
        maya, leads = story.slack.person("Maya"), "C0LEADS0004"
        maya.invite_bot("#leads")
        story.sync()
        assert company.channel(story, leads)
        company.missed(story, lambda: maya.remove_bot("#leads"))
        clock.advance(days=7)
        story.sync()
        assert company.channel(story, leads) is None


class TestARestart:
    def test_goes_on_where_it_was(self, big: Story, clock: MovedClock) -> None:
        with company.counted(big) as calls:
            for _second in range(20):
                big.read()
                clock.advance(seconds=1)
        assert 0 < calls["users.list"] < 25
        big.reader = Reader(big.web_api, transaction=big.transaction, clock=clock)
        with company.counted(big) as rest:
            big.sync()
        assert calls["users.list"] + rest["users.list"] == 25
        assert company.person(big, "Face 4991")

    def test_begins_anew_when_slack_has_forgotten_the_place(
        self, big: Story, clock: MovedClock
    ) -> None:
        big.read()
        clock.advance(seconds=4)
        big.slack.fail_next("users.list", error="invalid_cursor")
        with company.counted(big) as calls:
            big.sync()
        assert calls["users.list"] == 26

    def test_calls_again_what_a_process_that_died_had_begun(
        self, story: Story, clock: MovedClock
    ) -> None:
        assert len(story.reader._claim()) == 3
        assert story.reader._claim() == []
        clock.advance(seconds=30)
        assert len(story.reader._claim()) == 3

    def test_needs_nothing_read_again(self, story: Story, clock: MovedClock) -> None:
        story.sync()
        with company.counted(story) as calls:
            again = stories.Story(story.slack, story.settings, clock)
            again.sync()
            again.engine.dispose()
        assert calls == {}


class TestTwoWorkers:
    def test_read_every_page_once(self, big: Story, clock: MovedClock) -> None:
        other = Reader(big.web_api, transaction=big.transaction, clock=clock)

        async def both() -> None:
            async with big.web_api:
                await asyncio.gather(big.reader.turn(), other.turn())

        company.follow(big, "#everybody")
        with company.counted(big) as calls:
            while big.unread():
                asyncio.run(both())
                clock.advance(seconds=1)
        assert calls["users.list"] == 25
        assert calls["conversations.members"] == 25
        assert limited(big) == []

    def test_drop_what_came_too_late(self, story: Story, clock: MovedClock) -> None:
        """The first was asleep while the second read the same page, and more."""
        (_channels, _groups, people) = story.reader._claim()
        clock.advance(seconds=30)
        story.sync()
        asyncio.run(self.late(story, people))
        with company.counted(story) as calls:
            story.sync()
        assert calls == {}

    async def late(self, story: Story, asked: object) -> None:
        async with story.web_api:
            await story.reader._read(asked)  # type: ignore[arg-type] # whatever was claimed


class TestTrouble:
    def test_waits_as_long_as_slack_asks(self, story: Story, clock: MovedClock) -> None:
        story.slack.fail_next("users.list", error="ratelimited", retry_after=40)
        started = clock()
        with company.counted(story) as calls:
            story.sync()
        assert calls["users.list"] == 2
        assert 40 <= (clock() - started).total_seconds() < 45

    @pytest.mark.parametrize(
        ("fault", "minutes"),
        [
            ({"status": 500}, 5),
            ({"html": True}, 5),
            ({"error": "missing_scope"}, 60),
            ({"error": "token_revoked"}, 60),
        ],
    )
    def test_asks_again_later(
        self, story: Story, clock: MovedClock, fault: dict[str, object], minutes: int
    ) -> None:
        story.slack.fail_next("users.list", **fault)
        story.sync()
        assert company.person(story, "Maya") is None
        clock.advance(minutes=minutes)
        story.sync()
        assert company.person(story, "Maya")


class TestPeopleOfOtherCompanies:
    def test_are_asked_for_by_name_and_are_no_members(self, story: Story) -> None:
        """Eve shares #marketing with us, and is in no list of people."""
        company.follow(story, "#marketing")
        with company.counted(story) as calls:
            story.sync()
        assert calls["users.info"] == 1
        eve = company.person(story, "Eve")
        assert eve
        assert eve.standing is Standing.STRANGER
        assert company.members(story, "#marketing") == [
            "Ana Ribeiro", "Maya Okafor", "Sofia Rossi",
        ]  # fmt: skip

    def test_whom_slack_does_not_show_are_asked_for_once(self, story: Story) -> None:
        story.slack.channel("#it").members.add("U0NOBODY999")
        company.follow(story, "#it")
        with company.counted(story) as calls:
            story.sync()
        assert calls["users.info"] == 1
        assert company.members(story, "#it") == ["Bo Chen", "Ivan Kovac", "Sofia Rossi"]
