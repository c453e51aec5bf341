"""The forms of what becomes of an escalation, label by label."""

from typing import Any

import pytest

from bot.escalations.blocks.forms import answering
from bot.escalations.rules import State
from tests.escalations.blocks.drawn import (
    BOTH_LEADS,
    TEN,
    escalation,
    fields,
    labels,
    moment,
    said,
)


def frame(view: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return a form's title, its button, what it is called, and what it is about."""
    title, submit = view["title"]["text"], view["submit"]["text"]
    return title, submit, view["callback_id"], view["private_metadata"]


class TestAnswerForm:
    def test_shows_the_question_and_asks_for_the_answer(self) -> None:
        view = answering.answer_form(escalation())
        assert frame(view) == ("Answer ESC-12", "Send answer", "escalations.give_answer", "7")
        assert said(view) == ["*<@UANA> needs:*", "Somebody who repairs it"]
        assert labels(view) == {"answer": "Your answer", "kind": "What is it?"}

    def test_says_what_kinds_of_answers_there_are(self) -> None:
        select = fields(answering.answer_form(escalation()))["kind"]["element"]
        assert [(each["text"]["text"], each["value"]) for each in select["options"]] == [
            ("Decided", "decided"),
            ("Unblocked", "unblocked"),
            ("Declined", "declined"),
            ("Somebody else's", "redirected"),
        ]
        assert select["initial_option"]["value"] == "unblocked"


class TestReopenForm:
    def test_shows_the_question_and_asks_what_is_missing(self) -> None:
        view = answering.reopen_form(escalation(State.ANSWERED))
        assert frame(view) == ("Reopen ESC-12", "Reopen", "escalations.say_why", "7")
        assert said(view) == ["*<@UANA> needs:*", "Somebody who repairs it"]
        assert labels(view) == {"why": "What is still missing?"}


class TestReplyForm:
    def test_shows_what_its_owner_needs_to_know(self) -> None:
        view = answering.reply_form(escalation(State.ASKED_BACK))
        assert frame(view) == ("Reply on ESC-12", "Send reply", "escalations.send_reply", "7")
        assert said(view) == ["*<@UIVAN> needs to know:*", "Which export?"]
        assert labels(view) == {"reply": "Your reply"}


class TestWithdrawForm:
    def test_says_what_it_does_and_needs_no_reason(self) -> None:
        view = answering.withdraw_form(escalation())
        assert frame(view) == ("Withdraw ESC-12", "Withdraw", "escalations.take_back", "7")
        assert said(view) == ["Nobody will be asked any more, and whoever has it owes you nothing."]
        assert labels(view) == {"why": "Why do you need no answer any more? (optional)"}


class TestJumpForm:
    def test_says_how_it_stands_and_asks_why(self) -> None:
        view = answering.jump_form(escalation())
        assert frame(view) == ("Move ESC-12 up", "Move up", "escalations.move_up", "7")
        assert said(view) == [
            f"Now: <@UIVAN> and <@UBO> can take it or answer it. Unless somebody does, I ask the "
            f"leads of both teams {moment(TEN)}."
        ]
        assert labels(view) == {"level": "Who is to be asked?", "why": "Why now?"}

    @pytest.mark.parametrize(
        ("level", "higher"),
        [
            (0, [("the leads of both teams", "1"), ("the sponsors", "2")]),
            (BOTH_LEADS, [("the sponsors", "2")]),
        ],
    )
    def test_offers_the_levels_above(self, level: int, higher: list[tuple[str, str]]) -> None:
        select = fields(answering.jump_form(escalation(level=level)))["level"]["element"]
        options = [(each["text"]["text"], each["value"]) for each in select["options"]]
        assert options == higher
        assert select["initial_option"] == select["options"][0]
