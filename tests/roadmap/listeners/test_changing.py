"""Adding, changing and moving: real payloads, both databases."""

import pytest

from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.rules import Standing
from bot.roadmap import queries
from bot.roadmap.blocks import sentences
from bot.roadmap.listeners import changing
from bot.slack.values import Click, Reply
from sandbox import Delivery
from sandbox.delivery import Ack
from tests.roadmap import scenes
from tests.story import Story

ONLY = (
    "Only its owners, @Maya Okafor and @Bo Chen, and the leads and sponsors of their teams, "
    "@Ivan Kovac and @Sofia Rossi, can change INI-1. Please ask one of them."
)


def count(story: Story) -> int:
    """Return how many initiatives there are."""
    with story.transaction() as session:
        return queries.count(session, workspace_id=story.workspace.id)


@pytest.mark.sqlite_first
class TestOnAddCommand:
    def test_says_how_to_begin_before_there_are_teams(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "add Web <shop>", channel="#marketing")
        assert maya.modal is None
        assert scenes.newest(maya).plain.endswith("works.\nYou typed:\nWeb <shop>")
        maya.click("Set up")
        assert scenes.title(maya) == "Set up Lockstep"

    def test_fills_in_the_name_and_the_person_as_an_owner(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        ivan.command("/roadmap", "ADD  Web   shop", channel="#marketing")
        states = scenes.states(ivan)
        assert states["title@0"] == "Web shop"
        owners = [states[name] for name in states if name.startswith("owner:")]
        assert owners == ["U0IVAN00003", None]

    def test_gives_back_what_does_not_fit(self, sqlite_story: Story) -> None:
        sqlite_story.set_up()
        maya = sqlite_story.slack.person("Maya")
        body = maya.command("/roadmap", "add " + "x" * 81).body
        assert isinstance(body, dict)
        assert body["text"].startswith("That is 81 characters, and a name takes 80.")


@pytest.mark.sqlite_first
class TestOnAdd:
    def test_opens_the_form(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        maya = story.slack.person("Maya")
        scenes.show(maya, "")
        maya.click("Add an initiative")
        assert scenes.title(maya) == "Add an initiative"

    def test_says_how_to_begin_before_there_are_teams(self, story: Story) -> None:
        click = Click(story.workspace.id, "U0MAYA00001", "C0MARKETNG2", "add")
        reply = changing.on_add(click, transaction=story.transaction, clock=story.clock)
        text, blocks = sentences.set_up_first("")
        assert reply == Reply(whisper=text, blocks=blocks)


class TestOnSaveNew:
    @pytest.mark.sqlite_first
    def test_shows_the_card_in_place_of_the_form(self, story: Story) -> None:
        story.set_up()
        ana = story.slack.person("Ana")
        ana.command("/roadmap", "add Web shop", channel="#general")
        ana.submit(scenes.filled({}))
        assert scenes.title(ana) == "INI-1"
        assert scenes.screen(ana).startswith("INI-1: Web shop\nActive, target date Fri 4 Dec 2026")
        assert ana.modal
        assert ana.modal.view["submit"] is None  # she added it, and others answer for it

    def test_takes_the_same_form_twice(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "add Web shop", channel="#marketing")
        bodies = []

        def twice(delivery: Delivery) -> Ack:
            bodies.extend(story.receive(delivery).body for _time in range(2))
            return Ack(200, bodies[-1])

        story.slack.deliver_to(twice)
        maya.submit(scenes.filled({"Channel": "#it"}))
        story.slack.deliver_to(story.receive)
        story.settle()
        assert bodies[0] == bodies[1]
        assert count(story) == 1
        assert len(scenes.posted(story)) == 1

    @pytest.mark.sqlite_first
    def test_says_below_the_field_who_cannot_be_an_owner(self, story: Story) -> None:
        story.set_up()
        with story.transaction() as session:
            left = Profile("U0BO0000004", "Bo", None, Standing.COLLEAGUE, is_deactivated=True)
            people.record_people(session, story.workspace.id, [left], now=story.clock())
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "add Web shop", channel="#marketing")
        maya.submit(scenes.filled({}))
        assert maya.modal
        (field,) = [name for name in scenes.states(maya) if name.startswith("owner:")][1:]
        assert maya.modal.errors == {field: "Bo has left. Please choose somebody else."}
        maya.submit({"Owner in IT": "Ivan"})
        assert count(story) == 1

    def test_needs_more_than_white_space(self, sqlite_story: Story) -> None:
        sqlite_story.set_up()
        maya = sqlite_story.slack.person("Maya")
        maya.command("/roadmap", "add Web shop", channel="#marketing")
        maya.submit(scenes.filled({"Why?": "   "}))
        assert maya.modal
        assert maya.modal.errors == {"why@0": "Please say why."}

    @pytest.mark.sqlite_first
    def test_tells_who_added_it_when_its_channel_is_closed_to_me(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "add Web shop", channel="#marketing")
        maya.submit(scenes.filled({"Channel": "#leads"}))
        story.send()
        assert "/invite @Lockstep" in maya.dm()[-1].plain
        maya.invite_bot("#leads")
        story.settle()
        assert len(scenes.posted(story, "#leads")) == 1

    def test_asks_which_of_three_teams_are_involved(self, story: Story) -> None:
        story.set_up()
        sofia, maya = story.slack.person("Sofia"), story.slack.person("Maya")
        sofia.command("/align", "setup", channel="#general")
        sofia.submit({"channel_1": "#general", "leads_1": ["Ana"]})
        maya.command("/roadmap", "add Web shop", channel="#marketing")
        answers = scenes.filled({})
        del answers["Owner in IT"]
        maya.submit(answers)
        assert maya.modal
        (owners,) = maya.modal.errors.values()
        assert owners == "An initiative needs owners in at least two teams. Please choose one more."
        maya.submit({"Owner in General": "Ana"})
        assert "Owners\nMarketing: @U0MAYA00001\nGeneral: @U0ANA000002\n" in scenes.screen(maya)
        maya.submit()
        maya.submit({"Owner in IT": "Ivan", "Owner in Marketing": None})
        assert "Owners\nIT: @U0IVAN00003\nGeneral: @U0ANA000002\n" in scenes.screen(maya)


class TestOnChange:
    @pytest.mark.sqlite_first
    def test_is_refused_with_the_names_of_those_who_may(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, Channel="#marketing")
        (card,) = scenes.posted(story, "#marketing")
        ana = story.slack.person("Ana")
        ana.click("Change", message=card)
        assert ana.modal is None
        scenes.move(story, ana, "Done", card)
        said = [message.plain for message in ana.sees("#marketing")[-2:]]
        assert said == [ONLY, ONLY]
        assert scenes.posted(story, "#marketing")[0].plain == card.plain

    @pytest.mark.sqlite_first
    def test_opens_from_the_card_in_a_modal_too(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "add Another", channel="#marketing")
        maya.submit(scenes.filled({}))
        assert scenes.title(maya) == "INI-2"
        maya.submit()
        assert scenes.title(maya) == "Change INI-2"
        maya.submit({"Name": "One more"})
        assert scenes.screen(maya).startswith("INI-2: One more\n")

    def test_is_refused_to_one_who_was_an_owner_when_the_form_was_drawn(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, **{"Owner in Marketing": "Ana"})
        ana, maya = story.slack.person("Ana"), story.slack.person("Maya")
        scenes.show(ana)
        ana.click("Change")
        scenes.show(maya)
        maya.click("Change")
        maya.submit({"Owner in Marketing": "Maya"})
        ana.submit({"Name": "Mine"})
        assert scenes.title(ana) == "INI-1"
        assert scenes.screen(ana).startswith("Only its owners, @U0MAYA00001 and @U0BO0000004, ")
        assert "Web shop" in scenes.show(ana).plain


class TestOnSaveChange:
    def test_brings_the_card_along_to_another_channel(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, Channel="#it")
        maya = story.slack.person("Maya")
        for channel in ("#marketing", "#it", None):
            scenes.show(maya)
            maya.click("Change")
            maya.submit({"Channel": channel})
            maya.close_modal()
            story.settle()
        (there,), (here,) = scenes.posted(story), scenes.posted(story, "#marketing")
        assert here.plain == (
            "INI-1: Web shop\nINI-1 is now in #it: type /roadmap INI-1 to see it."
        )
        assert there.plain == (
            "INI-1: Web shop\nINI-1 is no longer followed in this channel: type /roadmap INI-1 to "
            "see it."
        )


class TestOnMoveStage:
    def test_redraws_the_answer_that_was_pressed(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, Channel="#it")
        maya = story.slack.person("Maya")
        card = scenes.show(maya)
        seen = len(maya.sees("#marketing"))
        scenes.move(story, maya, "Done", card)
        assert len(maya.sees("#marketing")) == seen
        assert scenes.newest(maya).plain.startswith("INI-1: Web shop\nDone, target date ")
        assert scenes.posted(story)[0].plain.startswith("INI-1: Web shop\nDone, target date ")

    def test_edits_the_card_in_the_channel_and_says_nothing_else(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, Channel="#it")
        bo = story.slack.person("Bo")
        seen = len(bo.sees("#it"))
        scenes.move(story, bo, "Paused", scenes.posted(story)[0])
        assert len(bo.sees("#it")) == seen
        assert scenes.posted(story)[0].plain.startswith("INI-1: Web shop\nPaused, ")

    @pytest.mark.sqlite_first
    def test_tells_the_second_who_was_faster(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        maya, bo = story.slack.person("Maya"), story.slack.person("Bo")
        old = scenes.show(maya)
        scenes.move(story, bo, "Paused", scenes.show(bo, channel="#it"))
        scenes.move(story, maya, "Done", old)
        assert scenes.newest(maya).plain == (
            "Nothing changed: @Bo Chen moved INI-1 from Active to Paused, Mon 23 Nov 09:00 UTC."
        )
        assert "\nPaused, " in scenes.show(maya).plain
