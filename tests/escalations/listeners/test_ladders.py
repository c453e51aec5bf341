"""`/escalate ladder`, as people see it and change it."""

import pytest

from sandbox import Person
from tests.escalations import scenes
from tests.story import Story

DEFAULT = [
    "High: first the leads of the team that is asked, after 30 min the leads of both teams, after "
    "another 30 min the sponsors, and again every working day.",
    "Normal: first the leads of the team that is asked, after 4 h the leads of both teams, after "
    "another 4 h the sponsors, and again every working day.",
    "Low: first the leads of the team that is asked, after 1 day the leads of both teams, after "
    "another day the sponsors, and again every working day.",
]
LEADS = "The leads of the team that is asked"


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    return sqlite_story


def look(story: Story, name: str) -> Person:
    person = story.slack.person(name)
    person.command("/escalate", "ladder", channel="#it")
    return person


class TestOnLadder:
    def test_says_who_is_asked_after_how_long(self, story: Story) -> None:
        story.set_up()
        ana = look(story, "Ana")
        assert ana.modal
        lines = ana.modal.plain.splitlines()
        assert lines == [
            "When Marketing and IT ask each other",
            *DEFAULT,
            "Only working time counts; a day is eight hours.",
        ]

    def test_is_changed_by_a_lead(self, story: Story) -> None:
        story.set_up()
        ivan = look(story, "Ivan")
        ivan.submit({"who_1": [], "people_1": ["Bo"], "within_0": "15 min, 2 h, 1 day"})
        ana = look(story, "Ana")
        assert ana.modal
        assert ana.modal.plain.splitlines()[1] == (
            "High: first the leads of the team that is asked, after 15 min @U0BO0000004, after "
            "another 30 min the sponsors, and again every working day."
        )
        assert "Changed by @U0IVAN00003, " in ana.modal.plain
        ana.close_modal()
        scenes.raise_one(story)
        story.pass_time(minutes=16)
        assert scenes.thread(story) == [
            "@Bo Chen, nobody has answered ESC-1 in time. Please agree who takes it."
        ]

    def test_shows_who_comes_second_what_the_first_changed(self, story: Story) -> None:
        story.set_up()
        ivan, sofia = look(story, "Ivan"), look(story, "Sofia")
        sofia.submit({"within_0": "20 min, 2 h, 1 day"})
        ivan.submit({"within_0": "15 min, 2 h, 1 day"})
        assert ivan.modal
        assert ivan.modal.plain.startswith("@U0SOFIA0005 changed this ladder, ")
        assert "after 20 min the leads of both teams" in ivan.modal.plain
        ivan.submit({})
        assert ivan.modal is None

    def test_is_applied_to_what_is_open(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        ivan = look(story, "Ivan")
        ivan.submit({"within_0": "2 h, 4 h, 1 day", "apply": ["Apply to the 1 open ones, too"]})
        story.pass_time(seconds=10)
        assert "Mon 23 Nov 11:00 UTC" in scenes.card(story).plain

    @pytest.mark.parametrize(
        ("fields", "errors"),
        [
            (
                {"within_0": "soon"},
                {
                    "within_0": "Please write three times, such as: 30 min, 4 h, 1 day. At most 10 "
                    "days each."
                },
            ),
            ({"who_0": [], "who_1": []}, {"who_0": "Please choose who is asked first."}),
        ],
    )
    def test_says_at_the_field_what_is_wrong(
        self, sqlite_story: Story, fields: dict[str, object], errors: dict[str, str]
    ) -> None:
        story = sqlite_story
        story.set_up()
        ivan = look(story, "Ivan")
        ivan.submit(fields)
        assert ivan.modal
        assert ivan.modal.errors == errors

    def test_is_a_problem_if_more_follows(self, sqlite_story: Story) -> None:
        """Only the word alone is the command."""
        story = sqlite_story
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/escalate", "ladder in the warehouse is broken", channel="#marketing")
        assert scenes.title(maya) == "Escalate"
