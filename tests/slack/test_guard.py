"""The lock on the public door: what Slack signed comes in, and nothing else, whatever it is."""

import io
import json
import logging
import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from wsgiref.types import WSGIEnvironment

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot.clock import utc_now
from bot.slack import guard

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
COMMAND = {
    "command": "/escalate",
    "text": "the payload is stuck",
    "team_id": "T1",
    "channel_id": "C1",
    "user_id": "U1",
    "trigger_id": "1.2.a",
}


def stamp(now: datetime) -> str:
    return str(int(now.timestamp()))


def request(body: bytes, content_type: str = FORM, **changes: str) -> WSGIEnvironment:
    """A request that Slack signed a moment ago; `changes` replace parts of it."""
    timestamp = changes.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", stamp(utc_now()))
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/slack/events",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": timestamp,
        "HTTP_X_SLACK_SIGNATURE": guard.sign(SECRET, timestamp=timestamp, body=body),
        "wsgi.input": io.BytesIO(body),
        **changes,
    }


class Door:
    """A guarded application, and what it answered last."""

    def __init__(self, slack: Any) -> None:
        self._guarded = guard.protect(slack, secret=SECRET, now=utc_now)

    def knock(self, environ: WSGIEnvironment) -> int:
        def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> Any:
            self.status, self.headers = int(status[:3]), dict(headers)

        self.body = b"".join(self._guarded(environ, start_response))
        return self.status


class Inside:
    """What stands where Bolt stands, and remembers what was let in."""

    def __init__(self) -> None:
        self.received: dict[str, Any] | None = None

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        self.received = request.body
        return BoltResponse(status=200, body="")


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
def door(inside: Inside) -> Door:
    return Door(inside)


def bolt() -> App:
    authorized = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-test")
    app = App(
        request_verification_enabled=False,
        authorize=lambda: authorized,
        process_before_response=True,
    )
    anything = re.compile("")
    for listen in (app.command, app.block_action, app.view_submission):
        listen(anything)(lambda ack, body: ack(body.get("text", "")))
    app.event(anything)(lambda ack: ack())
    return app


class TestVerify:
    def check(self, timestamp: str, *, signed_at: str | None = None, body: bytes = b"a=b") -> None:
        signature = guard.sign(SECRET, timestamp=signed_at or timestamp, body=b"a=b")
        guard.verify(SECRET, timestamp=timestamp, signature=signature, body=body, now=NOW)

    def test_accepts_the_example_that_slack_publishes(self) -> None:
        """docs.slack.dev/authentication/verifying-requests-from-slack."""
        body = (
            b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
            b"commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
        )
        guard.verify(
            SECRET,
            timestamp="1531420618",
            signature="v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            body=body,
            now=datetime.fromtimestamp(1531420618, UTC),
        )

    @pytest.mark.parametrize("seconds", [-300, 0, 300])
    def test_accepts_five_minutes_either_way(self, seconds: int) -> None:
        self.check(stamp(NOW + timedelta(seconds=seconds)))

    @pytest.mark.parametrize("seconds", [-360, -301, 301, 360])
    def test_refuses_a_timestamp_further_off(self, seconds: int) -> None:
        with pytest.raises(guard.Refused, match="more than 5 minutes off"):
            self.check(stamp(NOW + timedelta(seconds=seconds)))

    @pytest.mark.parametrize(
        "timestamp", ["", "yesterday", "-1", "1.5", " 1", "1_0", "٣", "²", "9" * 5000, "nan"]
    )
    def test_refuses_what_is_no_timestamp(self, timestamp: str) -> None:
        with pytest.raises(guard.Refused, match="no usable timestamp"):
            self.check(timestamp)

    def test_refuses_another_body(self) -> None:
        with pytest.raises(guard.Refused, match="wrong signature"):
            self.check(stamp(NOW), body=b"a=c")

    def test_refuses_a_signature_of_another_moment(self) -> None:
        with pytest.raises(guard.Refused, match="wrong signature"):
            self.check(stamp(NOW), signed_at=stamp(NOW - timedelta(seconds=1)))

    @pytest.mark.parametrize("signature", ["", "v0=", "v0=é", "v1=0", "\ud800"])
    def test_refuses_what_is_no_signature(self, signature: str) -> None:
        with pytest.raises(guard.Refused, match="wrong signature") as refused:
            guard.verify(SECRET, timestamp=stamp(NOW), signature=signature, body=b"", now=NOW)
        assert refused.value.status == HTTPStatus.UNAUTHORIZED


