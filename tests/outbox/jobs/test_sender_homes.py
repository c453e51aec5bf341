"""Sending Homes through a Slack that fails: what is shown in the end is the newest."""

import logging
from typing import Any

import pytest

from bot.outbox.rules.states import State
from tests.outbox.outbox import Outbox
from tests.story import Story

METHOD = "views.publish"


def shown(story: Story, name: str = "Maya") -> str | None:
    """Return what Slack shows in somebody's Home, by its metadata."""
    home = story.slack.workspace.homes.get(story.slack.person(name).id)
    return str(getattr(home, "view", home)["private_metadata"]) if home else None


def send(story: Story) -> None:
    """Send for as long as a few failures in a row put things off."""
    for _second in range(20):
        story.send()
        story.probe()
        story.clock.advance(seconds=1)


class TestTurn:
    @pytest.mark.parametrize(
        "failure",
        [
            {"error": "ratelimited", "retry_after": 3},
            {"error": "internal_error"},
            {"status": 503},
            {"cut": True},
            {"lost": True},
            {"html": True},
            {"html": True, "applied": True},
        ],
        ids="-".join,
    )
    def test_shows_the_newest_whatever_became_of_the_ones_before(
        self, story: Story, owed: Outbox, failure: dict[str, Any]
    ) -> None:
        maya = story.slack.person("Maya").id
        owed.publish("First", user_id=maya)
        story.slack.fail_next(METHOD, times=2, **failure)
        story.send()
        owed.publish("Second", user_id=maya)
        send(story)
        assert shown(story) == "Second"
        message = owed.get(f"home:{maya}")
        assert (message.state, message.version) == (State.SENT, message.attempted_version)
        assert owed.states() == [State.SENT]

    def test_waits_for_its_own_gate_alone(self, story: Story, owed: Outbox) -> None:
        story.slack.fail_next(METHOD, error="ratelimited", retry_after=30)
        owed.publish("Hello", user_id=story.slack.person("Maya").id)
        story.send()
        owed.post("card")
        story.send()
        assert [message.text for message in story.slack.channel("#it").messages] == [
            "The words of card"
        ]
        story.clock.advance(seconds=29)
        story.send()
        assert shown(story) is None
        story.clock.advance(seconds=1)
        story.send()
        assert shown(story) == "Hello"

    def test_gives_up_the_home_of_somebody_who_is_gone(
        self, story: Story, owed: Outbox, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.WARNING)
        owed.publish("Hello", user_id="U0NOBODY")
        send(story)
        assert owed.states() == [State.DROPPED]
        assert "is dropped: user_not_found" in caplog.text

    @pytest.mark.expected_errors("is failed: invalid_arguments")
    def test_says_that_it_is_our_fault_when_it_is(self, story: Story, owed: Outbox) -> None:
        maya = story.slack.person("Maya").id
        owed.publish(*["Too much"] * 101, user_id=maya)
        send(story)
        assert owed.states() == [State.FAILED]
        owed.publish("Less", user_id=maya)
        send(story)
        assert shown(story) == "Less"
