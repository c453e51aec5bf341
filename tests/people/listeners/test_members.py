"""Who comes and goes, in the channels and user groups that are followed."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.people import queries
from bot.people.operations import readings
from bot.people.operations.readings import Asked
from bot.people.rules.readings import Kind
from tests.clock import MovedClock
from tests.payloads import samples
from tests.people import company
from tests.people.listeners.hearing import hear
from tests.story import Story

IT = "C0IT0000003"
OF_IT = ["Bo Chen", "Ivan Kovac", "Sofia Rossi"]


@pytest.fixture
def story(story: Story) -> Story:
    """A story in which #it and @it-team are followed, and have been read."""
    story.slack.admin.create_group("@it-team", ["Ivan", "Bo"])
    company.follow(story, "#it", "@it-team")
    story.sync()
    story.clock.advance(minutes=1)
    return story


def hidden_at(story: Story, source: str) -> datetime | None:
    source_id = company.source_id(story, source)
    with story.transaction() as session:
        found = queries.find_followings(session, story.workspace.id, [source_id])
    return found[source_id].hidden_at


def readers(story: Story) -> set[str]:
    """Return who may read what is kept in #leads."""
    with story.transaction() as session:
        return {
            user_id
            for user_id in story.slack.workspace.users
            if "C0LEADS0004" in queries.list_channels_of(session, story.workspace.id, user_id)
        }


def members_asked(story: Story) -> Asked:
    """Go on until Slack is to be asked who is in #leads, and return that call, not made yet."""
    for _call in range(10):
        for each in story.reader._claim():
            if each.kind is Kind.CHANNEL_MEMBERS:
                return each
            asyncio.run(answered(story, each))
        story.clock.advance(seconds=10)
    raise AssertionError("nobody asks for the members")


async def answered(story: Story, asked: Asked) -> None:
    async with story.web_api:
        await story.reader._read(asked)


