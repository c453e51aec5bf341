"""Raising from a message, with three questions, and joining what is open: real payloads."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy

from bot.escalations.models import Escalation, Participant
from sandbox import Message, Person
from tests.crowd import at_once
from tests.escalations import scenes
from tests.roadmap import scenes as roadmap
from tests.story import Story

SHORTCUT = "Escalate this"
APART = {"Or": ["It is another problem: raise it anyway"]}


def said(story: Story, text: str = "The export fails since Monday") -> Message:
    """Let Ana say something in #marketing."""
    return story.slack.person("Ana").say(text, channel="#marketing")


def from_message(story: Story, name: str, message: Message, **fields: Any) -> Person:
    """Let somebody escalate a message."""
    person = story.slack.person(name)
    person.shortcut(SHORTCUT, message=message)
    person.submit({"ask": "A date"} | fields)
    story.settle()
    return person


def rows(story: Story) -> list[Escalation]:
    with story.transaction() as session:
        return list(session.scalars(sqlalchemy.select(Escalation).order_by(Escalation.id)))


class TestOnMessage:
    @pytest.mark.sqlite_first
    def test_keeps_the_message_as_it_was(self, story: Story) -> None:
        story.set_up()
        message = said(story)
        maya = story.slack.person("Maya")
        maya.shortcut(SHORTCUT, message=message)
        assert maya.modal
        assert maya.modal.view["state"]["values"]["stuck"]["value"]["value"] == message.plain
        assert "The message goes along, as it is now." in maya.modal.plain
        maya.submit({"stuck": "Nothing can be sent", "ask": "A date"})
        story.settle()
        (row,) = rows(story)
        assert (row.quoted, row.stuck) == (message.plain, "Nothing can be sent")
        assert "The message" in scenes.card(story).plain
        ivan = story.slack.person("Ivan")
        ivan.click("More", message=scenes.card(story))
        assert ivan.modal
        assert "The message\nThe export fails since Monday" in ivan.modal.plain

    @pytest.mark.sqlite_first
    def test_offers_to_join_what_is_open_about_it(self, story: Story) -> None:
        story.set_up()
        message = said(story)
        from_message(story, "Maya", message)
        bo = story.slack.person("Bo")
        bo.shortcut(SHORTCUT, message=message)
        assert bo.modal
        assert bo.modal.title == "Is it the same?"
        bo.submit({"stuck": "Our invoices, too", "ask": "A date"})
        story.settle()
        assert len(rows(story)) == 1
        assert scenes.thread(story) == ["@Bo Chen has the same problem as ESC-1: Our invoices, too"]
        assert story.slack.person("Maya").dm()[-1].plain == scenes.thread(story)[0]

    def test_raises_another_if_it_is_another_problem(self, story: Story) -> None:
        story.set_up()
        message = said(story)
        from_message(story, "Maya", message)
        bo = story.slack.person("Bo")
        bo.shortcut(SHORTCUT, message=message)
        bo.submit({"ask": "A date"} | APART)
        assert [row.raised_by for row in rows(story)] == ["U0MAYA00001", "U0BO0000004"]

    def test_asks_whom_they_mean_where_that_is_not_clear(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        message = story.slack.person("Ana").say("The export fails", channel="#general")
        gail = story.slack.person("Gail")
        for fields in ({"team": "IT"}, APART):
            gail.shortcut(SHORTCUT, message=message)
            gail.submit({"ask": "A date"} | fields)
        assert len(rows(story)) == 1
        gail.submit({"team": "IT"})
        assert len(rows(story)) == 2

    @pytest.mark.sqlite_first
    def test_raises_anew_once_the_first_has_ended(self, story: Story) -> None:
        story.set_up()
        message = said(story)
        from_message(story, "Maya", message)
        scenes.answer(story)
        story.slack.person("Maya").click("Accept")
        story.settle()
        from_message(story, "Maya", message)
        assert len(rows(story)) == 2

    def test_works_before_the_set_up(self, sqlite_story: Story) -> None:
        message = said(sqlite_story)
        maya = sqlite_story.slack.person("Maya")
        maya.shortcut(SHORTCUT, message=message)
        assert maya.modal is None or "Before you can escalate" in maya.modal.plain


class TestAnInitiative:
    def test_has_one_unless_somebody_says_otherwise(self, story: Story) -> None:
        story.set_up()
        roadmap.add(story, Channel="#marketing")
        scenes.raise_one(story)
        ana = story.slack.person("Ana")
        ana.command("/escalate", "It fails", channel="#marketing")
        ana.submit({"ask": "A date"})
        assert ana.modal
        assert ana.modal.plain.startswith("ESC-1 is open, part of INI-1:")
        ana.submit({})
        story.settle()
        assert len(rows(story)) == 1
        with story.transaction() as session:
            joined = sqlalchemy.select(Participant.user_id).where(
                Participant.joined_at.is_not(None)
            )
            assert session.scalars(joined).all() == [ana.id]

    def test_does_not_show_a_private_one(self, story: Story) -> None:
        story.set_up()
        roadmap.add(story, Channel="#marketing")
        maya = story.slack.person("Maya")
        maya.command("/escalate", "Secret", channel="#marketing")
        maya.click(scenes.MORE)
        maya.submit({"ask": "A date", "Private": ["Only the people on its ladder see it"]})
        ana = story.slack.person("Ana")
        ana.command("/escalate", "It fails", channel="#marketing")
        ana.submit({"ask": "A date"})
        assert ana.modal is None
        assert [row.private_at is not None for row in rows(story)] == [True, False]


class TestTwoAtOnce:
    @pytest.mark.parametrize("races", [20])
    def test_make_one_record_and_offer_it_to_the_other(self, story: Story, races: int) -> None:
        story.set_up()
        for number in range(races):
            message = said(story, f"Problem {number}")
            for name in ("Maya", "Bo"):
                story.slack.person(name).shortcut(SHORTCUT, message=message)

            def send(name: str) -> Callable[[], object]:
                return lambda: story.slack.person(name).submit({"ask": "A date"})

            at_once([send("Maya"), send("Bo")])
            open_forms = [story.slack.person(name).modal for name in ("Maya", "Bo")]
            titles = sorted(form.title if form else "" for form in open_forms)
            assert titles == ["", "Is it the same?"]
            for name in ("Maya", "Bo"):
                if story.slack.person(name).modal:
                    story.slack.person(name).close_modal()
        assert len(rows(story)) == races


class TestNotSure:
    @pytest.mark.sqlite_first
    def test_asks_three_questions_and_says_what_they_came_to(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "It fails", channel="#marketing")
        maya.submit({"ask": "A date", "urgency": "Not sure? Ask me three questions"})
        assert scenes.title(maya) == "How urgent is it?"
        maya.submit({"blocked": "Yes", "call": "The sponsors", "needed": "Today"})
        assert maya.modal
        assert maya.modal.plain == (
            "I have raised ESC-1 with high urgency, because somebody is blocked and you need it "
            "today. I have asked the sponsors."
        )
        story.settle()
        assert "It is with the sponsors, @Sofia Rossi." in scenes.card(story).plain
        (asked,) = story.slack.person("Sofia").dm()
        assert asked.plain.startswith("@Maya Okafor raised ESC-1, and you are asked first.")

    def test_loses_nothing_when_a_question_is_left_open(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "It fails", channel="#marketing")
        maya.submit({"ask": "A date", "urgency": "Not sure? Ask me three questions"})
        assert maya.modal
        assert maya.modal.view["state"]["values"]["ask"]["value"]["value"] == "A date"


class TestMore:
    @pytest.mark.sqlite_first
    def test_keeps_what_was_typed_and_takes_a_date(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "It fails", channel="#marketing")
        maya.click(scenes.MORE)
        assert maya.modal
        assert maya.modal.view["state"]["values"]["stuck"]["value"]["value"] == "It fails"
        maya.submit({"ask": "A date", "kind": "Objective: we want different things"})
        story.settle()
        assert scenes.card(story).plain.endswith("09:00 UTC · Objective")

    def test_refuses_a_day_that_has_passed(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "It fails", channel="#marketing")
        maya.click(scenes.MORE)
        maya.submit({"ask": "A date", "needed_on": "2026-11-20"})
        assert maya.modal
        assert maya.modal.errors == {"needed_on": "This day has passed. Please choose a later one."}
        maya.submit({"needed_on": "2026-11-27"})
        story.settle()
        assert "Needed by Fri 27 Nov 2026" in scenes.card(story).plain
