"""Celebrating a win that is told, and thanking people below it."""

import pytest

from tests.decisions.scenes import whispers
from tests.story import Story
from tests.wins import scenes


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """A win of Ivan's that was told in both channels."""
    sqlite_story.set_up()
    sqlite_story.sync()
    scenes.give(sqlite_story, "@Ivan", at_once=["Tell it now, not in the morning"])
    return sqlite_story


class TestOnCelebrate:
    def test_counts_and_uncounts_in_both_channels(self, story: Story) -> None:
        for name, number in (("Bo", 1), ("Sofia", 2), ("Bo", 1)):
            (post,) = scenes.posts(story, "#it")
            button = next(each for each in post.buttons if each.startswith("Celebrate"))
            story.slack.person(name).click(button, message=post)
            story.settle()
            for channel in ("#it", "#marketing"):
                (post,) = scenes.posts(story, channel)
                assert f"Celebrate ({number})" in post.buttons

    def test_names_who_does_on_request(self, story: Story) -> None:
        bo = story.slack.person("Bo")
        bo.choose(scenes.MENU, "Who celebrates?", scenes.posts(story, "#it")[0])
        story.settle()
        assert whispers(story, "Bo")[-1] == "Nobody has celebrated WIN-1 yet: be the first."
        bo.click("Celebrate", message=scenes.posts(story, "#it")[0])
        story.settle()
        bo.choose(scenes.MENU, "Who celebrates?", scenes.posts(story, "#it")[0])
        story.settle()
        assert whispers(story, "Bo")[-1] == "@Bo Chen celebrates WIN-1."


class TestOnThank:
    def test_puts_the_words_below_both_posts(self, story: Story) -> None:
        (post,) = scenes.posts(story, "#it")
        bo = story.slack.person("Bo")
        bo.click("Add a thank-you", message=post)
        bo.submit({"words": "That saved us a week"})
        story.settle()
        for channel in ("#it", "#marketing"):
            said = [each for each in story.slack.channel(channel).messages if each.thread_ts]
            assert [each.plain for each in said] == [
                "@Bo Chen thanks @Ivan Kovac for WIN-1: “That saved us a week”"
            ]

    def test_is_taken_back_with_the_win(self, story: Story) -> None:
        bo = story.slack.person("Bo")
        bo.click("Add a thank-you", message=scenes.posts(story, "#it")[0])
        bo.submit({"words": "That saved us a week"})
        story.settle()
        story.slack.person("Maya").click("Take it back")
        story.settle()
        said = [each.plain for each in story.slack.channel("#it").messages]
        assert said[-2:] == ["What was here was taken back."] * 2

    def test_is_too_late_when_it_was_taken_back(self, story: Story) -> None:
        (post,) = scenes.posts(story, "#it")
        bo = story.slack.person("Bo")
        bo.click("Add a thank-you", message=post)
        story.slack.person("Maya").click("Take it back")
        story.settle()
        bo.submit({"words": "That saved us a week"})
        assert bo.modal
        assert bo.modal.errors == {
            "words": "WIN-1 was taken back meanwhile, so there is nothing to thank for any more."
        }
