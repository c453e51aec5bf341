"""Clicks on old messages and by the wrong people: told why, and nothing changes."""

import pytest

from sandbox import Message
from tests.escalations import scenes
from tests.story import Story


def accept(story: Story) -> None:
    """Maya accepts the newest answer."""
    story.slack.person("Maya").click("Accept", message=story.slack.person("Maya").dm()[-1])
    story.settle()


def press_old(story: Story, name: str, label: str, drawn: Message) -> str:
    """Press a button of a message as it was drawn; return what only `name` is told then."""
    person, workspace = story.slack.person(name), story.slack.workspace
    now = workspace.message(drawn.channel, drawn.ts)
    workspace.change(drawn)  # her client has not redrawn it yet
    person.click(label, message=drawn)
    workspace.change(now)
    before = len(scenes.whispers(story, name))
    story.settle()
    (told,) = scenes.whispers(story, name)[before:]
    assert person.modal is None
    return told


class TestAnOldCard:
    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        ("button", "steps", "told"),
        [
            (
                "Acknowledge",
                [scenes.acknowledge],
                "@Ivan Kovac took ESC-1, Mon 23 Nov 09:05 UTC.",
            ),
            (
                "Acknowledge",
                [scenes.answer],
                "@Ivan Kovac answered ESC-1, Mon 23 Nov 09:05 UTC.",
            ),
            (
                "Acknowledge",
                [scenes.answer, accept],
                "ESC-1 is closed. @Maya Okafor accepted the answer, Mon 23 Nov 09:10 UTC.",
            ),
            ("Answer", [scenes.answer], "@Ivan Kovac answered ESC-1, Mon 23 Nov 09:05 UTC."),
            (
                "Answer",
                [scenes.answer, accept],
                "ESC-1 is closed. @Maya Okafor accepted the answer, Mon 23 Nov 09:10 UTC.",
            ),
        ],
        ids=["taken", "answered", "closed", "answered twice", "answered and closed"],
    )
    def test_says_who_did_what_when_and_changes_nothing(
        self, story: Story, button: str, steps: list[scenes.Step], told: str
    ) -> None:
        story.set_up()
        scenes.raise_one(story)
        drawn = scenes.card(story)
        for step in steps:
            story.pass_time(minutes=5)
            step(story)
        card, history = scenes.card(story), scenes.events(story)
        assert press_old(story, "Bo", button, drawn) == f"Nothing changed: {told}"
        assert scenes.card(story) == card
        assert scenes.events(story) == history


class TestAnOldAnswer:
    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("button", ["Accept", "Reopen"])
    @pytest.mark.parametrize(
        ("step", "told"),
        [
            (accept, "ESC-1 is closed. @Maya Okafor accepted the answer, Mon 23 Nov 09:10 UTC."),
            (
                scenes.reopen,
                "@Maya Okafor reopened ESC-1, Mon 23 Nov 09:10 UTC, and nobody has it.",
            ),
        ],
        ids=["accepted", "reopened"],
    )
    def test_says_what_was_decided_and_changes_nothing(
        self, story: Story, button: str, step: scenes.Step, told: str
    ) -> None:
        story.set_up()
        scenes.raise_one(story)
        scenes.answer(story)
        drawn = story.slack.person("Maya").dm()[-1]
        story.pass_time(minutes=10)
        step(story)
        card, history = scenes.card(story), scenes.events(story)
        assert press_old(story, "Maya", button, drawn) == f"Nothing changed: {told}"
        assert scenes.card(story) == card
        assert scenes.events(story) == history


class TestOnAcknowledge:
    @pytest.mark.sqlite_first
    def test_is_done_once_by_a_double_click(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        drawn = scenes.card(story)
        scenes.acknowledge(story)
        assert press_old(story, "Ivan", "Acknowledge", drawn) == (
            "Nothing changed: @Ivan Kovac took ESC-1, Mon 23 Nov 09:00 UTC."
        )
        assert len(scenes.events(story)) == 2


class TestVerdict:
    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("button", ["Accept", "Reopen"])
    def test_is_the_raisers_alone(self, story: Story, button: str) -> None:
        """A direct message is not a lock: whoever gets at the button is checked again."""
        story.set_up()
        scenes.raise_one(story)
        scenes.answer(story)
        verdict = story.slack.person("Maya").dm()[-1]
        history = scenes.events(story)
        story.slack.workspace.channels[verdict.channel].members.add(story.slack.person("Bo").id)
        told = press_old(story, "Bo", button, verdict)
        assert told == "Only @Maya Okafor, who raised ESC-1, can do that."
        assert scenes.events(story) == history
