"""Events: each comes to its handler, and Slack sends again what could not be handled."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_bolt import BoltRequest
from sqlalchemy import Engine

from bot import db
from bot.errors import BotError
from bot.slack.routing import Gesture
from bot.slack.values import Event, Reply
from tests.outage import database_away
from tests.payloads import samples
from tests.slack.desk import Desk

BOT = "U0BOTUSER01"


def sent(desk: Desk, payload: dict[str, Any]) -> tuple[int, str]:
    """Let Slack send an event; return the status and the body of the answer."""
    answer = desk.bolt.dispatch(BoltRequest(mode="socket_mode", body=payload))
    return answer.status, answer.body


def raises(error: Exception) -> Callable[[Gesture | Event], Reply]:
    """Return an answer that is `error`."""

    def fail(_event: Gesture | Event) -> Reply:
        raise error

    return fail


def of_kind(kind: str) -> dict[str, Any]:
    """Return an event of Slack's that the bot has no handler for."""
    payload = samples.load("member_joined_channel")
    payload["event"] = {"type": kind, "user": "U0MAYA00001", "event_ts": "1795424400.000100"}
    return payload


class TestEvent:
    def test_brings_the_workspace_the_bot_and_what_slack_says(self, desk: Desk) -> None:
        payload = samples.load("member_joined_channel")
        assert sent(desk, payload) == (200, "")
        assert desk.heard == [Event(desk.workspace_id, BOT, payload["event"])]

    def test_of_the_bot_itself_is_heard(self, desk: Desk) -> None:
        """Bolt drops what the bot does itself, but for joining and leaving channels."""
        payload = samples.load("member_joined_channel")
        assert payload["event"]["user"] == desk.slack.app.bot_user_id
        sent(desk, payload)
        assert len(desk.heard) == 1

    def test_over_http_is_the_same(self, desk: Desk) -> None:
        payload = samples.load("member_joined_channel")
        request = BoltRequest(
            body=json.dumps(payload), headers={"content-type": ["application/json"]}
        )
        assert desk.bolt.dispatch(request).status == 200
        assert desk.heard == [Event(desk.workspace_id, BOT, payload["event"])]

    @pytest.mark.parametrize("kind", ["channel_rename", "message", "of_next_year"])
    def test_that_nobody_handles_is_taken_all_the_same(self, desk: Desk, kind: str) -> None:
        """Otherwise Slack would send it three times more."""
        assert sent(desk, of_kind(kind)) == (200, "")
        assert desk.heard == []

    @pytest.mark.expected_errors("the AuthorizeResult (returned value from authorize)")
    def test_of_a_workspace_that_is_not_ours_is_not_handled(self, desk: Desk) -> None:
        payload = samples.load("member_joined_channel")
        for place in (payload, payload["authorizations"][0]):
            place["team_id"] = "T0ELSEWHERE"
        payload["context_team_id"] = "T0ELSEWHERE"
        sent(desk, payload)
        assert desk.heard == []


class TestEventThatFails:
    @pytest.mark.expected_errors("event member_joined_channel failed")
    @pytest.mark.parametrize("error", [KeyError("x"), BotError("Nobody reads this.")])
    def test_is_sent_again_and_logged_once_with_its_traceback(
        self, desk: Desk, caplog: pytest.LogCaptureFixture, error: Exception
    ) -> None:
        desk.answer = raises(error)
        assert sent(desk, samples.load("member_joined_channel"))[0] == 500
        (line,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
        assert line.exc_info
        assert line.exc_info[1] is error

    @pytest.mark.expected_errors("event member_joined_channel failed")
    def test_works_the_next_time(self, desk: Desk) -> None:
        desk.answer = raises(KeyError("x"))
        sent(desk, samples.load("member_joined_channel"))
        desk.answer = lambda _: Reply.none()
        assert sent(desk, samples.load("member_joined_channel"))[0] == 200

    @pytest.mark.expected_errors("event member_joined_channel failed")
    def test_is_told_to_nobody(self, desk: Desk) -> None:
        desk.answer = raises(KeyError("x"))
        assert sent(desk, samples.load("member_joined_channel")) == (500, "")
        assert desk.whispers("Maya") == []


class TestEventThatTwoSlicesHear:
    def test_comes_to_both(self, desk: Desk) -> None:
        assert sent(desk, of_kind("channel_archive")) == (200, "")
        assert len(desk.heard) == 2

    @pytest.mark.expected_errors("event channel_archive failed")
    def test_comes_to_the_second_though_the_first_fails(self, desk: Desk) -> None:
        failure = KeyError("x")

        def fail_at_first(_event: Gesture | Event) -> Reply:
            if len(desk.heard) == 1:
                raise failure
            return Reply.none()

        desk.answer = fail_at_first
        assert sent(desk, of_kind("channel_archive")) == (500, "")
        assert len(desk.heard) == 2

    @pytest.mark.expected_errors("event channel_archive failed")
    def test_says_every_failure(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        desk.answer = raises(KeyError("x"))
        assert sent(desk, of_kind("channel_archive")) == (500, "")
        (line,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
        assert line.getMessage() == "event channel_archive failed"


class TestEventWhileTheDatabaseIsAway:
    def test_is_sent_again_with_a_warning(
        self,
        desk: Desk,
        engine: Engine,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(db, "BUSY_AFTER", timedelta(seconds=0.1))

        def ask(_event: Gesture | Event) -> Reply:
            with engine.begin() as connection:
                connection.exec_driver_sql("DELETE FROM counters")
            return Reply.none()

        desk.answer = ask
        payload = samples.load("member_joined_channel")
        assert sent(desk, payload)[0] == 200
        with database_away(engine):
            assert sent(desk, payload)[0] == 500
        (line,) = [record for record in caplog.records if record.name == "bot.slack.errors"]
        assert line.levelno == logging.WARNING
        assert line.getMessage().startswith(
            "event member_joined_channel: database unavailable: OperationalError"
        )
        assert sent(desk, payload)[0] == 200
