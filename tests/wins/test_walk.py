"""A win from the words that are typed to the morning on which both sides read it."""

from tests.story import Story
from tests.wins import scenes
from tests.wins.scenes import WORDS


class TestWalk:
    def test_goes_from_two_clicks_to_both_channels(self, story: Story) -> None:
        story.set_up()
        story.sync()
        scenes.give(story, "@Ivan @Bo")
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.plain == (
            "WIN-1: thank you! It is told on the next working morning in #C0MARKETNG2 and "
            "#C0IT0000003, and @U0IVAN00003 and @U0BO0000004 hear of it first. You can take it "
            "back for 24 hours."
        )
        assert scenes.posts(story, "#it") == scenes.posts(story, "#marketing") == []
        story.pass_time(days=1)
        for channel in ("#marketing", "#it"):
            (told,) = scenes.posts(story, channel)
            assert told.plain == (
                f"A win\nWins of Tue 24 Nov 2026: 1 win. 1. {WORDS}. By 2 people: Ivan Kovac (IT) "
                "and Bo Chen (IT).\n"
                f"@Ivan Kovac and @Bo Chen: {WORDS}\nWIN-1, from @Maya Okafor"
            )
            assert told.text == f"A win: <@U0IVAN00003> and <@U0BO0000004>: {WORDS}."
        story.pass_time(days=3)
        assert len(scenes.posts(story, "#it")) == 1
