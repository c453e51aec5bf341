"""Raising, from a typed command to the card: real payloads, both databases."""

from typing import Any

import pytest
import sqlalchemy

from bot.decisions.models import Weekly
from bot.escalations.models import Escalation
from bot.teams.models import Member, Team
from sandbox import Delivery
from tests.escalations import scenes
from tests.story import Story

TEAMS: dict[str, Any] = {
    "leads_1": ["Maya"],
    "channel_2": "#it",
    "leads_2": ["Ivan"],
    "sponsor": "Sofia",
}


def cards(story: Story) -> list[str]:
    """Return the first line of every escalation's card in #it."""
    return [
        message.plain.splitlines()[0]
        for message in story.slack.channel("#it").messages
        if message.plain.startswith("ESC-")
    ]


@pytest.mark.sqlite_first
class TestOnEscalate:
    def test_fills_in_what_was_typed_and_the_other_team(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "The export fails", channel="#marketing")
        assert maya.modal
        state = maya.modal.view["state"]["values"]
        assert state["stuck"]["value"]["value"] == "The export fails"
        assert "IT is asked, in " in maya.modal.plain
        assert state["urgency"]["value"]["selected_option"]["value"] == "normal"

    def test_leaves_the_team_open_where_it_is_nobodys_home(self, story: Story) -> None:
        story.set_up()
        bo = story.slack.person("Bo")
        bo.command("/escalate", channel="#general")
        assert bo.modal
        assert bo.modal.view["state"]["values"]["team"]["value"]["selected_option"] is None

    def test_shows_names_as_they_were_typed(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "@ivan broke #it & <b>more</b>", channel="#marketing")
        assert maya.modal
        stuck = maya.modal.view["state"]["values"]["stuck"]["value"]["value"]
        assert stuck.startswith("@ivan broke #it & ")

    def test_gives_back_what_does_not_fit(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        reply = maya.command("/escalate", "x" * 3001, channel="#marketing")
        assert maya.modal is None
        assert isinstance(reply.body, dict)
        assert reply.body["text"] == (
            "That is 3,001 characters, and the form takes 3,000. Please shorten it, or type "
            "`/escalate` alone and put the rest into the second field. You typed:\n" + "x" * 3001
        )


class TestBeforeTheSetUp:
    @pytest.mark.sqlite_first
    def test_loses_nothing_that_was_typed(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/escalate", "The export fails", channel="#marketing")
        (said,) = maya.sees("#marketing")
        assert said.plain == (
            "Before you can escalate, I need to know your two teams and who leads them.\n"
            "Nothing is lost. You typed:\nThe export fails"
        )
        assert said.ephemeral_to == maya.id
        maya.click("Set up", message=said)
        assert scenes.title(maya) == "Set up Lockstep"
        maya.submit(TEAMS)
        assert scenes.title(maya) == "Escalate"
        maya.submit({"ask": "Somebody who repairs it"})
        assert scenes.title(maya) is None
        story.settle()
        assert "The export fails" in scenes.card(story).plain

    @pytest.mark.sqlite_first
    def test_goes_on_with_an_empty_form_when_nothing_was_typed(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/escalate", channel="#marketing")
        maya.click("Set up")
        maya.submit(TEAMS)
        assert maya.modal
        assert maya.modal.title == "Escalate"
        assert maya.modal.view["state"]["values"]["stuck"]["value"]["value"] is None

    def test_goes_straight_on_when_somebody_has_set_up_meanwhile(self, story: Story) -> None:
        bo = story.slack.person("Bo")
        bo.command("/escalate", "It fails", channel="#it")
        said = bo.sees("#it")[-1]
        story.set_up()
        bo.click("Set up", message=said)
        assert bo.modal
        assert bo.modal.title == "Escalate"
        state = bo.modal.view["state"]["values"]
        assert state["stuck"]["value"]["value"] == "It fails"
        assert "Marketing is asked, in " in bo.modal.plain

    @pytest.mark.sqlite_first
    def test_goes_on_when_somebody_was_faster_with_the_set_up(self, story: Story) -> None:
        bo = story.slack.person("Bo")
        bo.command("/escalate", "It fails", channel="#it")
        bo.click("Set up")
        story.set_up()
        bo.submit(TEAMS | {"channel_1": "#general"})
        assert bo.modal
        assert bo.modal.title == "Escalate"
        state = bo.modal.view["state"]["values"]
        assert state["stuck"]["value"]["value"] == "It fails"
        assert "Marketing is asked, in " in bo.modal.plain


class TestOnRaise:
    def test_raises_one_when_the_modal_is_sent_twice(self, story: Story) -> None:
        story.set_up()
        with scenes.tapped(story) as payloads:
            scenes.raise_one(story)
        again = story.receive(Delivery("interactive", payloads[-1]))
        story.settle()
        assert (again.status, again.body) == (200, None)
        assert cards(story) == ["ESC-1, high urgency: Marketing asks IT"]
        assert len(story.slack.person("Maya").dm()) == 1

    @pytest.mark.sqlite_first
    def test_raises_two_from_two_modals(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        scenes.raise_one(story, urgency="Low (1 day)")
        assert cards(story) == [
            "ESC-1, high urgency: Marketing asks IT",
            "ESC-2, low urgency: Marketing asks IT",
        ]

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        ("field", "sentence"),
        [("stuck", "Please say what is stuck."), ("ask", "Please say what you need.")],
    )
    def test_says_at_the_field_that_blanks_are_nothing(
        self, story: Story, field: str, sentence: str
    ) -> None:
        story.set_up()
        fields = {"stuck": scenes.STUCK, "ask": scenes.ASK} | {field: "  \n\t "}
        scenes.raise_one(story, **fields)
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.errors == {field: sentence}
        assert cards(story) == []

    @pytest.mark.sqlite_first
    def test_takes_three_thousand_characters_in_each_field(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story, stuck="s" * 3000, ask="&" * 3000)
        lines = scenes.card(story).plain.splitlines()
        assert lines[2] == "s" * 3000
        assert lines[4] == "&" * 3000
        scenes.answer(story, "<" * 3000)
        scenes.reopen(story, ">" * 3000)
        scenes.answer(story, "a" * 3000)
        assert "a" * 3000 in scenes.card(story).plain
        assert not story.slack.refused.of("views.open")

    @pytest.mark.sqlite_first
    def test_speaks_for_the_other_team_where_it_is_nobodys_home(self, story: Story) -> None:
        story.set_up()
        gail = story.slack.person("Gail")
        gail.command("/escalate", "It fails", channel="#general")
        gail.submit({"ask": "Somebody", "team": "IT"})
        story.settle()
        assert cards(story) == ["ESC-1, normal urgency: Marketing asks IT"]
        assert gail.dm()[-1].plain.endswith("Raised by @Gail Moreau, Mon 23 Nov 09:00 UTC")

    @pytest.mark.sqlite_first
    def test_lets_a_team_ask_itself(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        ivan.command("/escalate", "It fails", channel="#it")
        ivan.click(scenes.MORE)
        ivan.submit({"ask": "Somebody", "team": "IT"})
        story.settle()
        assert cards(story) == ["ESC-1, normal urgency: IT asks IT"]

    def test_says_so_when_the_team_is_gone_meanwhile(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "It fails", channel="#marketing")
        with story.transaction() as session:
            session.execute(sqlalchemy.delete(Weekly))
            session.execute(sqlalchemy.delete(Member))
            session.execute(sqlalchemy.delete(Team))
        maya.submit({"ask": "Somebody"})
        assert maya.modal
        assert maya.modal.errors == {
            "ask": "The team that is asked is gone. Please choose another, under More."
        }
        with story.transaction() as session:
            assert session.scalars(sqlalchemy.select(Escalation)).all() == []
