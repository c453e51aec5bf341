"""Three hundred entries in pages, as they are leafed through."""

import pytest

from bot.ownership.operations import editing
from bot.ownership.rules.entries import Details, Kind
from bot.teams import queries as team_queries
from tests.ownership.test_walk import newest
from tests.story import Story


def fill(story: Story, number: int, kind: Kind = Kind.OWNED) -> None:
    """Write so many entries down for IT, two thirds of them Ivan's."""
    with story.transaction() as session:
        teams = team_queries.list_teams(session, story.workspace.id)
        for each in range(number):
            team = teams[each % 2]
            editing.add(
                session,
                workspace_id=story.workspace.id,
                kind=kind,
                details=Details(
                    team.id, f"Thing {each:03}", "Words", "U0IVAN00003", ("U0BO0000004",)
                ),
                view_id=f"V{each}",
                by="U0SOFIA0005",
                now=story.clock(),
            )


class TestOnPage:
    @pytest.mark.sqlite_first
    def test_leads_through_all_of_them_and_back(self, story: Story) -> None:
        story.set_up()
        fill(story, 300)
        sofia = story.slack.person("Sofia")
        sofia.command("/align", "owns", channel="#general")
        seen: list[str] = []
        for page in range(25):
            message = newest(story, "Sofia", "#general")
            assert f"{page * 12 + 1} to {page * 12 + 12} of 300" in message.plain
            assert len(message.blocks) <= 50
            seen += [line for line in message.plain.splitlines() if line.startswith("Thing")]
            if page < 24:
                sofia.click("Later", message=message)
                story.settle()
        assert len(set(seen)) == 300
        sofia.click("Earlier", message=newest(story, "Sofia", "#general"))
        story.settle()
        assert "277 to 288 of 300" in newest(story, "Sofia", "#general").plain
        assert not story.slack.refused

    def test_leads_through_services_too(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        fill(story, 30, Kind.SERVICE)
        ana = story.slack.person("Ana")
        ana.command("/align", "services", channel="#general")
        ana.click("Later")
        story.settle()
        message = newest(story, "Ana", "#general")
        assert "13 to 24 of 30" in message.plain
        assert message.buttons == ["Earlier", "Later"]
