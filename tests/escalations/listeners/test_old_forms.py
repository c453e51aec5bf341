"""Forms that come too late or blank, and moves that cannot be told: nothing is half done."""

import pytest
import sqlalchemy

from bot.outbox.models import OutboxMessage
from tests.escalations import scenes
from tests.story import Story


class TestAnOldForm:
    @pytest.mark.sqlite_first
    def test_keeps_what_was_typed_when_somebody_else_answered(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        bo = story.slack.person("Bo")
        bo.click("Answer", message=scenes.card(story))
        scenes.answer(story)
        history = scenes.events(story)
        bo.submit({"answer": "My long answer"})
        assert bo.modal
        assert bo.modal.errors == {
            "answer": "ESC-1 is answered meanwhile. Your text was not sent; copy it if needed."
        }
        assert bo.modal.view["state"]["values"]["answer"]["value"]["value"] == "My long answer"
        assert scenes.events(story) == history

    def test_keeps_why_when_the_answer_was_accepted_meanwhile(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        scenes.answer(story)
        maya = story.slack.person("Maya")
        verdict = maya.dm()[-1]
        maya.click("Reopen", message=verdict)
        maya.click("Accept", message=verdict)
        maya.submit({"why": "It fails again"})
        assert maya.modal
        assert maya.modal.errors == {
            "why": "ESC-1 is accepted meanwhile. Your text was not sent; copy it if needed."
        }

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("blank", [" ", "\n \t"])
    def test_says_that_blanks_are_no_answer(self, story: Story, blank: str) -> None:
        story.set_up()
        scenes.raise_one(story)
        ivan, maya = story.slack.person("Ivan"), story.slack.person("Maya")
        ivan.click("Answer", message=scenes.card(story))
        ivan.submit({"answer": blank})
        assert ivan.modal
        assert ivan.modal.errors == {"answer": "Please write your answer."}
        ivan.submit({"answer": "Repaired"})
        story.settle()
        maya.click("Reopen")
        maya.submit({"why": blank})
        assert maya.modal
        assert maya.modal.errors == {"why": "Please say what is still missing."}


class TestAtOnce:
    @pytest.mark.expected_errors("unexpected failure")
    def test_a_move_is_undone_when_it_cannot_be_told(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        with story.transaction() as session:
            lost = sqlalchemy.delete(OutboxMessage).where(OutboxMessage.key == "ESC-1:copy")
            session.execute(lost)
        card, history = scenes.card(story), scenes.events(story)
        story.slack.person("Ivan").click("Acknowledge", message=card)
        story.settle()
        (told,) = scenes.whispers(story, "Ivan")
        assert told.startswith("Sorry, that failed on my side (reference ")
        assert scenes.events(story) == history
        assert scenes.card(story) == card
