"""Closing a team as people live it, and what becomes of what it was asked; both databases."""

import pytest
import sqlalchemy

from bot.escalations.models import Escalation
from bot.escalations.rules import State
from sandbox import Person
from tests.escalations import scenes
from tests.story import Story


def set_up_three(story: Story) -> None:
    """Marketing (Maya), IT (Ivan) and General (Bo), with Sofia as sponsor of all."""
    story.set_up()
    sofia = story.slack.person("Sofia")
    sofia.command("/align", "setup", channel="#general")
    sofia.submit({"channel_1": "#general", "leads_1": ["Bo"]})
    sofia.close_modal()
    story.settle()


def close(story: Story, name: str = "Ivan", team: str = "IT") -> Person:
    """Somebody closes a team, and reads what it means first."""
    person = story.slack.person(name)
    person.command("/align", "settings", channel="#it")
    person.click(f"Change {team}")
    person.click("Close this team")
    assert person.modal
    assert f"Close {team}? From then on nobody can ask it." in person.modal.plain
    person.submit({})
    return person


def raise_to_it(story: Story, by: str = "Maya", urgency: str = "High (30 minutes)") -> None:
    """Somebody asks IT: with three teams they say whom."""
    person = story.slack.person(by)
    person.command("/escalate", scenes.STUCK, channel="#marketing")
    person.submit({"Who must answer?": "IT", "ask": scenes.ASK, "urgency": urgency})
    story.settle()


def escalation(story: Story) -> Escalation:
    with story.transaction() as session:
        return session.scalars(sqlalchemy.select(Escalation)).one()


class TestOnClose:
    @pytest.mark.sqlite_first
    def test_says_that_it_is_closed_to_who_did_it_and_in_its_channel(self, story: Story) -> None:
        set_up_three(story)
        ivan = close(story)
        assert ivan.modal
        assert ivan.modal.title == "Closed"
        assert ivan.modal.plain.startswith("IT is closed. What it was asked goes on with others")
        story.settle()
        assert (
            story.slack.channel("#it")
            .messages[-1]
            .plain.startswith("@Ivan Kovac has closed IT: nobody asks it anything here any more.")
        )

    @pytest.mark.sqlite_first
    def test_shows_it_as_closed_to_everybody(self, story: Story) -> None:
        set_up_three(story)
        close(story)
        bo, ivan = story.slack.person("Bo"), story.slack.person("Ivan")
        for person, buttons in ((bo, []), (ivan, ["Reopen IT"])):
            person.command("/align", "settings", channel="#it")
            said = person.sees("#it")[-1]
            assert "IT was closed by @Ivan Kovac, Mon 23 Nov" in said.plain
            assert [each for each in said.buttons if "IT" in each] == buttons

    @pytest.mark.sqlite_first
    def test_refuses_when_only_two_are_left(self, story: Story) -> None:
        story.set_up()
        ivan = close(story)
        assert ivan.modal
        assert ivan.modal.plain.startswith("IT is one of your last 2 teams")

    @pytest.mark.sqlite_first
    def test_offers_it_to_nobody_any_more(self, story: Story) -> None:
        set_up_three(story)
        close(story)
        maya = story.slack.person("Maya")
        maya.command("/escalate", scenes.STUCK, channel="#marketing")
        assert maya.modal
        maya.submit({"ask": scenes.ASK, "urgency": "High (30 minutes)"})
        story.settle()
        assert story.slack.channel("#general").messages[-1].plain.startswith("ESC-1")

    def test_asks_others_what_it_was_asked_at_once(self, story: Story) -> None:
        set_up_three(story)
        raise_to_it(story)
        close(story)
        story.settle()
        row = escalation(story)
        assert (row.state, row.level) == (State.OPEN, 2)
        sofia = story.slack.person("Sofia")
        assert "ESC-1" in sofia.dm()[-1].plain
        assert scenes.thread(story)[-1] == (
            "@Sofia Rossi, IT was closed by @Ivan Kovac. Please agree who takes ESC-1."
        )
        maya = story.slack.person("Maya")
        maya.command("/escalate", "ESC-1", channel="#marketing")
        maya.click("Timeline")
        assert maya.modal
        assert "IT was closed by @U0IVAN00003, so I asked the sponsors." in maya.modal.plain
        assert "Passed over: the leads of IT, because nobody is there." in maya.modal.plain

    @pytest.mark.sqlite_first
    def test_leaves_what_somebody_has_with_them(self, story: Story) -> None:
        set_up_three(story)
        raise_to_it(story)
        scenes.acknowledge(story)
        close(story)
        story.settle()
        row = escalation(story)
        assert (row.state, row.acknowledged_by) == (
            State.ACKNOWLEDGED,
            story.slack.person("Ivan").id,
        )

    @pytest.mark.sqlite_first
    def test_goes_on_with_who_is_left_when_they_do_not_answer(self, story: Story) -> None:
        set_up_three(story)
        raise_to_it(story)
        scenes.acknowledge(story)
        close(story)
        for _day in range(6):
            story.pass_time(days=1)
        row = escalation(story)
        assert (row.state, row.level) == (State.OPEN, 2)

    @pytest.mark.sqlite_first
    def test_keeps_nothing_waiting_that_was_asked_in_its_name(self, story: Story) -> None:
        """Whoever asked still judges the answer."""
        set_up_three(story)
        raise_to_it(story)
        close(story, "Maya", "Marketing")
        story.settle()
        scenes.answer(story)
        maya = story.slack.person("Maya")
        maya.click("Accept")
        story.settle()
        assert escalation(story).state is State.ACCEPTED


@pytest.mark.sqlite_first
class TestOnReopen:
    def test_lets_it_be_asked_again(self, story: Story) -> None:
        set_up_three(story)
        close(story)
        ivan = story.slack.person("Ivan")
        ivan.close_modal()
        ivan.command("/align", "settings", channel="#it")
        ivan.click("Reopen IT")
        story.settle()
        assert scenes.whispers(story, "Ivan")[-1] == "IT is open."
        assert story.slack.channel("#it").messages[-1].plain == (
            "@Ivan Kovac has opened IT again: it is asked here, as before."
        )
        raise_to_it(story)
        assert scenes.card(story)

    def test_says_what_stands_in_its_way(self, story: Story) -> None:
        set_up_three(story)
        close(story)
        sofia = story.slack.person("Sofia")
        sofia.command("/align", "setup", channel="#it")
        sofia.submit({"channel_1": "#it", "leads_1": ["Ana"]})
        sofia.close_modal()
        story.settle()
        sofia.command("/align", "settings", channel="#general")
        sofia.click("Reopen IT")
        story.settle()
        assert scenes.whispers(story, "Sofia")[-1] == (
            "Your team IT has this team's name or channel now. Give it another one first, then "
            "open this one again."
        )
