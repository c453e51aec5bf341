"""`/roadmap`: real payloads, both databases."""

import pytest

from bot.roadmap.listeners import showing
from bot.slack.values import Click
from tests.roadmap import scenes
from tests.story import Story


def reply(story: Story, text: str, name: str = "Maya") -> str:
    """Return what somebody is answered to /roadmap."""
    body = story.slack.person(name).command("/roadmap", text, channel="#marketing").body
    assert isinstance(body, dict)
    assert body["response_type"] == "ephemeral"
    return str(body["text"])


@pytest.mark.sqlite_first
class TestOnRoadmap:
    def test_says_how_to_begin_before_there_are_teams(self, story: Story) -> None:
        assert reply(story, "").startswith(
            "Before there is a roadmap, I need to know at least two teams and who leads them."
        )

    def test_offers_to_add_the_first(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        assert scenes.show(maya, "").plain == (
            "There is no initiative yet. Add the first: it has an owner in each of two teams."
        )
        maya.click("Add an initiative")
        assert scenes.title(maya) == "Add an initiative"

    def test_shows_what_is_meant_in_any_case(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        for text in ("INI-1", "ini-1", "Ini 1", "1", "web SHOP", "shop"):
            assert reply(story, text).startswith("INI-1: Web shop. Active, target date Fri 4 Dec")

    def test_lists_several_that_can_be_meant(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, title="Web shop")
        scenes.add(story, title="Web site 2027")
        assert reply(story, "web").startswith("2 initiatives have “web” in their names. INI-1: ")
        assert reply(story, "2027").startswith("INI-2: Web site 2027. ")

    def test_says_so_when_there_is_no_such_thing(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        assert reply(story, "INI-9") == (
            "There is no INI-9. Type `/roadmap` to see all initiatives."
        )
        assert reply(story, "9").startswith("No initiative has “9” in its name. ")
        assert reply(story, "@bo <!here>").startswith(
            "No initiative has “@bo &lt;!here&gt;” in its name. "
        )

    def test_explains_itself(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        assert reply(story, "Help").startswith("*The roadmap: what teams do together*")
        body = story.slack.person("Maya").command("/align", "help roadmap").body
        assert isinstance(body, dict)
        assert body["text"] == reply(story, "help")

    def test_has_buttons_for_those_alone_who_may_press_them(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        assert scenes.show(story.slack.person("Sofia")).buttons == ["Change", "Log decision"]
        assert scenes.show(story.slack.person("Ana")).buttons == []

    def test_marks_what_is_late_by_the_readers_own_calendar(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, **{"Target date": "2026-11-24"})
        story.clock.advance(hours=22)  # Tuesday, 07:00 UTC: the day it is due, wherever they are
        maya = story.slack.person("Maya")
        assert "overdue" not in scenes.show(maya).plain
        story.clock.advance(hours=17)  # Wednesday, 00:00 UTC
        assert "target date Tue 24 Nov 2026: overdue by 1 day\n" in scenes.show(maya).plain


class TestOnTurn:
    @pytest.mark.sqlite_first
    def test_shows_another_page_in_place_of_this_one(self, story: Story) -> None:
        story.set_up()
        for number in range(17):
            scenes.add(story, title=f"Shop {number}")
        maya = story.slack.person("Maya")
        first = scenes.show(maya, "")
        assert first.plain.startswith("Roadmap\n17 initiatives, page 1 of 2\nYours\nINI-1: ")
        seen = len(maya.sees("#marketing"))
        maya.click("Next")
        story.settle()
        second = scenes.newest(maya)
        assert second.plain.startswith("Roadmap\n17 initiatives, page 2 of 2\nYours\nINI-16: ")
        assert second.buttons == ["Open", "Open", "Previous", "Add an initiative"]
        assert (second.ts, len(maya.sees("#marketing"))) == (first.ts, seen)
        maya.click("Previous")
        story.settle()
        assert scenes.newest(maya).plain == first.plain


@pytest.mark.sqlite_first
class TestOnOpen:
    def test_shows_the_card_to_the_one_who_pressed(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        ana = story.slack.person("Ana")
        scenes.show(ana, "")
        ana.click("Open")
        story.settle()
        card = scenes.newest(ana)
        assert card.ephemeral_to == ana.id
        assert card.plain.startswith("INI-1: Web shop\nActive, ")
        assert card.text.startswith("INI-1: Web shop. Active, ")

    def test_shows_it_in_a_modal_where_there_is_no_conversation(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        for user_id, submit in (("U0MAYA00001", "Change"), ("U0ANA000002", None)):
            click = Click(story.workspace.id, user_id, None, "1")
            reply = showing.on_open(click, transaction=story.transaction, clock=story.clock)
            assert reply.modal
            assert reply.modal["title"]["text"] == "INI-1"
            assert (reply.modal.get("submit") or {}).get("text") == submit