class TestProtect:
    def test_needs_a_secret(self) -> None:
        with pytest.raises(ValueError, match="empty signing secret"):
            guard.protect(bolt(), secret="", now=utc_now)

    def test_lets_a_command_in(self, door: Door, inside: Inside) -> None:
        assert door.knock(request(urlencode(COMMAND).encode())) == 200
        assert inside.received == COMMAND

    @pytest.mark.parametrize(
        ("changes", "status"),
        [
            ({"PATH_INFO": "/"}, 404),
            ({"PATH_INFO": "/slack/events/"}, 404),
            ({"PATH_INFO": "/slack/install", "REQUEST_METHOD": "GET"}, 404),
            ({"REQUEST_METHOD": "GET"}, 405),
            ({"REQUEST_METHOD": "post"}, 405),
            ({"CONTENT_LENGTH": str(1024 * 1024 + 1)}, 413),
            ({"CONTENT_LENGTH": "9" * 20}, 413),
            ({"CONTENT_LENGTH": "some"}, 400),
            ({"CONTENT_LENGTH": "-1"}, 400),
            ({"CONTENT_LENGTH": "1000"}, 400),
            ({"CONTENT_LENGTH": ""}, 401),
            ({"HTTP_X_SLACK_SIGNATURE": "v0=0000"}, 401),
            ({"HTTP_X_SLACK_REQUEST_TIMESTAMP": "yesterday"}, 401),
            ({"HTTP_X_SLACK_REQUEST_TIMESTAMP": "0"}, 401),
            ({"CONTENT_TYPE": "text/plain"}, 400),
        ],
    )
    def test_turns_away(
        self, door: Door, inside: Inside, changes: dict[str, str], status: int
    ) -> None:
        assert door.knock(request(urlencode(COMMAND).encode(), **changes)) == status
        assert inside.received is None

    def test_names_the_method_it_takes(self, door: Door) -> None:
        door.knock(request(b"", REQUEST_METHOD="PUT"))
        assert door.headers["Allow"] == "POST"

    def test_answers_a_head_with_headers_alone(self, door: Door) -> None:
        assert door.knock(request(b"", REQUEST_METHOD="HEAD")) == 405
        assert door.body == b""

    def test_looks_at_the_signature_before_the_shape(self, door: Door) -> None:
        broken = request(b"{", JSON, HTTP_X_SLACK_SIGNATURE="v0=0000")
        assert door.knock(broken) == 401

    def test_logs_one_short_line_that_cannot_be_forged(
        self, door: Door, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        door.knock(request(b"text=secret", PATH_INFO="/x\nERROR all is lost" + "y" * 500))
        (line,) = caplog.messages
        assert line.startswith(r"'POST' '/x\nERROR all is lost")
        assert line.endswith("404: no such address")
        assert "\n" not in line
        assert len(line) < 150
        assert "secret" not in line


class TestBoltBehindTheGuard:
    """The real Bolt."""

    @pytest.mark.parametrize("text", ["", "the payload is stuck", "naïve 🎉 שלום &=%"])
    def test_gets_the_text_of_a_command(self, text: str) -> None:
        door = Door(bolt())
        assert door.knock(request(urlencode({**COMMAND, "text": text}).encode())) == 200
        assert door.body.decode() == text

    def test_answers_ssl_check(self) -> None:
        assert Door(bolt()).knock(request(b"ssl_check=1&token=abc")) == 200

    def test_answers_url_verification(self) -> None:
        door = Door(bolt())
        body = b'{"type": "url_verification", "token": "abc", "challenge": "3eZbrw1aB"}'
        assert door.knock(request(body, JSON)) == 200
        assert json.loads(door.body) == {"challenge": "3eZbrw1aB"}

    def test_gets_an_event_whatever_the_case_of_its_type(self) -> None:
        event = {"type": "event_callback", "team_id": "T1", "event": {"type": "team_join"}}
        body = b"\n " + json.dumps(event).encode()
        assert Door(bolt()).knock(request(body, "Application/JSON; charset=utf-8")) == 200

    def test_gets_an_interaction(self) -> None:
        click = {"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}}
        payload = {**click, "actions": [{"type": "button", "action_id": "a", "block_id": "b"}]}
        body = urlencode({"payload": json.dumps(payload)}).encode()
        assert Door(bolt()).knock(request(body)) == 200


HEADERS = st.text(st.characters(max_codepoint=255), max_size=40)
TYPES = st.sampled_from([JSON, FORM, JSON + "; charset=utf-8", "", "text/xml"]) | HEADERS


class TestNothing:
    """Nothing that comes in ends in a 500, or in an exception."""

    BOLT = bolt()

    @given(body=st.binary(max_size=300), content_type=TYPES, timestamp=HEADERS, signature=HEADERS)
    def test_unsigned_gets_in(
        self, body: bytes, content_type: str, timestamp: str, signature: str
    ) -> None:
        environ = request(body, content_type)
        environ["HTTP_X_SLACK_REQUEST_TIMESTAMP"] = timestamp
        environ["HTTP_X_SLACK_SIGNATURE"] = signature
        assert Door(self.BOLT).knock(environ) == 401

    @given(body=st.binary(max_size=300), content_type=TYPES, length=HEADERS, path=HEADERS)
    def test_breaks_the_reading(
        self, body: bytes, content_type: str, length: str, path: str
    ) -> None:
        environ = request(body, content_type, CONTENT_LENGTH=length)
        assert Door(self.BOLT).knock(environ) < 500
        assert Door(self.BOLT).knock(request(body, content_type, PATH_INFO="/" + path)) == 404

    @given(body=st.binary(max_size=300), content_type=TYPES)
    def test_signed_but_shapeless_breaks_bolt(self, body: bytes, content_type: str) -> None:
        assert Door(self.BOLT).knock(request(body, content_type)) < 500
