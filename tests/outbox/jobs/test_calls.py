"""One call to Slack for one message: every failure is an outcome, never an exception."""

import contextlib
import gc
import socket
import threading
import warnings
from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot import parts
from bot.outbox.jobs import calls
from bot.outbox.models import OutboxMessage
from bot.outbox.operations.sending import Attempt
from bot.outbox.rules import Method, Outcome
from sandbox import Sandbox
from tests.clock import MovedClock
from tests.story import settings_for


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock) as slack:
        yield slack


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return parts.slack_client(settings_for(slack, "sqlite:///x.db"))


def post(destination: str = "C0IT0000003", parent: OutboxMessage | None = None) -> OutboxMessage:
    payload = {"text": "Hello", "unfurl_links": False, "unfurl_media": False}
    return OutboxMessage(
        method=Method.POST, destination=destination, payload=payload, parent=parent
    )


@contextlib.contextmanager
def answering(raw: bytes) -> Iterator[str]:
    """Yield the URL of a server that answers one request with `raw` and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            line, _ = listener.accept()
            with line:
                line.recv(100_000)
                line.sendall(raw)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join(10)


class TestAttempt:
    def test_posts_and_tells_where(self, slack: Sandbox, client: WebClient) -> None:
        attempt = calls.attempt(client, post())
        (call,) = slack.journal.of("chat.postMessage")
        assert attempt == Attempt(Outcome.APPLIED, channel_id="C0IT0000003", ts=call.response["ts"])
        assert call.arguments == {
            "channel": "C0IT0000003",
            "text": "Hello",
            "unfurl_links": False,
            "unfurl_media": False,
        }

    def test_learns_the_address_of_direct_messages(self, slack: Sandbox, client: WebClient) -> None:
        attempt = calls.attempt(client, post(slack.person("Maya").id))
        assert (attempt.channel_id or "").startswith("D")
        assert [message.plain for message in slack.person("Maya").dm()] == ["Hello"]

    def test_replies_in_the_thread_of_its_parent(self, slack: Sandbox, client: WebClient) -> None:
        card = calls.attempt(client, post(slack.person("Maya").id))
        parent = OutboxMessage(channel_id=card.channel_id, ts=card.ts)
        slack.advance(timedelta(seconds=1))
        assert calls.attempt(client, post(slack.person("Maya").id, parent)).ts
        assert [message.thread_ts for message in slack.person("Maya").dm()] == [None, card.ts]

    def test_updates_its_parent(self, slack: Sandbox, client: WebClient) -> None:
        card = calls.attempt(client, post())
        parent = OutboxMessage(channel_id=card.channel_id, ts=card.ts)
        update = OutboxMessage(method=Method.UPDATE, payload={"text": "New"}, parent=parent)
        attempt = calls.attempt(client, update)
        assert attempt == Attempt(Outcome.APPLIED, channel_id=card.channel_id, ts=card.ts)
        assert [message.text for message in slack.channel("#it").messages] == ["New"]

    def test_waits_as_long_as_slack_says(self, slack: Sandbox, client: WebClient) -> None:
        slack.fail_next("chat.postMessage", error="ratelimited", retry_after=17)
        assert calls.attempt(client, post()) == Attempt(
            Outcome.RATE_LIMITED, error="ratelimited", retry_after=timedelta(seconds=17)
        )

    @pytest.mark.parametrize(
        ("fault", "expected"),
        [
            ({"error": "not_in_channel"}, Attempt(Outcome.UNREACHABLE, error="not_in_channel")),
            ({"error": "invalid_blocks"}, Attempt(Outcome.REJECTED, error="invalid_blocks")),
            ({"error": "internal_error"}, Attempt(Outcome.UNKNOWN, error="internal_error")),
        ],
    )
    def test_names_slacks_error(
        self, slack: Sandbox, client: WebClient, fault: dict[str, str], expected: Attempt
    ) -> None:
        slack.fail_next("chat.postMessage", error=fault["error"])
        assert calls.attempt(client, post()) == expected

    @pytest.mark.parametrize("status", [500, 502, 503])
    def test_cannot_know_after_a_servers_error(
        self, slack: Sandbox, client: WebClient, status: int
    ) -> None:
        slack.fail_next("chat.postMessage", status=status)
        assert calls.attempt(client, post()).outcome is Outcome.UNKNOWN

    @pytest.mark.parametrize(
        "raw",
        [
            b"",  # hangs up without a word
            b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",  # … in the middle of one
            b"HTTP/1.1 503 Busy\r\nContent-Length: 7\r\n\r\n<html/>",  # a proxy's page
            b"HTTP/1.1 302 Found\r\nLocation: file:///x\r\nContent-Length: 0\r\n\r\n",
            b"nonsense\r\n\r\n",
        ],
    )
    @pytest.mark.parametrize("method", [Method.POST, Method.RESPOND])
    def test_cannot_know_after_a_broken_answer(
        self, client: WebClient, raw: bytes, method: Method
    ) -> None:
        with answering(raw) as url:
            client.base_url = url
            message = OutboxMessage(method=method, destination=url, payload={"text": "x"})
            attempt = calls.attempt(client, message)
        with warnings.catch_warnings():
            # The SDK leaves half an answer's socket to the garbage collector.
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
        assert attempt.outcome is Outcome.UNKNOWN
        assert attempt.error

    def test_takes_no_page_of_a_proxys_for_slacks_answer(self, client: WebClient) -> None:
        with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n<html/>") as url:
            client.base_url = url
            assert calls.attempt(client, post()).outcome is Outcome.UNKNOWN

    def test_cannot_know_after_silence(self, slack: Sandbox, client: WebClient) -> None:
        client.timeout = 1
        with socket.create_server(("127.0.0.1", 0)) as silent:
            client.base_url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
            attempt = calls.attempt(client, post())
        assert attempt == Attempt(Outcome.UNKNOWN, error="TimeoutError")

    @pytest.mark.parametrize("method", [Method.POST, Method.UPDATE, Method.RESPOND])
    def test_knows_that_a_refused_connection_brought_nothing(
        self, client: WebClient, method: Method
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        client.base_url = url
        message = OutboxMessage(method=method, destination=url, payload={"text": "x"})
        attempt = calls.attempt(client, message)
        assert attempt == Attempt(Outcome.NOT_APPLIED, error="ConnectionRefusedError")


class TestAttemptToRespond:
    @pytest.fixture
    def response_url(self, slack: Sandbox) -> str:
        urls = slack.workspace.response_urls
        return urls.issue("actions", slack.person("Ivan").id, "C0IT0000003")

    def whisper(self, url: str) -> OutboxMessage:
        payload = {"text": "Too late", "response_type": "ephemeral", "replace_original": False}
        return OutboxMessage(method=Method.RESPOND, destination=url, payload=payload)

    def test_is_read_by_one_person(
        self, slack: Sandbox, client: WebClient, response_url: str
    ) -> None:
        assert calls.attempt(client, self.whisper(response_url)) == Attempt(Outcome.APPLIED)
        assert [message.plain for message in slack.person("Ivan").sees("#it")] == ["Too late"]
        assert slack.person("Bo").sees("#it") == []

    def test_ends_when_the_address_is_used_up(self, client: WebClient, response_url: str) -> None:
        for _ in range(5):
            calls.attempt(client, self.whisper(response_url))
        attempt = calls.attempt(client, self.whisper(response_url))
        assert attempt == Attempt(Outcome.REJECTED, error="used_url")

    def test_ends_when_the_address_is_too_old(
        self, slack: Sandbox, client: WebClient, response_url: str
    ) -> None:
        slack.advance(timedelta(minutes=30))
        attempt = calls.attempt(client, self.whisper(response_url))
        assert attempt == Attempt(Outcome.REJECTED, error="expired_url")
