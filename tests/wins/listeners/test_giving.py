"""Giving a win in Slack: from a command, from a message, at once, and taking it back."""

import pytest

from tests.decisions.scenes import told, whispers
from tests.story import Story
from tests.wins import scenes
from tests.wins.scenes import WORDS


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    sqlite_story.set_up()
    sqlite_story.sync()
    return sqlite_story


class TestForm:
    def test_says_who_is_left_out_and_why(self, story: Story) -> None:
        scenes.give(story, "@Ivan @Maya @Lockstep")
        maya = story.slack.person("Maya")
        assert maya.modal
        assert "You are not in it yourself: somebody else will see what you did" in maya.modal.plain
        assert "bots need no thanks." in maya.modal.plain

    @pytest.mark.parametrize(
        ("filled", "field", "sentence"),
        [
            (
                {"what": "nice job!"},
                "what",
                "Please say what they did, so that others learn from it.",
            ),
            (
                {"people": ["Maya"]},
                "people",
                "Please name somebody who works here, besides yourself.",
            ),
            ({"people": []}, "people", "Please name somebody, or choose a whole team below."),
        ],
    )
    def test_says_below_the_field_what_is_missing(
        self, story: Story, filled: dict[str, object], field: str, sentence: str
    ) -> None:
        scenes.give(story, "@Ivan", **filled)
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.errors == {field: sentence}


class TestOnGive:
    def test_tells_a_big_one_at_once_in_both_channels(self, story: Story) -> None:
        scenes.give(story, "@Ivan", at_once=["Tell it now, not in the morning"])
        for channel in ("#marketing", "#it"):
            (post,) = scenes.posts(story, channel)
            assert post.plain.startswith(f"A win\n@Ivan Kovac: {WORDS}\nWIN-1, from @Maya Okafor")
        assert told(story, "Ivan")[-1].startswith("@Maya Okafor celebrates you in WIN-1:")
        story.pass_time(days=1)
        assert len(scenes.posts(story, "#it")) == 1

    def test_offers_that_to_leads_only(self, story: Story) -> None:
        ana = story.slack.person("Ana")
        ana.command("/win", f"@Ivan {WORDS}", channel="#marketing")
        assert ana.modal
        assert "A big one?" not in ana.modal.plain

    def test_keeps_to_the_team_whom_it_is_for(self, story: Story) -> None:
        scenes.give(story, "@Ana", reach="My team only")
        story.pass_time(days=1)
        assert scenes.posts(story, "#it") == []
        assert len(scenes.posts(story, "#marketing")) == 1
        for name, sees in (("Ana", True), ("Ivan", False)):
            person = story.slack.person(name)
            person.command("/win", "list", channel="#general")
            assert ("WIN-1" in person.sees("#general")[-1].plain) is sees


class TestWholeTeams:
    def test_name_everybody_who_does_the_work(self, story: Story) -> None:
        """Not their sponsor, and without a word of Maya, who gives it as one of them."""
        scenes.give(story, "@Bo", teams=["IT", "Marketing"])
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.plain.endswith(
            "and @U0BO0000004, @U0ANA000002 and @U0IVAN00003 hear of it first. You can take it "
            "back for 24 hours."
        )
        story.pass_time(hours=2)
        assert told(story, "Ivan")[-1].startswith("@Maya Okafor celebrates you in WIN-1:")

    def test_do_instead_of_people(self, story: Story) -> None:
        scenes.give(story, "@Ivan", people=[], teams=["IT"])
        story.pass_time(days=1)
        (post,) = scenes.posts(story, "#it")
        assert f"@Bo Chen and @Ivan Kovac: {WORDS}" in post.plain


class TestOnTakeBack:
    def test_is_for_who_is_named_before_others_read_it(self, story: Story) -> None:
        scenes.give(story, "@Ivan")
        story.pass_time(hours=2)
        ivan = story.slack.person("Ivan")
        ivan.click("Take it back", message=ivan.dm()[-1])
        story.settle()
        assert whispers(story, "Ivan")[-1] == (
            "WIN-1 is taken back. Nobody is told of it any more."
        )
        story.pass_time(days=1)
        assert scenes.posts(story, "#it") == []

    def test_corrects_what_was_told(self, story: Story) -> None:
        scenes.give(story, "@Ivan", at_once=["Tell it now, not in the morning"])
        maya = story.slack.person("Maya")
        maya.click("Take it back")
        assert maya.modal
        assert maya.modal.plain == "WIN-1 is taken back. Nobody is told of it any more."
        story.settle()
        said = [each.plain for each in story.slack.channel("#it").messages]
        assert said[-1] == "What was here was taken back."

    def test_is_refused_to_others_and_after_a_day(self, story: Story) -> None:
        scenes.give(story, "@Ivan")
        story.pass_time(days=1)
        (post,) = scenes.posts(story, "#it")
        for name, sentence in (
            ("Bo", "Only @Maya Okafor, who gave it, and the people in it can take WIN-1 back."),
            (
                "Ivan",
                "WIN-1 was given more than a day ago, and many have read it: it stays.",
            ),
        ):
            story.slack.person(name).choose(scenes.MENU, "Take it back", post)
            story.settle()
            assert whispers(story, name)[-1] == sentence
