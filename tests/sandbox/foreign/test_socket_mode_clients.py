"""Every Socket Mode client of slack_sdk: connected, answering, and connected anew.

Its client on websocket-client, which is not among our packages, was tried by hand: see
sandbox/README.md.
"""

import asyncio
import importlib
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person, Sandbox
from tests.sandbox.conftest import refusal
from tests.wait import until

ASYNC = {
    "aiohttp": "slack_sdk.socket_mode.aiohttp",
    "websockets": "slack_sdk.socket_mode.websockets",
}


@pytest.fixture(params=["builtin", *ASYNC])
def connected(
    request: pytest.FixtureRequest, slack: Sandbox, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """An app with one of the clients, which answers a command with what it heard."""
    kind = request.param
    # That one calls it an error when its connection is closed, even by itself.
    caplog.set_level(logging.CRITICAL, logger=ASYNC["websockets"])
    app = _threaded(slack) if kind == "builtin" else _on_a_loop(slack, ASYNC[kind])
    with app:
        until(lambda: slack.connected == 1)
        yield


@pytest.mark.usefixtures("connected")
class TestAClient:
    def test_answers_a_command_in_its_ack(self, maya: Person) -> None:
        reply = maya.command("/align", "now", channel="#marketing")
        assert (reply.body, reply.error) == ({"text": "You said now"}, None)
        assert [message.plain for message in maya.sees("#marketing")] == ["You said now"]

    def test_acknowledges_an_event(self, slack: Sandbox, maya: Person) -> None:
        maya.say("@Lockstep hi", channel="#marketing")
        # An event that it had not acknowledged would come before this, and again.
        assert maya.command("/align", channel="#marketing").error is None

    def test_connects_anew_when_it_is_warned(self, slack: Sandbox, maya: Person) -> None:
        slack.warn_sockets()
        until(lambda: len(slack.calls.of("apps.connections.open")) > 1)
        until(lambda: answers(maya))

    def test_connects_anew_when_it_was_dropped(self, slack: Sandbox, maya: Person) -> None:
        slack.drop_sockets(goodbye=True)
        until(lambda: slack.connected)
        until(lambda: answers(maya))


def answers(maya: Person) -> bool:
    """Whether a command is answered: one that goes to a connection on its way out may be lost."""
    return maya.command("/align", "again", channel="#marketing").error is None


class TestConnectionsOpen:
    @pytest.mark.parametrize(
        ("token", "error"),
        [
            ("xapp-1-of-nobody", "invalid_auth"),
            ("xoxb-sandbox-bot-token", "not_allowed_token_type"),
        ],
    )
    def test_refuses_another_token(self, slack: Sandbox, token: str, error: str) -> None:
        client = WebClient(base_url=slack.api_url)
        assert refusal(client.apps_connections_open, app_token=token) == error

    def test_refuses_no_token(self, slack: Sandbox) -> None:
        client = WebClient(base_url=slack.api_url)
        assert refusal(client.api_call, api_method="apps.connections.open") == "not_authed"

    @pytest.mark.expected_errors("Failed to retrieve WSS URL")
    def test_lets_no_client_connect_with_another_token(self, slack: Sandbox) -> None:
        client = SocketModeClient("xapp-1-of-nobody", web_client=WebClient(base_url=slack.api_url))
        with pytest.raises(SlackApiError, match="invalid_auth"):
            client.connect()
        client.close()


@contextmanager
def _threaded(slack: Sandbox) -> Iterator[None]:
    client = SocketModeClient(slack.app_token, web_client=WebClient(base_url=slack.api_url))
    client.socket_mode_request_listeners.append(
        lambda client, request: client.send_socket_mode_response(_answer(request))
    )
    client.connect()
    yield
    client.auto_reconnect_enabled = False
    slack.sockets.cut()  # or the client would wait three seconds for something to read
    client.close()


@contextmanager
def _on_a_loop(slack: Sandbox, module: str) -> Iterator[None]:
    """Run a client for asyncio on a loop of its own."""
    ended = Event()

    async def run() -> None:
        async with _connected(slack, module):
            await asyncio.to_thread(ended.wait)

    thread = Thread(target=asyncio.run, args=(run(),))
    thread.start()
    yield
    ended.set()
    thread.join()


@asynccontextmanager
async def _connected(slack: Sandbox, module: str) -> AsyncIterator[None]:
    web_client = AsyncWebClient(base_url=slack.api_url)
    make = importlib.import_module(module).SocketModeClient
    client = make(slack.app_token, web_client=web_client)

    async def listen(client: Any, request: SocketModeRequest) -> None:
        await client.send_socket_mode_response(_answer(request))

    client.socket_mode_request_listeners.append(listen)
    await client.connect()
    yield
    await client.close()


def _answer(request: SocketModeRequest) -> SocketModeResponse:
    heard = request.payload.get("text")
    payload = {"text": f"You said {heard}"} if request.type == "slash_commands" else None
    return SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
