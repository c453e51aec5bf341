"""Reading from Slack who is here."""

from bot.people import queries
from tests.story import Story


class TestTurn:
    def test_reads_everybody(self, story: Story) -> None:
        story.sync()
        with story.transaction() as session:
            found = queries.find_people(session, story.workspace.id, ["U0MAYA00001", "U0GAIL00006"])
        assert [found[each].name for each in sorted(found)] == ["Gail Moreau", "Maya Okafor"]
