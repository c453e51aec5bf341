"""What is private, restricted or for a team alone is a number on an agenda, whatever happens."""

from tests.meetings import scenes
from tests.story import Story


class TestAgenda:
    def test_tells_nobody_what_is_private(self, company: Story) -> None:
        """That nobody else reads the words, the story's own scan sees when it ends."""
        scenes.set_up(company)
        maya = company.slack.person("Maya")
        maya.command("/escalate", "A secret worry of ours", channel="#marketing")
        maya.click("More: a date, an initiative, private")
        maya.submit(
            {
                "team": "IT",
                "ask": "A quiet word, please",
                "private": ["Only the people on its ladder see it"],
            }
        )
        company.settle()
        company.pass_time(days=7)
        (agenda,) = scenes.agendas(company)
        assert "• 1 private escalation" in agenda.plain
        assert "secret" not in agenda.plain + agenda.text
