"""Failures as people live them: in a command, at a button, in a form."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot import db
from bot.db import Transaction
from bot.slack.routing import Gesture
from bot.slack.values import Reply
from bot.teams.models import Team
from tests.clock import MONDAY_MORNING
from tests.outage import database_away
from tests.slack.desk import Desk

APOLOGY = re.compile(
    r"Sorry, that failed on my side \(reference ([0-9a-f]{6})\)\. Please try once more; if it "
    r"fails again, tell whoever runs Lockstep\."
)
AWAY = (
    "I can't reach my database right now, so nothing was changed. Please try again in a minute; "
    "if it lasts, tell whoever runs Lockstep."
)


def fail(_gesture: Gesture) -> Reply:
    raise KeyError("nobody's words")


def press(desk: Desk) -> str:
    desk.show_buttons()
    desk.slack.person("Ivan").click("Press")
    (whisper,) = desk.whispers("Ivan")
    return whisper


def type_it(desk: Desk) -> str:
    desk.slack.person("Ivan").command("/try", "secret words", channel="#it")
    (whisper,) = desk.whispers("Ivan")
    return whisper.partition("\n")[0]


def submit(desk: Desk) -> str:
    ivan = desk.slack.person("Ivan")
    ivan.command("/try", "open")
    ivan.submit({"what": "secret words", "why": "secret words"})
    assert ivan.modal
    (sentence,) = ivan.modal.errors.values()
    return sentence


class TestUnexpectedFailure:
    @pytest.mark.expected_errors("unexpected failure")
    @pytest.mark.parametrize("act", [type_it, press, submit])
    def test_is_apologised_for_and_logged_once_without_anybodys_words(
        self, desk: Desk, caplog: pytest.LogCaptureFixture, act: Callable[[Desk], str]
    ) -> None:
        desk.answer = fail
        with caplog.at_level(logging.INFO):
            sentence = act(desk)
        reference = APOLOGY.fullmatch(sentence)
        assert reference
        (line,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
        assert reference[1] in line.getMessage()
        assert "secret words" not in caplog.text


class TestUnexpectedFailureOfTheDatabase:
    @pytest.mark.expected_errors("unexpected failure")
    def test_leaves_the_words_that_were_to_be_stored_out_of_the_log(
        self, desk: Desk, transaction: Transaction, caplog: pytest.LogCaptureFixture
    ) -> None:
        def store(_gesture: Gesture) -> Reply:
            of_nobody = {"workspace_id": 404, "channel_id": "C1", "created_at": MONDAY_MORNING}
            with transaction() as session:
                session.add(Team(name="secret words", **of_nobody))
            return Reply.none()

        desk.answer = store
        type_it(desk)
        assert "IntegrityError" in caplog.text
        assert "secret words" not in caplog.text


class TestDatabaseAway:
    """For real: nothing is half done, and it works again by itself."""

    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(db, "BUSY_AFTER", timedelta(seconds=0.1))

    @pytest.fixture
    def away(self, desk: Desk, engine: Engine) -> Callable[[], Any]:
        """A handler that needs the database, in a workspace that is known already."""

        def ask(_gesture: Gesture) -> Reply:
            with engine.begin() as connection:
                connection.exec_driver_sql("DELETE FROM counters")
            return Reply.none()

        desk.answer = ask
        desk.show_buttons()
        desk.slack.person("Ivan").click("Press")

        @contextmanager
        def away() -> Iterator[None]:
            with database_away(engine):
                yield

        return away

    def test_is_said_to_a_command(self, desk: Desk, away: Callable[[], Any]) -> None:
        ivan = desk.slack.person("Ivan")
        with away():
            reply = ivan.command("/try", "it", channel="#it")
        assert reply.body == {
            "response_type": "ephemeral",
            "text": f"{AWAY}\nYou typed: /try it",
        }
        assert ivan.command("/try", "it", channel="#it").body is None

    def test_is_said_to_a_click(self, desk: Desk, away: Callable[[], Any]) -> None:
        ivan = desk.slack.person("Ivan")
        with away():
            assert ivan.click("Press").error is None
        assert ivan.modal
        assert (ivan.modal.title, ivan.modal.plain) == ("Please try again", AWAY)
        ivan.close_modal()
        ivan.click("Press")
        assert ivan.modal is None

    def test_is_said_to_a_form_which_keeps_what_was_typed(
        self, desk: Desk, away: Callable[[], Any]
    ) -> None:
        ivan = desk.slack.person("Ivan")
        ivan.command("/try", "open")
        with away():
            ivan.submit({"what": "Words", "why": "Because"})
        assert ivan.modal
        assert ivan.modal.errors == {"what": AWAY}
        ivan.submit()
        assert ivan.modal is None
