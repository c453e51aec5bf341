"""An escalation that is part of an initiative: chosen in the form, shown on both cards."""

import pytest

from tests.escalations import scenes as escalations
from tests.roadmap import scenes
from tests.story import Story


def raise_one(story: Story, initiative: str | None) -> None:
    """Maya asks IT, and says what it is part of."""
    maya = story.slack.person("Maya")
    maya.command("/escalate", "The export fails", channel="#marketing")
    maya.click(escalations.MORE)
    maya.submit({"ask": "Somebody", "Part of an initiative?": initiative})
    if maya.modal:
        maya.submit({"Or": ["It is another problem: raise it anyway"]})
    story.settle()


@pytest.mark.sqlite_first
class TestOnRaise:
    def test_asks_nothing_more_where_there_is_no_open_initiative(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, Stage="Done")
        maya = story.slack.person("Maya")
        maya.command("/escalate", "The export fails", channel="#marketing")
        assert "initiative" not in scenes.states(maya)

    def test_has_the_only_active_one_of_the_channel_chosen(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, Channel="#marketing")
        maya = story.slack.person("Maya")
        maya.command("/escalate", "The export fails", channel="#marketing")
        assert maya.modal
        assert "It is part of INI-1: Web shop." in maya.modal.plain
        maya.click(escalations.MORE)
        assert scenes.states(maya)["initiative"]["value"] == "1"

    def test_may_be_part_of_none(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        raise_one(story, None)
        assert "Part of" not in escalations.card(story).plain
        assert "Linked" not in scenes.show(story.slack.person("Maya")).plain

    def test_shows_on_the_initiatives_card_how_each_goes(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, Channel="#marketing")
        raise_one(story, "INI-1: Web shop")
        raise_one(story, "INI-1: Web shop")
        escalations.acknowledge(story)
        escalations.answer(story)
        (card,) = scenes.posted(story, "#marketing")
        linked = "\nLinked\nESC-2, open: The export fails\nESC-1, answered: The export fails\n"
        assert linked in card.plain
        escalations.reopen(story)
        (card,) = scenes.posted(story, "#marketing")
        assert linked.replace("answered", "open") in card.plain

    def test_stays_part_of_it_when_the_next_level_is_asked(self, story: Story) -> None:
        story.set_up()
        scenes.add(story)
        raise_one(story, "INI-1: Web shop")
        story.pass_time(hours=5)
        assert "\nPart of INI-1: Web shop\n" in escalations.card(story).plain
        assert "It is with the sponsors" in escalations.card(story).plain
