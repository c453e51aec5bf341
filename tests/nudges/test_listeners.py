"""Answering the question whether to go on, through Slack, on both databases."""

from datetime import timedelta

import pytest

from bot import nudges
from bot.nudges import listeners
from bot.slack.values import Click, Reply
from sandbox import Message, Person
from tests.story import Story


def asked(story: Story) -> tuple[Person, Message]:
    """Maya is told something on three days, does nothing, and is asked; return her and that."""
    for number, days in enumerate((0, 1, 1, 5)):
        story.clock.advance(days=days)
        tell(story, f"a{number}")
        story.settle()
    maya = story.slack.person("Maya")
    return maya, maya.dm()[-1]


def tell(story: Story, key: str) -> None:
    each = nudges.Nudge(key, "U0MAYA00001", f"About {key}", within=timedelta(days=30))
    with story.transaction() as session:
        nudges.nudge(session, each, workspace_id=story.workspace.id, now=story.clock())


def texts(person: Person) -> list[str]:
    return [message.text for message in person.dm()]


class TestOnGoOn:
    @pytest.mark.sqlite_first
    def test_brings_what_waits_on_the_next_working_day(self, story: Story) -> None:
        maya, question = asked(story)
        assert question.plain.startswith("I have written three times and heard nothing.")
        maya.click("Keep them coming", message=question)
        story.settle()
        assert maya.dm()[-1].text == (
            "Thank you. I go on, at most once on a working day and three times in a week."
        )
        story.pass_time(days=1)
        assert texts(maya)[-1] == "About a3"


@pytest.mark.sqlite_first
class TestOnStop:
    def test_stops_and_starts_again_with_one_click(self, story: Story) -> None:
        maya, question = asked(story)
        maya.click("Stop", message=question)
        story.settle()
        stopped = maya.dm()[-1]
        assert stopped.ts == question.ts
        assert stopped.buttons == ["Start again"]
        story.pass_time(days=3)
        assert texts(maya)[-1].startswith("I have stopped.")
        maya.click("Start again", message=stopped)
        story.settle()
        assert texts(maya)[-1] == "About a3"

    def test_says_so_where_no_question_was_asked(self, story: Story) -> None:
        """The Home tab has the button, too."""
        click = Click(story.workspace.id, "U0MAYA00001", None, "stop")
        reply = listeners.on_stop(click, transaction=story.transaction, clock=story.clock)
        assert reply == Reply(
            whisper="I have stopped. Only what is urgent still comes; the rest waits on your Home "
            "tab."
        )


class TestAnyGesture:
    @pytest.mark.sqlite_first
    def test_is_a_sign_of_life(self, story: Story) -> None:
        """Nobody need press a button to hear more: it is enough to do something."""
        maya, _question = asked(story)
        story.pass_time(days=1)
        maya.command("/align", "hours")
        story.settle()
        assert texts(maya)[-1] == "About a3"
