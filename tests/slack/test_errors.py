"""What a person is told when something fails, and what the operator reads in the log."""

import logging
import re
from typing import Any

import pytest
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

from bot.errors import BotError, InvalidInput, NotFound, Refused
from bot.slack import errors
from bot.slack.values import Reply
from tests.slack.desk import FORM

COMMAND = {"command": "/escalate", "text": "", "user_id": "U1"}
CLICK = {"type": "block_actions", "user": {"id": "U1"}}
SUBMISSION = {"type": "view_submission", "view": FORM}
APOLOGY = re.compile(
    r"Sorry, that failed on my side \(reference ([0-9a-f]{6})\)\. Please try once more; if it "
    r"fails again, tell whoever runs Lockstep\."
)
AWAY = (
    "I can't reach my database right now, so nothing was changed. Please try again in a minute; "
    "if it lasts, tell whoever runs Lockstep."
)
LOST = OperationalError("SELECT secret", {"text": "secret words"}, ConnectionError("secret"))


def told(reply: Reply) -> str:
    """Return the one sentence of a reply, wherever it stands."""
    if reply.whisper:
        return reply.whisper
    ack = reply.ack or {}
    return str(ack.get("text") or next(iter(ack["errors"].values())))


class TestExplain:
    @pytest.mark.parametrize("kind", [BotError, Refused, NotFound])
    def test_tells_an_anticipated_failure_as_it_is(self, kind: type[BotError]) -> None:
        error = kind("Bo was faster.")
        assert errors.explain(error, COMMAND) == Reply.text("Bo was faster.")
        assert errors.explain(error, CLICK) == Reply(whisper="Bo was faster.")
        assert errors.explain(error, SUBMISSION) == Reply.errors({"what": "Bo was faster."})

    def test_tells_it_at_the_field_that_it_is_about(self) -> None:
        error = InvalidInput("why", "Too long.")
        assert errors.explain(error, SUBMISSION) == Reply.errors({"why": "Too long."})

    @pytest.mark.parametrize("error", [LOST, InterfaceError("", {}, OSError()), TimeoutError()])
    def test_says_that_the_database_is_away(self, error: Exception) -> None:
        assert errors.explain(error, COMMAND) == Reply.text(AWAY)
        assert errors.explain(error, SUBMISSION) == Reply.errors({"what": AWAY})
        modal = errors.explain(error, CLICK).modal  # a whisper would need the database
        assert modal
        assert modal["title"]["text"] == "Please try again"
        assert modal["blocks"][0]["text"]["text"] == AWAY

    def test_gives_back_what_was_typed(self) -> None:
        body = COMMAND | {"text": "<@U1|ana> & <!channel>"}
        assert told(errors.explain(BotError("No."), body)) == (
            "No.\nYou typed: /escalate @ana &amp; @channel"
        )

    @pytest.mark.expected_errors("unexpected failure")
    @pytest.mark.parametrize("body", [COMMAND, CLICK, SUBMISSION])
    def test_apologises_for_anything_else_with_a_reference(self, body: dict[str, Any]) -> None:
        first, second = (told(errors.explain(KeyError("x"), body)) for _ in range(2))
        assert APOLOGY.fullmatch(first)
        assert first != second


class TestExplainInTheLog:
    def test_has_no_line_for_an_anticipated_failure(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG):
            errors.explain(BotError("No."), CLICK)
        assert caplog.records == []

    def test_has_a_short_line_for_a_database_that_is_away(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            errors.explain(LOST, CLICK)
        assert caplog.messages == ["database unavailable: OperationalError"]
        assert "secret" not in caplog.text

    @pytest.mark.expected_errors("unexpected failure")
    def test_has_one_line_with_traceback_and_the_reference(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            sentence = told(errors.explain(KeyError("x"), COMMAND))
        (record,) = caplog.records
        reference = APOLOGY.fullmatch(sentence)
        assert reference
        assert record.getMessage() == f"unexpected failure {reference[1]}"
        assert record.exc_info
        assert isinstance(record.exc_info[1], KeyError)


class TestExplainInAForm:
    def test_takes_the_place_of_one_that_has_no_fields(self) -> None:
        question = {"type": "section", "text": {"type": "mrkdwn", "text": "Remove it?"}}
        body = SUBMISSION | {"view": SUBMISSION["view"] | {"blocks": [question]}}
        reply = errors.explain(BotError("No."), body)
        assert reply.ack
        assert reply.ack["response_action"] == "update"
        view = reply.ack["view"]
        assert view["title"]["text"] == "Nothing was changed"
        assert view["blocks"][0]["text"]["text"] == "No."
