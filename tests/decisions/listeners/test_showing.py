"""Showing one decision, or the newest of a team."""

import pytest

from tests.decisions import scenes
from tests.story import Story


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: nothing here has to do with databases."""
    sqlite_story.set_up()
    return sqlite_story


class TestOnDecision:
    @pytest.mark.parametrize("named", ["DEC-1", "dec-1"])
    def test_shows_it_to_everybody(self, story: Story, named: str) -> None:
        scenes.record(story)
        ivan = story.slack.person("Ivan")
        ivan.command("/decision", named, channel="#it")
        assert ivan.sees("#it")[-1].plain.startswith("DEC-1, decided by Marketing\n")

    def test_says_that_there_is_none(self, story: Story) -> None:
        ivan = story.slack.person("Ivan")
        ivan.command("/decision", "DEC-9", channel="#it")
        assert ivan.sees("#it")[-1].plain.startswith("I find no DEC-9. /decision records one.")


class TestOnList:
    def test_shows_the_newest_of_ones_team(self, story: Story) -> None:
        ana, ivan = story.slack.person("Ana"), story.slack.person("Ivan")
        ana.command("/decision", "list", channel="#marketing")
        assert ana.sees("#marketing")[-1].plain.startswith(
            "Your team has recorded no decision yet."
        )
        scenes.record(story)
        scenes.propose(story, "Ivan", title="We buy X")
        ana.command("/decision", "list", channel="#marketing")
        shown = ana.sees("#marketing")[-1]
        assert shown.plain.startswith(
            "DEC-2 We buy X\nWaits for @Ivan Kovac, who has to approve.\n"
            "DEC-1 We move the newsletter to HubSpot\nDecided by @Maya Okafor"
        )
        ana.click("Show", message=shown)
        assert ana.modal
        assert ana.modal.plain.startswith("DEC-2, proposed by Marketing")
        ana.close_modal()
        ivan.command("/decision", "list", channel="#it")
        assert ivan.sees("#it")[-1].plain.startswith("Your team has recorded no decision yet.")

    def test_shows_a_joint_one_to_both(self, story: Story) -> None:
        scenes.record(story, more=True, partner="IT", approvers=["Ivan"])
        ivan = story.slack.person("Ivan")
        ivan.command("/decision", "list", channel="#it")
        assert ivan.sees("#it")[-1].plain.startswith("DEC-1 We move")

    def test_asks_who_is_in_no_team_to_type_it_there(self, story: Story) -> None:
        gail = story.slack.person("Gail")
        gail.command("/decision", "list", channel="#general")
        assert gail.sees("#general")[-1].plain.startswith("I can't tell which team is yours")


class TestOnShow:
    def test_lets_an_approver_decide_from_the_home(self, story: Story) -> None:
        """What is done to the card in the modal is shown there."""
        scenes.propose(story, "Ivan")
        ivan = story.slack.person("Ivan")
        home = ivan.open_home()
        story.settle()
        home = ivan.home
        assert home
        assert (
            "DEC-1 · Marketing decides: “We move the newsletter to HubSpot” · @Maya Okafor asks "
            "you to approve it, Mon 23 Nov 09:00 UTC"
        ) in home.plain
        ivan.click("Open", view=home)
        ivan.click("Approve")
        assert ivan.modal
        assert ivan.modal.plain.startswith("DEC-1, decided by Marketing")
        story.pass_time(seconds=2)
        assert ivan.home
        assert "DEC-1" not in ivan.home.plain
