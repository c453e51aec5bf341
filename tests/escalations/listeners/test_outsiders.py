"""People of other companies, people nobody knows, and rows that are gone."""

import pytest
import sqlalchemy

from bot.escalations.models import Escalation, EscalationEvent, Participant
from bot.escalations.rules import State
from sandbox import Message
from sandbox.delivery import Delivery
from tests.escalations import scenes
from tests.story import Story

REFUSAL = "Only people of this workspace can do that. Please ask someone who is in it."
GONE = "I can't find this escalation any more. Please look for its newest message."


def card_in_marketing(story: Story) -> Message:
    """IT asks Marketing, in whose channel Eve of another company is; return the card there."""
    ivan = story.slack.person("Ivan")
    ivan.command("/escalate", scenes.STUCK, channel="#it")
    ivan.submit({"ask": scenes.ASK})
    story.settle()
    return story.slack.channel("#marketing").messages[-1]


def state(story: Story) -> tuple[State, int]:
    """Return where the one escalation stands, and how many lines its history has."""
    with story.transaction() as session:
        (escalation,) = session.scalars(sqlalchemy.select(Escalation)).all()
        return escalation.state, len(session.scalars(sqlalchemy.select(EscalationEvent)).all())


class TestSomebodyOfAnotherCompany:
    @pytest.mark.parametrize("button", ["Acknowledge", "Answer"])
    def test_cannot_press_a_cards_buttons(self, story: Story, button: str) -> None:
        story.set_up()
        card = card_in_marketing(story)
        eve = story.slack.person("Eve")
        eve.click(button, message=card)
        story.settle()
        assert scenes.whispers(story, "Eve") == [REFUSAL]
        assert eve.modal is None
        assert state(story) == (State.OPEN, 1)

    def test_cannot_send_a_form(self, story: Story) -> None:
        story.set_up()
        card = card_in_marketing(story)
        maya = story.slack.person("Maya")
        maya.click("Answer", message=card)
        with scenes.tapped(story) as payloads:
            maya.submit({"answer": " "})
        (payload,) = payloads
        payload["user"] |= {"id": "U0EVE000008", "team_id": "T0OTHERCO01"}
        answered = {"answer": {"value": {"type": "plain_text_input", "value": "Mine"}}}
        payload["view"] = payload["view"] | {"state": {"values": answered}}
        ack = story.receive(Delivery("interactive", payload))
        assert ack.body == {"response_action": "errors", "errors": {"answer": REFUSAL}}
        assert state(story) == (State.OPEN, 1)


class TestSomebodyNobodyKnows:
    def test_is_named_as_the_owner_all_the_same(self, story: Story) -> None:
        """Slack vouches for the id; people who left, or whom we cannot see, have one too."""
        story.set_up()
        scenes.raise_one(story)
        with scenes.tapped(story) as payloads:
            story.slack.person("Ivan").click("Answer", message=scenes.card(story))
        (payload,) = payloads
        payload["user"]["id"] = "U0NOBODY999"
        payload["actions"][0]["action_id"] = "escalations.acknowledge"
        assert story.receive(Delivery("interactive", payload)).status == 200
        story.settle()
        assert "@U0NOBODY999 took it" in scenes.card(story).plain

    def test_is_asked_for_all_the_same(self, story: Story) -> None:
        """The card is posted; the copy for somebody Slack does not know waits in the outbox."""
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", scenes.STUCK, channel="#marketing")
        with scenes.tapped(story) as payloads:
            maya.submit({"stuck": " ", "ask": scenes.ASK})
        (payload,) = payloads
        payload["user"]["id"] = "U0NOBODY999"
        payload["view"]["state"]["values"]["stuck"]["value"]["value"] = scenes.STUCK
        ack = story.receive(Delivery("interactive", payload))
        assert (ack.status, ack.body) == (200, None)
        scenes.send(story)
        assert "Raised by @U0NOBODY999" in scenes.card(story).plain
        # The copy waits. Nobody is told: its owner is whom Slack does not know.
        assert story.unsent() == 1


class TestAnEscalationThatIsGone:
    @pytest.mark.parametrize("button", ["Acknowledge", "Answer"])
    def test_is_said_to_be(self, story: Story, button: str) -> None:
        story.set_up()
        scenes.raise_one(story)
        with story.transaction() as session:
            session.execute(sqlalchemy.delete(EscalationEvent))
            session.execute(sqlalchemy.delete(Participant))
            session.execute(sqlalchemy.delete(Escalation))
        story.slack.person("Ivan").click(button, message=scenes.card(story))
        story.settle()
        assert scenes.whispers(story, "Ivan") == [GONE]
