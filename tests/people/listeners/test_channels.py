"""What Slack tells of channels as it happens."""

from datetime import timedelta

import pytest

from bot.people.models import Channel
from bot.teams.models import Team
from tests.clock import MovedClock
from tests.people import company
from tests.people.listeners.hearing import hear
from tests.story import Story

IT, LEADS = "C0IT0000003", "C0LEADS0004"


@pytest.fixture
def story(story: Story) -> Story:
    """A story in which the bot is in #leads, which is private, and has read who is here."""
    story.slack.person("Maya").invite_bot("#leads")
    story.sync()
    story.clock.advance(minutes=1)
    return story


def known(story: Story, channel_id: str) -> Channel:
    found = company.channel(story, channel_id)
    assert found
    return found


class TestOnCreated:
    @pytest.mark.sqlite_first
    def test_knows_a_new_channel(self, story: Story) -> None:
        channel = story.slack.admin.create_channel("#launch")
        assert (known(story, channel.id).name, known(story, channel.id).is_private) == (
            "launch",
            False,
        )


@pytest.mark.sqlite_first
class TestOnRenamed:
    @pytest.mark.parametrize(("name", "channel_id"), [("#it", IT), ("#leads", LEADS)])
    def test_takes_the_new_name(self, story: Story, name: str, channel_id: str) -> None:
        story.slack.admin.rename(name, "technology")
        assert known(story, channel_id).name == "technology"

    def test_does_not_believe_old_news(self, story: Story, clock: MovedClock) -> None:
        named = {"id": IT, "name": "tech"}
        hear(story, "channel_rename", at=clock(), channel=named)
        hear(
            story,
            "channel_rename",
            at=clock() - timedelta(seconds=9),
            channel=named | {"name": "old"},
        )
        assert known(story, IT).name == "tech"


class TestOnArchived:
    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(("name", "channel_id"), [("#it", IT), ("#leads", LEADS)])
    def test_follows_it_there_and_back(self, story: Story, name: str, channel_id: str) -> None:
        story.slack.archive(name)
        assert known(story, channel_id).archived_at
        story.slack.unarchive(name)
        assert known(story, channel_id).archived_at is None

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(("name", "channel_id"), [("#it", IT), ("#leads", LEADS)])
    def test_takes_a_deleted_one_for_archived(
        self, story: Story, name: str, channel_id: str
    ) -> None:
        story.slack.admin.delete_channel(name)
        assert known(story, channel_id).archived_at

    @pytest.mark.sqlite_first
    def test_takes_a_time_that_slack_does_not_say_for_now(
        self, story: Story, clock: MovedClock
    ) -> None:
        hear(story, "channel_deleted", event_ts=None)
        assert known(story, IT).archived_at == clock()

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        ("first", "second", "is_archived"),
        [
            ("channel_archive", "channel_unarchive", True),
            ("channel_unarchive", "channel_archive", False),
        ],
    )
    def test_does_not_believe_old_news(
        self, story: Story, clock: MovedClock, first: str, second: str, is_archived: bool
    ) -> None:
        hear(story, first, at=clock(), channel=IT)
        for _time in range(2):
            hear(story, second, at=clock() - timedelta(seconds=9), channel=IT)
        assert (known(story, IT).archived_at is not None) == is_archived

    def test_keeps_a_name_that_came_before(self, story: Story, clock: MovedClock) -> None:
        """A name is no news about the archive: each has its own time."""
        hear(story, "channel_rename", at=clock(), channel={"id": IT, "name": "tech"})
        hear(story, "channel_archive", at=clock() - timedelta(seconds=9), channel=IT)
        assert (known(story, IT).name, known(story, IT).archived_at is None) == ("tech", False)


class TestOnMoved:
    def test_takes_the_channel_its_members_and_its_team_along(self, story: Story) -> None:
        story.set_up()
        company.follow(story, "#leads")
        with story.transaction() as session:
            session.query(Team).filter_by(name="IT").one().channel_id = LEADS
        story.sync()
        before = company.members(story, "#leads")
        assert before
        new_id = story.slack.admin.change_id("#leads")
        assert company.channel(story, LEADS) is None
        assert known(story, new_id).name == "leads"
        assert company.members(story, "#leads") == before
        with story.transaction() as session:
            assert session.query(Team).filter_by(name="IT").one().channel_id == new_id
        story.clock.advance(days=7)
        with company.counted(story) as calls:
            story.sync()
        assert calls["conversations.members"] == 3  # and of #marketing and #it, once each
        assert [each.error for each in story.slack.refused] == []

    @pytest.mark.sqlite_first
    def test_changes_nothing_the_second_time(self, story: Story) -> None:
        company.follow(story, "#leads")
        new_id = story.slack.admin.change_id("#leads")
        for _time in range(2):
            hear(story, "channel_id_changed", new_channel_id=new_id)
        story.sync()
        assert company.members(story, "#leads") == ["Ivan Kovac", "Maya Okafor", "Sofia Rossi"]

    def test_joins_what_came_under_both_ids(self, story: Story) -> None:
        company.follow(story, "#leads")
        company.missed(story, lambda: story.slack.admin.change_id("#leads"))
        new_id = story.slack.channel("#leads").id
        company.follow(story, "#leads")
        story.sync()
        hear(story, "channel_id_changed", new_channel_id=new_id)
        story.sync()
        assert company.channel(story, LEADS) is None
        assert known(story, new_id).name == "leads"
        assert company.members(story, "#leads") == ["Ivan Kovac", "Maya Okafor", "Sofia Rossi"]
