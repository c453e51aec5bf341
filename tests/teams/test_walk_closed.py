"""What is left of a team that was closed, as everybody lives on with it."""

import pytest

from sandbox import Person
from tests.escalations import scenes
from tests.home import scenes as homes
from tests.ownership.test_walk import add, read
from tests.story import Story

EVERYBODY = ("Maya", "Ivan", "Bo", "Sofia", "Ana")


def close(story: Story, name: str = "Sofia", team: str = "IT") -> None:
    """Somebody closes a team."""
    person = story.slack.person(name)
    person.command("/align", "settings", channel="#general")
    person.click(f"Change {team}")
    person.click("Close this team")
    assert person.modal
    assert "1 open escalation to it goes on with the next people" in person.modal.plain
    assert "1 thing on its lists stays with the people named there" in person.modal.plain
    person.submit({})
    person.close_modal()
    story.settle()


@pytest.fixture
def company(sqlite_story: Story) -> Story:
    """Marketing, IT and General; IT owns something, was asked something, and is closed."""
    story = sqlite_story
    story.set_up()
    sofia = story.slack.person("Sofia")
    sofia.command("/align", "setup", channel="#general")
    sofia.submit({"channel_1": "#general", "leads_1": ["Bo"]})
    sofia.close_modal()
    add(story)
    maya = story.slack.person("Maya")
    maya.command("/escalate", scenes.STUCK, channel="#marketing")
    maya.submit({"Who must answer?": "IT", "ask": scenes.ASK, "urgency": "High (30 minutes)"})
    story.settle()
    close(story)
    return story


class TestAClosedTeam:
    def test_is_still_named_on_homes(self, company: Story) -> None:
        for name in EVERYBODY:
            said = homes.open_home(company, name)
            if name in {"Maya", "Sofia"}:
                assert any("Marketing asks IT" in line for line in said), name

    def test_is_still_named_by_what_it_owns(self, company: Story) -> None:
        ana = company.slack.person("Ana")
        found = read(ana.command("/align", "who newsletter exports", channel="#marketing"))
        assert "Newsletter exports" in found
        assert "IT" in found

    def test_is_no_answer_itself(self, company: Story) -> None:
        it = company.slack.channel("#it").id
        ana = company.slack.person("Ana")
        found = read(ana.command("/align", f"who <#{it}>", channel="#marketing"))
        assert found.startswith("I know nobody yet")

    def test_is_still_listed_where_it_was_asked(self, company: Story) -> None:
        ivan = company.slack.person("Ivan")
        ivan.command("/escalate", "list team", channel="#it")
        assert "ESC-1" in ivan.sees("#it")[-1].plain

    def test_is_not_changed_with_an_old_button(self, company: Story) -> None:
        sofia = company.slack.person("Sofia")
        old = [each for each in sofia.sees("#general") if "Change IT" in each.buttons]
        sofia.click("Change IT", message=old[-1])
        assert sofia.modal is None
        company.settle()
        assert scenes.whispers(company, "Sofia")[-1] == (
            "IT is closed. Open it again with /align settings to change it."
        )

    def test_can_be_looked_at_in_every_list(self, company: Story) -> None:
        for name in EVERYBODY:
            person: Person = company.slack.person(name)
            for command, text in (
                ("/align", "owns"),
                ("/align", "services"),
                ("/align", "settings"),
                ("/align", "questions"),
                ("/align", "help"),
                ("/roadmap", ""),
                ("/escalate", "list"),
                ("/escalate", "list team"),
                ("/escalate", "list overdue"),
                ("/escalate", "stats"),
                ("/escalate", "ladder"),
                ("/escalate", "ESC-1"),
            ):
                person.command(command, text, channel="#it")
                while person.modal:
                    person.close_modal()
