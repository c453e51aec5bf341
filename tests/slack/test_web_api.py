"""Calling Slack: whatever comes back is an answer, and nothing is ever said twice."""

import asyncio
import json
import socket
import ssl
from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import pytest
import trustme

from bot.slack import web_api
from bot.slack.web_api import Answer, WebApi
from tests.slack.wire import answering, closed_port, http

TOKENS = {1: "xoxb-one", 2: "xoxb-two"}
Ask = Callable[[WebApi], Awaitable[Answer]]


def ask(url: str, act: Ask, *, proxy: str | None = None) -> Answer:
    async def run() -> Answer:
        async with WebApi(url, TOKENS, proxy=proxy, connections=2) as slack:
            return await act(slack)

    return asyncio.run(run())


async def post(slack: WebApi) -> Answer:
    return await slack.call(1, "chat.postMessage", {"channel": "C1", "text": "Grüße"})


class TestCall:
    def test_says_it_as_the_workspaces_bot(self) -> None:
        with answering(http("200 OK", '{"ok": true, "ts": "1.1"}')) as wire:
            answer = ask(wire.url, lambda slack: slack.call(2, "chat.update", {"text": "Grüße"}))
        assert answer == Answer(200, body={"ok": True, "ts": "1.1"})
        assert answer.ok
        (heard,) = wire.heard
        head, _, body = heard.partition(b"\r\n\r\n")
        assert head.startswith(b"POST /api/chat.update HTTP/1.1")
        assert b"Authorization: Bearer xoxb-two" in head
        assert b"Content-Type: application/json; charset=utf-8" in head
        assert json.loads(body) == {"text": "Grüße"}

    @pytest.mark.parametrize(
        ("status", "body", "error"),
        [
            ("200 OK", '{"ok": false, "error": "not_in_channel"}', "not_in_channel"),
            ("200 OK", '{"ok": false}', "200"),
            ("404 Not Found", '{"ok": false, "error": "used_url"}', "used_url"),
            ("403 Forbidden", "<html/>", "403"),
            ("500 Internal Server Error", '{"ok": false, "error": "fatal_error"}', "fatal_error"),
            ("503 Service Unavailable", "", "503"),
            ("500 Internal Server Error", '{"ok": true}', "500"),
        ],
    )
    def test_names_the_error(self, status: str, body: str, error: str) -> None:
        with answering(http(status, body)) as wire:
            answer = ask(wire.url, post)
        assert (answer.status, answer.error, answer.ok) == (int(status[:3]), error, False)
        assert answer.exception is None

    def test_keeps_no_more_of_an_error_than_there_is_room_for(self) -> None:
        body = json.dumps({"ok": False, "error": "x" * 1000})
        with answering(http("200 OK", body)) as wire:
            assert len(ask(wire.url, post).error or "") == 255

    @pytest.mark.parametrize("body", ["<html/>", "ok", "", "[1]", "null", '{"ok": tr', "\x80"])
    def test_takes_for_a_body_only_a_json_object(self, body: str) -> None:
        with answering(http("200 OK", body)) as wire:
            answer = ask(wire.url, post)
        assert (answer.status, answer.body, answer.error) == (200, None, None)

    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            (["Retry-After: 30"], 30),
            ([], 1),
            (["Retry-After: 0"], 0),
            (["Retry-After: soon"], None),
        ],
    )
    def test_tells_how_long_slack_wants_no_more(
        self, headers: list[str], seconds: float | None
    ) -> None:
        body = '{"ok": false, "error": "ratelimited"}'
        with answering(http("429 Too Many Requests", body, *headers)) as wire:
            answer = ask(wire.url, post)
        expected = None if seconds is None else timedelta(seconds=seconds)
        assert (answer.status, answer.error) == (429, "ratelimited")
        assert answer.retry_after == expected

    def test_reads_a_pause_only_from_a_rate_limit(self) -> None:
        with answering(http("503 Busy", "", "Retry-After: 30")) as wire:
            assert ask(wire.url, post).retry_after is None

    @pytest.mark.parametrize(
        "raw",
        [
            b"",  # hangs up without a word
            b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",  # … in the middle of one
            b"nonsense\r\n\r\n",
        ],
    )
    def test_answers_with_what_broke_the_line(self, raw: bytes) -> None:
        with answering(raw) as wire:
            answer = ask(wire.url, post)
        assert isinstance(answer.exception, aiohttp.ClientError)
        assert (answer.status, answer.ok) == (None, False)
        assert len(wire.heard) == 1

    @pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary Redirect"])
    def test_follows_nobody_elsewhere(self, status: str) -> None:
        """It would say the same twice, or take somebody else's answer for Slack's."""
        with (
            answering(http("200 OK", '{"ok": true}')) as elsewhere,
            answering(http(status, "", f"Location: {elsewhere.url}")) as wire,
        ):
            answer = ask(wire.url, post)
        assert (answer.status, answer.error) == (int(status[:3]), status[:3])
        assert elsewhere.heard == []

    def test_tells_that_nobody_was_there(self) -> None:
        answer = ask(closed_port(), post)
        assert isinstance(answer.exception, aiohttp.ClientConnectorError)

    def test_waits_no_longer_than_it_should(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(web_api, "CALL_TIMEOUT", 0.2)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            answer = ask(f"http://127.0.0.1:{silent.getsockname()[1]}/", post)
        assert isinstance(answer.exception, TimeoutError)

    def test_goes_through_the_proxy_it_was_given(self) -> None:
        with answering(http("200 OK", '{"ok": true}')) as proxy:
            answer = ask("http://slack.invalid/api/", post, proxy=proxy.url)
        assert answer.ok
        assert proxy.heard[0].startswith(b"POST http://slack.invalid/api/chat.postMessage ")

    def test_trusts_no_certificate_of_strangers(self) -> None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
        with answering(http("200 OK", '{"ok": true}'), tls) as wire:
            answer = ask(wire.url.replace("http:", "https:"), post)
        assert isinstance(answer.exception, aiohttp.ClientConnectorCertificateError)
        assert wire.heard == []


class TestRead:
    def test_asks_in_the_address(self) -> None:
        with answering(http("200 OK", '{"ok": true, "messages": []}')) as wire:
            answer = ask(
                wire.url,
                lambda slack: slack.read(1, "conversations.history", {"channel": "C1", "c": "a=="}),
            )
        assert answer.body == {"ok": True, "messages": []}
        (heard,) = wire.heard
        assert heard.startswith(b"GET /api/conversations.history?channel=C1&c=a%3D%3D HTTP/1.1")
        assert b"Authorization: Bearer xoxb-one" in heard


class TestRespond:
    def test_needs_no_token(self) -> None:
        with answering(http("200 OK", "ok")) as wire:
            answer = ask(closed_port(), lambda slack: slack.respond(wire.url, {"text": "Too late"}))
        assert (answer.ok, answer.body) == (True, None)
        assert b"Authorization" not in wire.heard[0]
        assert wire.heard[0].endswith(b'{"text": "Too late"}')

    @pytest.mark.parametrize("address", ["", "nonsense", "file:///etc/passwd", "http://[::1"])
    def test_answers_to_an_address_that_is_none(self, address: str) -> None:
        answer = ask(closed_port(), lambda slack: slack.respond(address, {}))
        assert isinstance(answer.exception, ValueError | aiohttp.ClientError)


class TestAnswer:
    def test_shows_nobodys_words(self) -> None:
        assert "secret" not in repr(Answer(200, body={"text": "secret"}))
