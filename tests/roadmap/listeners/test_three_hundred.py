"""A workspace with three hundred initiatives, all with the longest names there can be."""

from bot.teams import queries as team_queries
from tests.escalations import scenes as escalations
from tests.roadmap import scenes
from tests.roadmap.world import BO, MAYA, World
from tests.story import Story

MANY = 300
NAME = ("<!channel>&\u202e\U0001f600" * 8)[:80]


def fill(story: Story) -> None:
    """Add them, a third of them Bo's."""
    with story.transaction() as session:
        marketing, it = team_queries.list_teams(session, story.workspace.id)
    world = World(story.transaction, story.clock, story.workspace.id, marketing.id, it.id)
    for number in range(MANY):
        owner = BO if number % 3 == 0 else "U0IVAN00003"
        world.add(title=NAME, by=MAYA, **{f"owner:{it.id}": owner})


class TestThreeHundred:
    def test_are_listed_to_the_last(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        fill(story)
        bo = story.slack.person("Bo")
        first = scenes.show(bo, "", channel="#it")
        assert first.plain.startswith("Roadmap\n300 initiatives, page 1 of 20\nYours\nINI-1: ")
        seen = first.buttons.count("Open")
        for _page in range(19):
            bo.click("Next", message=scenes.newest(bo, "#it"))
            story.settle()
            page = scenes.newest(bo, "#it")
            assert len(page.blocks) <= 50
            seen += page.buttons.count("Open")
        assert seen == MANY
        assert "Next" not in page.buttons
        assert list(story.slack.refused) == []

    def test_can_be_looked_for_and_escalated_about(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        fill(story)
        maya = story.slack.person("Maya")
        found = scenes.show(maya, "CHANNEL")
        assert found.plain.startswith("More than 15 initiatives have “CHANNEL” in their names.")
        maya.command("/escalate", "It fails", channel="#marketing")
        maya.click(escalations.MORE)
        assert maya.modal
        (field,) = [
            block for block in maya.modal.view["blocks"] if block["block_id"] == "initiative"
        ]
        assert len(field["element"]["options"]) == 100
        assert list(story.slack.refused) == []