class TestOnJoined:
    @pytest.mark.sqlite_first
    def test_follows_who_comes_and_who_goes(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.join("#it")
        assert company.members(story, "#it") == [
            "Bo Chen",
            "Ivan Kovac",
            "Maya Okafor",
            "Sofia Rossi",
        ]
        maya.leave("#it")
        assert company.members(story, "#it") == OF_IT

    @pytest.mark.sqlite_first
    def test_leaves_other_channels_alone(self, story: Story) -> None:
        with company.counted(story) as calls:
            story.slack.person("Ana").leave("#general")
            story.sync()
        assert calls == {}

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("last_of_all", ["member_joined_channel", "member_left_channel"])
    def test_takes_the_last_thing_for_true_whatever_comes_first(
        self, story: Story, clock: MovedClock, last_of_all: str
    ) -> None:
        kinds = ["member_left_channel", "member_joined_channel"]
        first = kinds[kinds.index(last_of_all) - 1]
        ana = {"user": "U0ANA000002", "channel": IT}
        hear(story, last_of_all, at=clock(), **ana)
        for _time in range(2):
            hear(story, first, at=clock() - timedelta(seconds=9), **ana)
        is_member = last_of_all == "member_joined_channel"
        assert ("Ana Ribeiro" in company.members(story, "#it")) == is_member

    def test_asks_who_somebody_is_who_is_in_no_list(self, story: Story) -> None:
        story.slack.person("Maya").invite("Eve", "#general")
        with company.counted(story) as calls:
            story.slack.workspace.channel("#it").members.add("U0MAYA00001")
            story.slack.person("Maya").invite("Eve", "#it")
            story.sync()
        assert calls == {"users.info": 1}
        assert company.members(story, "#it") == OF_IT


class TestAPrivateChannel:
    def test_waits_for_an_invitation_and_goes_on_by_itself(self, story: Story) -> None:
        company.follow(story, "#leads")
        story.sync()
        assert hidden_at(story, "#leads")
        assert company.members(story, "#leads") == []
        story.slack.person("Maya").invite_bot("#leads")
        story.sync()
        assert hidden_at(story, "#leads") is None
        assert company.members(story, "#leads") == ["Ivan Kovac", "Maya Okafor", "Sofia Rossi"]

    def test_goes_on_within_a_day_if_the_invitation_was_missed(self, story: Story) -> None:
        company.follow(story, "#leads")
        story.sync()
        company.missed(story, lambda: story.slack.person("Maya").invite_bot("#leads"))
        story.clock.advance(days=1, hours=8)
        story.sync()
        assert len(company.members(story, "#leads")) == 3

    def test_that_sends_us_away_is_known_to_be_hidden(self, story: Story) -> None:
        story.slack.person("Maya").invite_bot("#leads")
        company.follow(story, "#leads")
        story.sync()
        story.clock.advance(minutes=1)
        story.slack.person("Maya").remove_bot("#leads")
        story.clock.advance(days=2)
        story.sync()
        assert hidden_at(story, "#leads")

    @pytest.mark.parametrize("kind", ["group_left", "channel_left"])
    def test_that_sends_us_away_has_no_members_for_certain_at_once(
        self, story: Story, clock: MovedClock, kind: str
    ) -> None:
        story.slack.person("Maya").invite_bot("#leads")
        company.follow(story, "#leads")
        story.sync()
        assert len(readers(story)) == 4
        hear(story, kind, at=clock(), channel="C0LEADS0004")
        assert readers(story) == set()
        story.sync()  # we were not sent away, or are back: Slack shows it to us
        assert len(readers(story)) == 4

    def test_that_sends_us_away_is_not_known_by_what_was_asked_before(
        self, story: Story, clock: MovedClock
    ) -> None:
        """A page that was asked for when we were in there comes when we are not."""
        story.slack.person("Maya").invite_bot("#leads")
        company.follow(story, "#leads")
        asked = members_asked(story)
        clock.advance(seconds=1)
        hear(story, "group_left", at=clock(), channel="C0LEADS0004")
        with story.transaction() as session:
            assert readings.find_asked(session, asked) is None

    def test_to_which_we_are_invited_is_known_by_name(self, story: Story) -> None:
        story.slack.person("Maya").invite_bot("#leads")
        with company.counted(story) as calls:
            story.sync()
        assert calls == {"conversations.info": 1}
        leads = company.channel(story, "C0LEADS0004")
        assert leads
        assert (leads.name, leads.is_private) == ("leads", True)


@pytest.mark.sqlite_first
class TestOnGroupMembers:
    def test_follows_who_comes_and_who_goes(self, story: Story) -> None:
        with company.counted(story) as calls:
            story.slack.admin.set_group("@it-team", ["Ivan", "Ana"])
        assert company.members(story, "@it-team") == ["Ana Ribeiro", "Ivan Kovac"]
        assert calls == {}

    def test_reads_the_time_where_slack_says_it_otherwise(
        self, story: Story, clock: MovedClock
    ) -> None:
        """Slack's page about it has no event_ts, its recorded samples have one."""
        group_id = company.source_id(story, "@it-team")
        at = int(clock().timestamp())
        hear(
            story,
            "subteam_members_changed",
            subteam_id=group_id,
            event_ts=None,
            date_update=at,
            added_users=["U0ANA000002"],
            removed_users=None,
        )
        assert company.members(story, "@it-team") == ["Ana Ribeiro", "Bo Chen", "Ivan Kovac"]

    def test_leaves_other_groups_alone(self, story: Story) -> None:
        hear(story, "subteam_members_changed", subteam_id="S0OTHER0001")
        assert company.members(story, "@it-team") == ["Bo Chen", "Ivan Kovac"]


@pytest.mark.sqlite_first
class TestOnGroup:
    def test_compares_a_group_that_is_followed(self, story: Story) -> None:
        """Who came into a big group the event does not say: it names 500 people at most."""
        company.missed(story, lambda: story.slack.admin.set_group("@it-team", ["Ivan"]))
        subteam = samples.load("subteam_updated")["event"]["subteam"]
        hear(
            story,
            "subteam_updated",
            subteam=subteam | {"id": company.source_id(story, "@it-team"), "users": []},
        )
        story.sync()
        assert company.members(story, "@it-team") == ["Ivan Kovac"]

    def test_knows_that_one_is_gone_and_back(self, story: Story) -> None:
        story.slack.admin.disable_group("@it-team")
        story.sync()
        assert hidden_at(story, "@it-team")
        story.slack.workspace.group("@it-team").disabled = 0
        story.clock.advance(days=1)
        story.sync()
        assert hidden_at(story, "@it-team") is None

    def test_asks_nobody_who_is_in_a_group_that_nobody_follows(self, story: Story) -> None:
        story.sync()
        with company.counted(story) as calls:
            story.slack.admin.create_group("@others", ["Maya"])
            story.sync()
        assert calls == {"usergroups.list": 1}
