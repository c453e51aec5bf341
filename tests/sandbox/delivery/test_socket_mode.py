"""Payloads through WebSockets: a bare one, and Bolt's own client."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from sandbox import Delivery, NotAnswered, Person, Sandbox
from tests.clock import MovedClock
from tests.sandbox.blocks import actions, modal, option
from tests.wait import until


def link(slack: Sandbox) -> str:
    client = WebClient(base_url=slack.api_url)
    return str(client.apps_connections_open(app_token=slack.app_token)["url"])


@pytest.fixture
def raw(slack: Sandbox) -> Iterator[ClientConnection]:
    """A socket without a client library."""
    with connect(link(slack), close_timeout=0.1) as connection:
        assert json.loads(connection.recv())["type"] == "hello"
        yield connection


def hear(connection: ClientConnection, times: int) -> list[str]:
    """Return the types of so many events, each within less time than it has to be answered."""
    envelopes = [json.loads(connection.recv(timeout=2)) for _ in range(times)]
    for each in envelopes:
        connection.send(json.dumps({"envelope_id": each["envelope_id"]}))
    return [each["payload"]["event"]["type"] for each in envelopes]


def acknowledge(connection: ClientConnection) -> str:
    """Acknowledge the command that comes next, and return its text."""
    envelope = json.loads(connection.recv(timeout=2))
    connection.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
    return str(envelope["payload"]["text"])


def in_background(act: Any, *arguments: Any, **more: Any) -> threading.Thread:
    thread = threading.Thread(target=act, args=arguments, kwargs=more)
    thread.start()
    return thread


class TestLink:
    def test_greets_as_slack_does(self, slack: Sandbox) -> None:
        with connect(link(slack)) as connection:
            hello = json.loads(connection.recv())
        assert hello["type"] == "hello"
        assert hello["num_connections"] == 1
        assert hello["connection_info"] == {"app_id": slack.app.id}
        assert set(hello["debug_info"]) == {"host", "build_number", "approximate_connection_time"}

    def test_opens_only_once(self, slack: Sandbox) -> None:
        address = link(slack)
        with connect(address):
            with pytest.raises(InvalidStatus), connect(address):
                pass
            assert slack.connected == 1
        until(lambda: slack.connected == 0)

    def test_refuses_an_eleventh_connection(self, slack: Sandbox) -> None:
        with ExitStack() as stack:
            for _ in range(10):
                stack.enter_context(connect(link(slack)))
            until(lambda: slack.connected == 10)
            refused = json.loads(stack.enter_context(connect(link(slack))).recv())
        assert (refused["type"], refused["reason"]) == ("disconnect", "too_many_websockets")


class TestEnvelope:
    def test_carries_a_command_and_its_answer(
        self, raw: ClientConnection, slack: Sandbox, maya: Person
    ) -> None:
        acting = in_background(maya.command, "/align", "now", channel="#marketing")
        envelope = json.loads(raw.recv())
        assert set(envelope) == {"envelope_id", "payload", "type", "accepts_response_payload"}
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["text"] == "now"
        answer = {"envelope_id": envelope["envelope_id"], "payload": {"text": "Done"}}
        raw.send("not json")
        raw.send("[]")
        raw.send(json.dumps(answer))
        acting.join()
        assert [message.text for message in maya.sees("#marketing")] == ["Done"]

    def test_carries_an_event_with_its_retries(
        self, raw: ClientConnection, slack: Sandbox, maya: Person
    ) -> None:
        acting = in_background(maya.say, "@Lockstep hi", channel="#marketing")
        envelope = json.loads(raw.recv())
        assert envelope["type"] == "events_api"
        assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
        assert not envelope["accepts_response_payload"]
        raw.send(json.dumps({"envelope_id": envelope["envelope_id"]}))
        acting.join()

    def test_goes_to_one_socket_each(self, slack: Sandbox, maya: Person) -> None:
        got: list[int] = []

        def serve(number: int) -> None:
            with connect(link(slack)) as connection:
                for message in connection:
                    envelope = json.loads(message)
                    if "envelope_id" in envelope:
                        got.append(number)
                        connection.send(json.dumps({"envelope_id": envelope["envelope_id"]}))

        threads = [in_background(serve, number) for number in range(2)]
        until(lambda: slack.connected == 2)
        for _ in range(4):
            maya.command("/align", channel="#marketing")
        assert sorted(got) == [0, 0, 1, 1]
        slack.drop_sockets(goodbye=True)
        for thread in threads:
            thread.join()

    def test_that_is_not_acknowledged_failed(self, raw: ClientConnection, slack: Sandbox) -> None:
        with pytest.raises(NotAnswered, match="operation_timeout"):
            slack.sockets.deliver(Delivery("interactive", {"type": "shortcut"}), 0.2)


class TestAnEventThatIsNotAnswered:
    @pytest.fixture
    def socket(self, clock: MovedClock) -> Iterator[tuple[Sandbox, ClientConnection]]:
        """A socket of an app that hears of everything."""
        with Sandbox(clock=clock) as slack, connect(link(slack), close_timeout=0.1) as connection:
            assert json.loads(connection.recv())["type"] == "hello"
            yield slack, connection

    def test_holds_up_none_of_what_was_said(self, socket: tuple[Sandbox, ClientConnection]) -> None:
        slack, connection = socket
        in_background(slack.person("Maya").say, "@Bot hi", channel="#general")
        assert hear(connection, 2) == ["message", "app_mention"]

    def test_holds_up_none_of_what_the_app_does(
        self, socket: tuple[Sandbox, ClientConnection]
    ) -> None:
        slack, connection = socket
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        posted = client.chat_postMessage(channel="#it", text="x")
        client.reactions_add(channel="C0IT0000003", timestamp=posted["ts"], name="eyes")
        assert hear(connection, 2) == ["message", "reaction_added"]


class TestWarnSockets:
    def test_lets_what_comes_go_to_another_once_there_is_one(
        self, raw: ClientConnection, slack: Sandbox, maya: Person
    ) -> None:
        slack.warn_sockets()
        message = json.loads(raw.recv())
        assert (message["type"], message["reason"]) == ("disconnect", "warning")
        in_background(maya.command, "/align", "old", channel="#marketing")
        assert acknowledge(raw) == "old"
        with connect(link(slack)) as new:
            assert json.loads(new.recv())["type"] == "hello"
            for _ in range(2):
                in_background(maya.command, "/align", "new", channel="#marketing")
                assert acknowledge(new) == "new"


class TestDropSockets:
    def test_says_goodbye(self, raw: ClientConnection, slack: Sandbox) -> None:
        slack.drop_sockets(goodbye=True)
        message = json.loads(raw.recv())
        assert (message["type"], message["reason"]) == ("disconnect", "refresh_requested")
        assert slack.connected == 0

    def test_or_falls_silent(self, raw: ClientConnection, slack: Sandbox, maya: Person) -> None:
        raw.ping().wait(5)
        slack.drop_sockets(goodbye=False)
        assert slack.connected == 0
        assert not raw.ping().wait(0.3)
        with pytest.raises(TimeoutError):
            raw.recv(timeout=0.1)
        assert maya.command("/align", channel="#marketing").error == "dispatch_failed"


class TestBolt:
    def test_fills_a_menu(self, slack: Sandbox, client: WebClient, maya: Person) -> None:
        app = App(client=client, process_before_response=True)
        app.options("cat")(lambda ack, payload: ack(options=[option(payload["value"], "1")]))
        handler = SocketModeHandler(app, slack.app_token, ping_interval=0.5)
        handler.connect()
        until(lambda: slack.connected == 1)
        menu = {"type": "external_select", "action_id": "cat"}
        client.chat_postMessage(channel="#it", text="x", blocks=[actions(menu)])
        assert maya.suggest("cat", "Maru") == {"options": [option("Maru", "1")]}
        handler.close()

    def test_walks_from_command_to_message(
        self, slack: Sandbox, client: WebClient, maya: Person
    ) -> None:
        app = App(client=client, process_before_response=True)

        @app.command("/align")
        def align(ack: Any, body: dict[str, Any]) -> None:
            client.views_open(trigger_id=body["trigger_id"], view=modal())
            ack("Opened")

        @app.view("form")
        def form(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
            typed = view["state"]["values"]["what"]["text"]["value"]
            client.chat_postMessage(channel=body["user"]["id"], text=f"You said {typed}")
            ack()

        handler = SocketModeHandler(app, slack.app_token, ping_interval=0.5)
        handler.connect()
        until(lambda: slack.connected == 1)
        assert maya.command("/align", channel="#marketing").error is None
        assert maya.submit({"What?": "hello"}).error is None
        assert [message.plain for message in maya.dm()] == ["You said hello"]
        slack.drop_sockets(goodbye=True)
        until(lambda: slack.connected == 1)
        assert maya.command("/align", channel="#marketing").error is None
        handler.close()
