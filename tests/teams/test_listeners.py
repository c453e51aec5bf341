"""`/align setup` as people live it: real payloads, the bot in-process, both databases."""

from typing import Any

import pytest

from sandbox import Reply
from tests.story import Story

FILLED: dict[str, Any] = {
    "name_1": "Marketing",
    "channel_1": "#marketing",
    "leads_1": ["Maya"],
    "name_2": "IT",
    "channel_2": "#it",
    "leads_2": ["Ivan"],
    "sponsor": "Sofia",
}

ONE_CHANNEL = "Both teams have this channel. Please choose another for the second."


def set_up(story: Story, name: str = "Maya", **changes: Any) -> Reply:
    """Let somebody open the form in #general, fill it and send it."""
    person = story.slack.person(name)
    person.command("/align", "setup", channel="#general")
    return person.submit(FILLED | changes)


class TestSetupCommand:
    def test_offers_the_channel_it_is_typed_in(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/align", "setup", channel="#marketing")
        assert maya.modal
        assert maya.modal.title == "Set up Lockstep"
        state = maya.modal.view["state"]["values"]["channel_1"]["value"]
        assert state["selected_conversation"] == story.slack.channel("#marketing").id

    def test_names_those_who_may_to_those_who_may_not(self, story: Story) -> None:
        set_up(story)
        bo = story.slack.person("Bo")
        reply = bo.command("/align", "setup", channel="#it")
        assert reply.body == {
            "response_type": "ephemeral",
            "text": (
                "Your teams are set up already. <@U0MAYA00001>, <@U0SOFIA0005> and <@U0IVAN00003> "
                "can change them."
            ),
        }
        assert bo.modal is None

    @pytest.mark.parametrize("name", ["Maya", "Ivan", "Sofia"])
    def test_shows_the_responsible_what_is_set_up(self, story: Story, name: str) -> None:
        set_up(story)
        person = story.slack.person(name)
        person.command("/align", "setup", channel="#general")
        assert person.modal
        state = person.modal.view["state"]["values"]
        assert state["name_1"]["value"]["value"] == "Marketing"
        assert state["leads_2"]["value"]["selected_users"] == [story.slack.person("Ivan").id]


class TestSetup:
    def test_says_what_works_now_and_greets_both_channels(self, story: Story) -> None:
        set_up(story)
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.title == "You are set up"
        story.settle()
        assert [message.plain for message in maya.sees("#marketing")] == [
            "@Maya Okafor set me up here. What IT needs from Marketing is asked in this channel, "
            "and @Maya Okafor is asked first. Type /escalate to ask IT for an answer."
        ]
        assert [message.plain for message in story.slack.person("Ivan").sees("#it")] == [
            "@Maya Okafor set me up here. What Marketing needs from IT is asked in this channel, "
            "and @Ivan Kovac is asked first. Type /escalate to ask Marketing for an answer."
        ]

    def test_greets_a_channel_once_however_often_it_is_set_up(self, story: Story) -> None:
        set_up(story)
        set_up(story, leads_2=["Ivan", "Bo"])
        story.settle()
        assert len(story.slack.channel("#it").messages) == 1

    def test_greets_the_channel_a_team_moves_to(self, story: Story) -> None:
        set_up(story)
        set_up(story, channel_2="#general")
        story.settle()
        assert len(story.slack.channel("#it").messages) == 1
        assert len(story.slack.channel("#general").messages) == 1

    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            ({"name_1": "   "}, {"name_1": "Please give the team a name."}),
            (
                {"name_2": " marketing "},
                {"name_2": "Both teams have this name. Please give the second another."},
            ),
            (
                {"channel_2": "#marketing"},
                {"channel_2": ONE_CHANNEL},
            ),
        ],
        ids=["blank name", "one name", "one channel"],
    )
    def test_says_at_the_field_what_is_wrong_and_keeps_the_form(
        self, story: Story, changes: dict[str, Any], errors: dict[str, str]
    ) -> None:
        set_up(story, **changes)
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.errors == errors
        assert maya.modal.view["state"]["values"]["leads_2"]["value"]["selected_users"]
        assert story.unsent() == 0

    def test_refuses_somebody_who_was_let_go_meanwhile(self, story: Story) -> None:
        set_up(story)
        maya = story.slack.person("Maya")
        maya.command("/align", "setup", channel="#general")
        set_up(story, "Ivan", leads_1=["Ana"])
        maya.submit({"name_1": "Mine"})
        assert maya.modal
        assert maya.modal.errors == {
            "name_1": "Only a lead or a sponsor of your teams can change this. Ask one of them."
        }

    def test_lets_no_name_become_a_mention(self, story: Story) -> None:
        set_up(story, name_1="<!channel>", name_2="<@U0BO0000004|x>")
        story.settle()
        for call in story.slack.journal.of("chat.postMessage"):
            assert "<!" not in call.arguments["text"]
            assert "<@U0BO0000004" not in call.arguments["text"]
        (greeting,) = story.slack.person("Maya").sees("#marketing")
        assert "What <@U0BO0000004|x> needs from <!channel>" in greeting.plain
