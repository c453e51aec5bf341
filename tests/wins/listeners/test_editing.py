"""Changing a win that one has given: for a day, and wherever it stands."""

import pytest

from bot.wins import queries
from tests.decisions.scenes import told, whispers
from tests.story import Story
from tests.wins import scenes
from tests.wins.scenes import WORDS

BETTER = "Shipped the new checkout in nine days"


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """A win of Ivan's and Bo's that was told in both channels."""
    sqlite_story.set_up()
    sqlite_story.sync()
    scenes.give(sqlite_story, "@Ivan @Bo", at_once=["Tell it now, not in the morning"])
    return sqlite_story


class TestOnChange:
    """Maya has the confirmation of what she has given on her screen."""

    def test_changes_it_wherever_it_stands(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.click("Change it")
        assert maya.modal
        assert maya.modal.title == "Change WIN-1"
        maya.submit({"what": BETTER, "people": ["Ivan", "Ana"], "figure": "-38 %"})
        assert maya.modal.plain == (
            "WIN-1 is changed, wherever it stands, and @U0IVAN00003 and @U0ANA000002 hear of it."
        )
        story.settle()
        for channel in ("#it", "#marketing"):
            (post,) = scenes.posts(story, channel)
            assert post.plain == (
                f"A win\n@Ivan Kovac and @Ana Ribeiro: {BETTER}\nWIN-1, from @Maya Okafor · -38 %"
            )
        story.pass_time(hours=4)
        assert told(story, "Ivan")[-1].startswith(
            f"@Maya Okafor has changed what is said of you in WIN-1: “{BETTER}” You can take it "
            "back within a day of when it was given."
        )
        assert told(story, "Ana")[-1].startswith("@Maya Okafor celebrates you in WIN-1:")

    def test_is_for_its_giver_and_for_a_day(self, story: Story) -> None:
        story.slack.person("Maya").close_modal()
        (post,) = scenes.posts(story, "#it")
        for name, days, sentence in (
            ("Ivan", 0, "Only @Maya Okafor, who gave it, can change WIN-1."),
            ("Maya", 1, "WIN-1 was given more than a day ago, and many have read it: it stays."),
        ):
            story.pass_time(days=days)
            person = story.slack.person(name)
            person.choose(scenes.MENU, "Change it", post)
            story.settle()
            assert person.modal is None
            assert whispers(story, name)[-1] == sentence

    def test_is_refused_if_it_was_changed_meanwhile(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.click("Change it")
        with story.transaction() as session:
            win = queries.get_win(session, workspace_id=story.workspace.id, win_id=1)
            win.edited_at = story.clock()
        maya.submit({"what": f"{WORDS}, all of us"})
        assert maya.modal
        assert maya.modal.errors == {
            "what": (
                "WIN-1 was changed meanwhile. Please close this, and open it again to see how."
            )
        }
