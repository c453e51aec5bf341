"""One call to Slack for one message: every failure is an outcome, never an exception."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.outbox.jobs import calls
from bot.outbox.models import OutboxMessage
from bot.outbox.operations.recording import Attempt
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.states import Method
from bot.slack.web_api import WebApi
from sandbox import Sandbox, rate
from tests.clock import MONDAY_MORNING as NOW
from tests.clock import MovedClock
from tests.outbox.outbox import IT
from tests.slack.wire import answering, closed_port, http

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "Hello", "emoji": True}}


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock, rate_limits=rate.OFF) as slack:
        yield slack


def post(destination: str = IT, **more: Any) -> OutboxMessage:
    values = {
        "workspace_id": 1,
        "method": Method.POST,
        "destination": destination,
        "marker": "the-marker",
        "payload": {"text": "Hello"},
        "created_at": NOW,
        "parent": None,
    }
    return OutboxMessage(**values | more)


def attempt(slack: Sandbox | str, message: OutboxMessage, late: float = 0) -> Attempt:
    """Make a call to a local Slack, or to whoever listens at an address; `late` in minutes."""

    url = slack.api_url if isinstance(slack, Sandbox) else slack
    token = slack.bot_token if isinstance(slack, Sandbox) else "xoxb-x"

    async def run() -> Attempt:
        async with WebApi(url, {1: token}, proxy=None, connections=1) as web_api:
            return await calls.attempt(web_api, message, now=NOW + timedelta(minutes=late))

    return asyncio.run(run())


class TestAttemptToPost:
    def test_says_what_it_says_with_its_marker(self, slack: Sandbox) -> None:
        made = attempt(slack, post(payload={"text": "Hello", "blocks": [SECTION]}))
        (call,) = slack.journal.of("chat.postMessage")
        assert made == Attempt(Outcome.APPLIED, channel_id=IT, ts=call.response["ts"])
        assert call.arguments == {
            "channel": IT,
            "text": "Hello",
            "blocks": [SECTION],
            "metadata": {"event_type": "lockstep_message", "event_payload": {"k": "the-marker"}},
            "unfurl_links": False,
            "unfurl_media": False,
        }

    def test_learns_the_address_of_direct_messages(self, slack: Sandbox) -> None:
        made = attempt(slack, post(slack.person("Maya").id))
        assert (made.channel_id or "").startswith("D")
        assert [message.plain for message in slack.person("Maya").dm()] == ["Hello"]

    def test_replies_in_the_thread_of_its_parent(self, slack: Sandbox) -> None:
        maya = slack.person("Maya")
        card = attempt(slack, post(maya.id))
        parent = post(maya.id, channel_id=card.channel_id, ts=card.ts)
        assert attempt(slack, post(maya.id, parent=parent)).ts
        assert [message.thread_ts for message in maya.dm()] == [None, card.ts]

    def test_goes_to_the_channel_when_its_parent_was_never_posted(self, slack: Sandbox) -> None:
        attempt(slack, post(parent=post(payload={"text": "Never"})))
        assert [message.thread_ts for message in slack.channel("#it").messages] == [None]

    def test_is_plain_and_outside_the_thread_when_slack_took_offence(self, slack: Sandbox) -> None:
        card = attempt(slack, post())
        parent = post(channel_id=card.channel_id, ts=card.ts)
        payload = {"text": "Plain", "blocks": [SECTION]}
        attempt(slack, post(parent=parent, payload=payload, simplified_at=NOW))
        _card, reply = slack.channel("#it").messages
        assert (reply.text, reply.blocks, reply.thread_ts) == ("Plain", (), None)

    def test_says_that_it_is_late(self, slack: Sandbox) -> None:
        attempt(slack, post(), late=47)
        (message,) = slack.channel("#it").messages
        assert message.text.startswith("Hello\nDelayed 47 min: this is from ")


class TestAttemptToUpdate:
    def test_shows_the_new_words_and_no_old_blocks(self, slack: Sandbox) -> None:
        card = attempt(slack, post(payload={"text": "Old", "blocks": [SECTION]}))
        shown = {"channel_id": card.channel_id, "ts": card.ts}
        made = attempt(slack, post(payload={"text": "New"}, **shown), late=600)
        assert made == Attempt(Outcome.APPLIED, channel_id=card.channel_id, ts=card.ts)
        (message,) = slack.channel("#it").messages
        assert (message.text, message.blocks) == ("New", ())
        assert message.metadata
        assert message.metadata["event_payload"] == {"k": "the-marker"}

    def test_is_our_fault_when_somebody_has_deleted_it(self, slack: Sandbox) -> None:
        made = attempt(slack, post(channel_id=IT, ts="1.1"))
        assert made == Attempt(Outcome.OUR_FAULT, error="message_not_found")


class TestAttemptToDelete:
    def test_removes_it_once_and_for_all(self, slack: Sandbox) -> None:
        copy = attempt(slack, post())
        deletion = post(method=Method.DELETE, payload={"ts": copy.ts})
        assert attempt(slack, deletion).outcome is Outcome.APPLIED
        assert slack.channel("#it").messages == []
        assert attempt(slack, deletion).outcome is Outcome.APPLIED


class TestAttemptToRespond:
    @pytest.fixture
    def response_url(self, slack: Sandbox) -> str:
        urls = slack.workspace.response_urls
        return urls.issue("actions", slack.person("Ivan").id, IT)

    def whisper(self, url: str) -> OutboxMessage:
        payload = {"text": "Too late", "response_type": "ephemeral", "replace_original": False}
        return post(url, method=Method.RESPOND, payload=payload)

    def test_is_read_by_one_person(self, slack: Sandbox, response_url: str) -> None:
        assert attempt(slack, self.whisper(response_url)) == Attempt(Outcome.APPLIED)
        assert [message.plain for message in slack.person("Ivan").sees("#it")] == ["Too late"]
        assert slack.person("Bo").sees("#it") == []

    def test_ends_when_the_address_is_used_up(self, slack: Sandbox, response_url: str) -> None:
        made = [attempt(slack, self.whisper(response_url)) for _ in range(6)]
        assert made[-1] == Attempt(Outcome.OUR_FAULT, error="used_url")

    def test_ends_when_the_address_is_too_old(self, slack: Sandbox, response_url: str) -> None:
        slack.advance(timedelta(minutes=30))
        made = attempt(slack, self.whisper(response_url))
        assert made == Attempt(Outcome.OUR_FAULT, error="expired_url")

    def test_needs_no_json(self) -> None:
        with answering(http("200 OK", "ok")) as wire:
            assert attempt(wire.url, self.whisper(wire.url)).outcome is Outcome.APPLIED

    def test_cannot_know_after_silence(self) -> None:
        with answering(b"") as wire:
            assert attempt(wire.url, self.whisper(wire.url)).outcome is Outcome.UNKNOWN


class TestAttemptThatFails:
    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            ("not_in_channel", Outcome.DESTINATION_CANNOT_RECEIVE),
            ("token_revoked", Outcome.WORKSPACE_CANNOT_RECEIVE),
            ("invalid_blocks", Outcome.OUR_FAULT),
            ("internal_error", Outcome.UNKNOWN),
        ],
    )
    def test_names_slacks_error(self, slack: Sandbox, fault: str, expected: Outcome) -> None:
        slack.fail_next("chat.postMessage", error=fault)
        assert attempt(slack, post()) == Attempt(expected, error=fault)

    def test_waits_as_long_as_slack_says(self, slack: Sandbox) -> None:
        slack.fail_next("chat.postMessage", error="ratelimited", retry_after=17)
        assert attempt(slack, post()) == Attempt(
            Outcome.RATE_LIMITED, error="ratelimited", retry_after=timedelta(seconds=17)
        )

    @pytest.mark.parametrize(
        "raw",
        [
            http("429 Too Many Requests", "", "Retry-After: Mon, 23 Nov 2026 09:00:30 GMT"),
            http("200 OK", '{"ok": false, "error": "rate_limited"}'),
        ],
    )
    def test_waits_a_second_when_slack_does_not_say(self, raw: bytes) -> None:
        with answering(raw) as wire:
            made = attempt(wire.url, post())
        assert made.outcome is Outcome.RATE_LIMITED
        assert made.retry_after == timedelta(seconds=1)

    @pytest.mark.parametrize(
        ("fault", "error"),
        [
            ({"lost": True}, "ServerDisconnectedError"),
            ({"cut": True}, "ServerDisconnectedError"),
            ({"status": 500}, "500"),
            ({"status": 503, "applied": True}, "503"),
            ({"html": True}, None),
            ({"html": True, "applied": True}, None),
        ],
    )
    def test_cannot_know_what_slack_did(
        self, slack: Sandbox, fault: dict[str, Any], error: str | None
    ) -> None:
        slack.fail_next("chat.postMessage", **fault)
        assert attempt(slack, post()) == Attempt(Outcome.UNKNOWN, error=error)

    @pytest.mark.parametrize(
        "raw",
        [
            b"",  # hangs up without a word
            b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",  # … in the middle of one
            b"nonsense\r\n\r\n",
            http("503 Busy", "<html/>"),
            http("407 Proxy Authentication Required", "<html/>"),
            http("200 OK", "<html/>"),
            http("200 OK", "{}"),  # somebody's, not Slack's
            http("302 Found", "", "Location: file:///x"),
            http("302 Found", "", "Location: http://127.0.0.1:1/"),
        ],
    )
    @pytest.mark.parametrize("ts", [None, "1.1"])
    def test_cannot_know_after_a_broken_answer(self, raw: bytes, ts: str | None) -> None:
        with answering(raw) as wire:
            made = attempt(wire.url, post(channel_id=IT, ts=ts))
        assert made.outcome is Outcome.UNKNOWN
        assert (made.ts, made.channel_id) == (None, None)

    @pytest.mark.parametrize("method", [Method.POST, Method.DELETE, Method.RESPOND])
    def test_knows_that_a_refused_connection_brought_nothing(self, method: Method) -> None:
        url = closed_port()
        made = attempt(url, post(url, method=method, payload={"text": "x", "ts": "1.1"}))
        assert made == Attempt(Outcome.NOT_APPLIED, error="ClientConnectorError")

    def test_knows_that_an_address_that_is_none_brought_nothing(self) -> None:
        made = attempt(closed_port(), post("nonsense", method=Method.RESPOND))
        assert made.outcome is Outcome.NOT_APPLIED


class TestAttemptToPublish:
    def publishing(self, user_id: str, *blocks: Any) -> OutboxMessage:
        view = {"type": "home", "blocks": list(blocks), "private_metadata": "drawn"}
        return post(user_id, method=Method.PUBLISH, payload=view)

    def test_shows_a_person_their_home(self, slack: Sandbox) -> None:
        maya = slack.person("Maya")
        assert attempt(slack, self.publishing(maya.id, SECTION)) == Attempt(Outcome.APPLIED)
        (call,) = slack.journal.of("views.publish")
        assert call.arguments == {
            "user_id": maya.id,
            "view": {"type": "home", "blocks": [SECTION], "private_metadata": "drawn"},
        }

    def test_takes_nobody_but_slack_at_their_word(self) -> None:
        with answering(http("200 OK", '{"ok": true}')) as wire:
            made = attempt(wire.url, self.publishing("U1", SECTION))
        assert made == Attempt(Outcome.UNKNOWN)

    @pytest.mark.parametrize(
        ("error", "expected"),
        [
            ("not_enabled", Outcome.DESTINATION_CANNOT_RECEIVE),
            ("user_not_found", Outcome.DESTINATION_CANNOT_RECEIVE),
            ("view_too_large", Outcome.OUR_FAULT),
            ("invalid_arguments", Outcome.OUR_FAULT),
            ("ratelimited", Outcome.RATE_LIMITED),
        ],
    )
    def test_knows_what_is_wrong(self, error: str, expected: Outcome) -> None:
        body = f'{{"ok": false, "error": "{error}"}}'
        with answering(http("200 OK", body)) as wire:
            made = attempt(wire.url, self.publishing("U1", SECTION))
        assert (made.outcome, made.error) == (expected, error)
