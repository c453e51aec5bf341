"""What one person is shown of wins: the newest, and as a lead whom nobody has thanked."""

import re

import pytest

from tests.roadmap import scenes as roadmap
from tests.story import Story
from tests.wins import scenes
from tests.wins.scenes import WORDS


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    sqlite_story.set_up()
    sqlite_story.sync()
    return sqlite_story


def shown(story: Story, name: str, text: str) -> str:
    person = story.slack.person(name)
    person.command("/win", text, channel="#general")
    return person.sees("#general")[-1].plain


class TestOnList:
    def test_shows_the_newest_first_and_mine_alone(self, story: Story) -> None:
        assert shown(story, "Ana", "list").startswith("No wins yet.")
        scenes.give(story, "@Ivan")
        scenes.give(story, "@Ana", by="Bo", channel="#it")
        assert shown(story, "Ana", "list") == (
            f"• WIN-2 @Ana Ribeiro: {WORDS} (Mon 23 Nov 2026)\n"
            f"• WIN-1 @Ivan Kovac: {WORDS} (Mon 23 Nov 2026)"
        )
        assert shown(story, "Ana", "list mine").count("WIN-") == 1

    def test_shows_those_that_are_asked_for(self, story: Story) -> None:
        scenes.give(story, "@Ivan", by="Bo", channel="#it")
        story.pass_time(days=40)
        scenes.give(story, "@Ana", by="Bo", channel="#it")
        for text, names in {
            "list team": {"WIN-2"},
            "list quarter": {"WIN-2"},
            "list Team QUARTER": {"WIN-2"},
            "list mine": set(),
        }.items():
            said = shown(story, "Maya", text)
            assert set(re.findall(r"WIN-\d", said)) == names
        assert said == "There are none of these. /win list shows all that you may read."

    def test_shows_those_of_an_initiative(self, story: Story) -> None:
        roadmap.add(story)
        scenes.give(story, "@Ivan", initiative="INI-1: Web shop")
        scenes.give(story, "@Ivan")
        assert set(re.findall(r"WIN-\d", shown(story, "Ana", "list INI-1"))) == {"WIN-1"}
        assert shown(story, "Ana", "list INI-9") == (
            "I can't find INI-9. Type /roadmap to see what there is.\nYou typed: /win list INI-9"
        )

    def test_says_whose_team_is_not_known(self, story: Story) -> None:
        assert shown(story, "Sofia", "list team") == (
            "I can't tell which team is yours. /align settings shows them all, and who leads them."
        )

    def test_begins_a_win_with_other_words(self, story: Story) -> None:
        ana = story.slack.person("Ana")
        ana.command("/win", "list of all bugs is empty again", channel="#marketing")
        assert ana.modal
        assert ana.modal.title == "Celebrate a win"


class TestOnCoverage:
    def test_names_whom_nobody_has_thanked_and_counts_no_person(self, story: Story) -> None:
        scenes.give(story, "@Ivan")
        scenes.give(story, "@Ivan @Maya", by="Bo", channel="#it")
        assert shown(story, "Ivan", "coverage") == (
            "IT: 1 of 2 was thanked in the last 60 days. Not yet: @Bo Chen. What did they do well? "
            "2 wins name people of the team; 1 came from another team."
        )

    def test_forgets_what_is_older_or_was_taken_back(self, story: Story) -> None:
        scenes.give(story, "@Ivan")
        story.slack.person("Maya").click("Take it back")
        story.settle()
        assert "0 of 2 were thanked" in shown(story, "Ivan", "coverage")
        scenes.give(story, "@Ivan")
        story.pass_time(days=61)
        assert "0 of 2 were thanked" in shown(story, "Ivan", "coverage")

    def test_is_for_leads_and_sponsors(self, story: Story) -> None:
        assert shown(story, "Bo", "coverage") == (
            "Only leads and sponsors see this, each of their own team."
        )
        seen = shown(story, "Sofia", "coverage")
        assert [team in seen for team in ("Marketing: 0 of", "IT: 0 of")] == [True, True]
