"""Whatever an initiative is called, nobody is called whom they did not choose."""

import pytest

from bot.roadmap.rules import NAME_MAX
from tests.escalations.listeners.test_hostile_words import HOSTILE, assert_nobody_is_called
from tests.roadmap import scenes
from tests.story import Story


class TestWalk:
    @pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
    def test_calls_nobody_and_shows_what_was_typed(self, sqlite_story: Story, words: str) -> None:
        story = sqlite_story
        story.set_up()
        title = " ".join(words.split())[:NAME_MAX]
        typed = {"Name": title, "What will be true when it is done?": words, "Why?": words}
        scenes.add(story, title="x", **{**typed, "Owner in IT": "Ivan", "Channel": "#it"})
        maya = story.slack.person("Maya")
        for name in ("Ivan", "Maya"):
            person = story.slack.person(name)
            scenes.show(person)
            person.click("Change")
        story.slack.person("Ivan").submit({"Name": f"{title[:60]} again", "Why?": f"{words}!"})
        maya.submit({"What will be true when it is done?": f"{words}?"})
        assert scenes.title(maya) == "Change INI-1"
        maya.submit()
        maya.close_modal()
        maya.command("/escalate", words, channel="#marketing")
        maya.submit({"ask": words, "initiative": f"INI-1: {title[:60]} again"})
        scenes.show(maya, "")
        scenes.show(maya, title[:60])
        story.settle()
        assert_nobody_is_called(story)
        (card,) = [each for each in story.slack.channel("#it").messages if "Linked" in each.plain]
        shown = [
            block["text"]["text"]
            for block in card.blocks
            if block["type"] == "section" and block["text"]["type"] == "plain_text"
        ]
        assert shown == [f"{words.strip()}?", f"{words.strip()}!"]
