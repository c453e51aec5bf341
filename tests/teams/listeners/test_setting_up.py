"""`/align setup` as people live it: real payloads, the bot in-process, both databases."""

from typing import Any

import pytest
import sqlalchemy

from bot.people.models import Channel
from sandbox import Delivery, Reply
from tests.escalations import scenes
from tests.story import Story

FILLED: dict[str, Any] = {
    "channel_1": "#marketing",
    "leads_1": ["Maya"],
    "channel_2": "#it",
    "leads_2": ["Ivan"],
    "sponsor": "Sofia",
}


def set_up(story: Story, name: str = "Maya", **changes: Any) -> Reply:
    """Let somebody open the form in #general, fill it and send it."""
    person = story.slack.person(name)
    person.command("/align", "setup", channel="#general")
    return person.submit(FILLED | changes)


@pytest.mark.sqlite_first
class TestSetupCommand:
    def test_offers_the_channel_it_is_typed_in(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/align", "setup", channel="#marketing")
        assert maya.modal
        assert maya.modal.title == "Set up Lockstep"
        state = maya.modal.view["state"]["values"]
        assert state["channel_1"]["value"]["selected_conversation"] == (
            story.slack.channel("#marketing").id
        )
        assert state["sponsor"]["value"]["selected_user"] == maya.id

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
    def test_lets_the_responsible_add_a_team(self, story: Story, name: str) -> None:
        set_up(story)
        person = story.slack.person(name)
        person.command("/align", "setup", channel="#general")
        assert person.modal
        assert person.modal.title == "Add a team"
        person.submit({"channel_1": "#general", "leads_1": ["Bo"]})
        assert person.modal.title == "You are set up"
        assert "General in #C0GENERAL01 can ask the other teams now." in person.modal.plain
        story.settle()
        (greeting,) = story.slack.channel("#general").messages
        assert "What Marketing and IT need from General is asked in this channel" in greeting.plain


class TestSetUp:
    @pytest.mark.sqlite_first
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

    @pytest.mark.sqlite_first
    def test_says_at_the_field_what_is_wrong_and_keeps_the_form(self, story: Story) -> None:
        set_up(story, channel_2="#marketing")
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.errors == {
            "channel_2": "Marketing is asked in this channel. Please choose another."
        }
        assert maya.modal.view["state"]["values"]["leads_2"]["value"]["selected_users"]
        assert story.unsent() == 0

    def test_asks_for_a_name_that_it_cannot_propose_and_keeps_the_rest(self, story: Story) -> None:
        with story.transaction() as session:
            session.execute(sqlalchemy.delete(Channel).where(Channel.name == "it"))
        set_up(story)
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.title == "Set up Lockstep"
        maya.submit({"name_2": "Tech"})
        assert "Marketing in #C0MARKETNG2 and Tech in #C0IT0000003 can ask each other now." in (
            maya.modal.plain
        )

    @pytest.mark.sqlite_first
    def test_tells_the_second_of_two_who_was_faster(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/align", "setup", channel="#marketing")
        set_up(story, "Ivan", leads_1=["Ana"])
        maya.submit(FILLED)
        assert maya.modal
        assert maya.modal.plain.startswith(
            "@U0IVAN00003 has set up Marketing in #C0MARKETNG2 and IT in #C0IT0000003 meanwhile"
        )

    def test_says_the_same_when_the_same_form_is_sent_twice(self, story: Story) -> None:
        with scenes.tapped(story) as payloads:
            set_up(story)
        again = story.receive(Delivery("interactive", payloads[-1]))
        assert isinstance(again.body, dict)
        assert again.body["view"]["title"]["text"] == "You are set up"
        story.settle()
        assert len(story.slack.channel("#it").messages) == 1

    def test_refuses_somebody_who_may_not_add_any_more(self, story: Story) -> None:
        set_up(story)
        maya, ivan = story.slack.person("Maya"), story.slack.person("Ivan")
        maya.command("/align", "setup", channel="#general")
        sofia = story.slack.person("Sofia")
        sofia.command("/align", "settings")
        sofia.click("Change Marketing")
        sofia.submit({"Leads": ["Ana"]})
        maya.submit({"channel_1": "#general", "leads_1": ["Maya"]})
        assert maya.modal
        assert maya.modal.errors == {
            "channel_1": "Only a lead or a sponsor of your teams can change this. Ask one of them."
        }
        assert ivan.modal is None


@pytest.mark.sqlite_first
class TestHomeOpened:
    def test_welcomes_one_person_who_then_sets_up(self, story: Story) -> None:
        ana, bo = story.slack.person("Ana"), story.slack.person("Bo")
        for person in (ana, ana, bo):
            person.open_home()
            story.settle()
        assert [len(person.dm()) for person in (ana, bo)] == [1, 0]
        ana.click("Set up")
        ana.submit(FILLED)
        assert ana.modal
        assert ana.modal.title == "You are set up"

    def test_welcomes_nobody_once_teams_are_there(self, story: Story) -> None:
        story.set_up()
        ana = story.slack.person("Ana")
        ana.open_home()
        story.settle()
        assert ana.dm() == []

    def test_leads_a_late_button_to_what_is_there(self, story: Story) -> None:
        ana = story.slack.person("Ana")
        ana.open_home()
        story.settle()
        story.set_up()
        ana.click("Set up")
        assert ana.modal
        assert ana.modal.plain.startswith("@U0MAYA00001 has set up Marketing")
