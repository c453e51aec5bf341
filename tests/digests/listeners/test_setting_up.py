"""The form that sets the digest up, and who is shown what instead."""

import pytest

from sandbox import Reply
from tests.roadmap import scenes as roadmap
from tests.story import Story

SAID = "#C0GENERAL01 reads the roadmap digest every Friday at 08:30 in London."


@pytest.fixture
def company(sqlite_story: Story) -> Story:
    """A story in which the teams are set up, and their people are known."""
    sqlite_story.set_up()
    sqlite_story.sync()
    return sqlite_story


def open_form(company: Story, who: str) -> None:
    company.slack.person(who).command("/roadmap", "digest setup", channel="#marketing")


def save(company: Story, who: str, **filled: str) -> Reply:
    fields = {"channel": "Which channel reads it?", "day": "On which day?", "at": "At what time?"}
    reply = company.slack.person(who).submit({fields[name]: it for name, it in filled.items()})
    company.settle()
    return reply


class TestOnSetup:
    def test_begins_with_monday_at_ten_in_the_teams_channel(self, company: Story) -> None:
        open_form(company, "Maya")
        maya = company.slack.person("Maya")
        assert roadmap.states(maya) == {
            "channel@0": "C0MARKETNG2",
            "day@0": {"text": {"type": "plain_text", "text": "Monday"}, "value": "0"},
            "at@0": "10:00",
            "zone@0": {
                "text": {"type": "plain_text", "text": "By the clocks of London"},
                "value": "Europe/London",
            },
        }

    def test_tells_everybody_else_what_is_chosen(self, company: Story) -> None:
        bo = company.slack.person("Bo")
        open_form(company, "Bo")
        theirs = "The leads and sponsors of your teams can change that."
        assert roadmap.newest(bo).text == f"No channel reads a roadmap digest. {theirs}"
        open_form(company, "Maya")
        save(company, "Maya", channel="#general", day="Friday", at="08:30")
        open_form(company, "Bo")
        assert (
            roadmap.newest(bo).text == f"{SAID.replace('#C0GENERAL01', '<#C0GENERAL01>')} {theirs}"
        )
        assert bo.modal is None

    def test_says_what_else_can_be_typed(self, company: Story) -> None:
        maya = company.slack.person("Maya")
        maya.command("/roadmap", "digest <everything>", channel="#marketing")
        assert roadmap.newest(maya).text == (
            "I don't know “&lt;everything&gt;” here. Type `/roadmap digest`, or "
            "`/roadmap digest setup`."
        )


class TestOnSave:
    def test_says_what_is_saved(self, company: Story) -> None:
        open_form(company, "Maya")
        save(company, "Maya", channel="#general", day="Friday", at="08:30")
        assert roadmap.screen(company.slack.person("Maya")) == f"Saved. {SAID}"

    def test_shows_what_somebody_else_chose_meanwhile(self, company: Story) -> None:
        open_form(company, "Ivan")
        open_form(company, "Maya")
        save(company, "Maya", channel="#general", day="Friday")
        save(company, "Ivan", channel="#it", day="Tuesday")
        ivan = company.slack.person("Ivan")
        assert roadmap.screen(ivan).startswith("Nothing is saved yet: somebody else changed this")
        states = roadmap.states(ivan)
        assert (states["channel@1"], states["day@1"]["value"]) == ("C0GENERAL01", "4")
        ivan.submit({"channel@1": "#it"})
        assert roadmap.screen(ivan).startswith("Saved. #C0IT0000003 reads the roadmap digest")
