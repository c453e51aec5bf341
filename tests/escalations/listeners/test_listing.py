"""`/escalate list`, `/escalate ESC-1`, `/escalate stats`: looking things up; both databases."""

from typing import Any

import pytest

from tests.escalations import scenes
from tests.roadmap import scenes as roadmap
from tests.story import Story


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    return sqlite_story


def listed(story: Story, name: str, text: str = "list", channel: str = "#general") -> list[str]:
    """Return the lines of what somebody is shown."""
    person = story.slack.person(name)
    person.command("/escalate", text, channel=channel)
    return person.sees(channel)[-1].plain.splitlines()


class TestOnList:
    @pytest.mark.parametrize(
        ("name", "heading"),
        [
            ("Maya", "Yours (1)"),
            ("Ivan", "Yours (1)"),
            ("Bo", "Yours: none."),
            ("Sofia", "Yours: none."),
        ],
    )
    def test_shows_what_concerns_a_person(self, story: Story, name: str, heading: str) -> None:
        story.set_up()
        scenes.raise_one(story)
        assert listed(story, name)[0] == heading

    def test_says_who_has_it_and_what_happens_next(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        lines = listed(story, "Ivan")
        assert lines[1].startswith("ESC-1 · High · ")
        assert lines[2].endswith("I ask the sponsors Mon 23 Nov 09:30 UTC.")

    @pytest.mark.parametrize(
        ("text", "channel", "heading"),
        [
            ("list team", "#it", "Your team's (1)"),
            ("list team", "#general", "Your team's (1)"),
            ("list overdue", "#it", "Overdue: none."),
            ("list ini-1", "#it", "Escalations of INI-1 (1)"),
        ],
    )
    def test_shows_other_lists(
        self, sqlite_story: Story, text: str, channel: str, heading: str
    ) -> None:
        story = sqlite_story
        story.set_up()
        roadmap.add(story, Channel="#marketing")
        scenes.raise_one(story)
        assert listed(story, "Ivan", text, channel)[0] == heading

    def test_shows_what_was_missed(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.raise_one(story)
        story.pass_time(minutes=31)
        assert listed(story, "Ana", "list overdue")[0] == "Overdue (1)"

    def test_shows_a_private_one_only_to_those_whom_it_concerns(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "Secret", channel="#marketing")
        maya.click(scenes.MORE)
        maya.submit({"ask": "Help", "Private": ["Only the people on its ladder see it"]})
        story.settle()
        assert listed(story, "Ivan", "list team", "#it")[0] == "Your team's (1)"
        assert listed(story, "Bo", "list team", "#it")[0] == "Your team's: none."

    @pytest.mark.parametrize("text", ["list is broken on the site", "list everything", "listen"])
    def test_is_a_problem_if_it_is_no_list(self, sqlite_story: Story, text: str) -> None:
        story = sqlite_story
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", text, channel="#marketing")
        assert maya.modal
        assert maya.modal.view["state"]["values"]["stuck"]["value"]["value"] == text


class TestOnOne:
    @pytest.mark.parametrize("text", ["ESC-1", "esc-1"])
    def test_opens_it(self, story: Story, text: str) -> None:
        story.set_up()
        scenes.raise_one(story)
        ivan = story.slack.person("Ivan")
        ivan.command("/escalate", text, channel="#general")
        assert scenes.title(ivan) == "ESC-1"

    @pytest.mark.parametrize(
        ("name", "channel", "text", "said"),
        [
            ("Ivan", "#it", "ESC-7", "There is no ESC-7."),
            ("Ana", "#general", "ESC-1", "ESC-1 is between its two teams. Ask @Maya Okafor"),
        ],
    )
    def test_says_why_it_does_not(
        self, sqlite_story: Story, name: str, channel: str, text: str, said: str
    ) -> None:
        story = sqlite_story
        story.set_up()
        scenes.raise_one(story)
        assert listed(story, name, text, channel)[0].startswith(said)


class TestOnStats:
    def test_says_so_when_there_is_nothing(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "stats", channel="#marketing")
        assert maya.modal
        assert maya.modal.plain == "Nothing was raised in the last 12 weeks."

    def test_says_how_long_answers_take(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        for number in range(1, 6):
            fields: dict[str, Any] = {"stuck": f"Problem {number}"}
            scenes.raise_one(story, **fields)
            story.pass_time(minutes=10)
            ivan = story.slack.person("Ivan")
            ivan.click("Answer", message=scenes.card(story, f"ESC-{number}"))
            ivan.submit({"answer": "Repaired"})
            story.settle()
            maya.click("Accept")
            story.settle()
        maya.command("/escalate", "stats", channel="#marketing")
        assert maya.modal
        lines = maya.modal.plain.splitlines()
        assert lines[1:6] == [
            "5 raised, 5 answered and accepted, 0 withdrawn, 0 not finished.",
            "Half had somebody who took it within 10 min, 9 of 10 within 10 min.",
            "Half had their answer within 10 min, 9 of 10 within 10 min.",
            "100 % of the answers came in time. 0 were reopened.",
            "How far up they went: 5 at level 1.",
        ]
        assert "23 Nov: 5 raised, 5 answered ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇" in lines
        assert "Process: 5 raised, half answered within 10 min, 9 of 10 within 10 min." in lines
