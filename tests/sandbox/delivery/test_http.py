"""Payloads posted to an app's own web server, signed."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt import App
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from sandbox import Delivery, NotAnswered, Person, Sandbox
from tests.sandbox.blocks import actions, option
from tests.wait import until


class Door(ThreadingHTTPServer):
    """An app's web server: keeps the requests, answers with `status` and `body`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Knock)
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.body: Any = b""
        self.silent = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_port}/slack/events"


class Knock(BaseHTTPRequestHandler):
    server: Door

    def do_POST(self) -> None:  # http.server's name
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append((headers, body))
        if self.server.silent.is_set():
            self.connection.settimeout(10)
            self.rfile.read(1)  # until Slack hangs up
            return
        answer = self.server.body(body) if callable(self.server.body) else self.server.body
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def door(slack: Sandbox) -> Iterator[Door]:
    with Door() as door:
        thread = threading.Thread(target=door.serve_forever, args=(0.02,))
        thread.start()
        slack.deliver_over_http(door.url, verify=False)
        yield door
        door.shutdown()
        thread.join()


def signature_holds(slack: Sandbox, headers: dict[str, str], body: bytes) -> bool:
    return SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)


class TestDelivery:
    def test_posts_a_signed_form_for_a_command(
        self, slack: Sandbox, door: Door, maya: Person
    ) -> None:
        assert maya.command("/align", "ä & b", channel="#marketing").error is None
        ((headers, body),) = door.requests
        assert headers["content-type"] == "application/x-www-form-urlencoded"
        assert signature_holds(slack, headers, body)
        assert parse_qs(body.decode())["text"] == ["ä & b"]

    def test_signs_with_the_real_time_wherever_the_clock_is(
        self, slack: Sandbox, door: Door, maya: Person
    ) -> None:
        maya.command("/align", channel="#marketing")
        ((headers, _),) = door.requests
        now = time.time()  # noqa: TID251 (the real clock is meant)
        assert abs(int(headers["x-slack-request-timestamp"]) - now) < 60

    def test_posts_a_payload_field_for_an_interaction(
        self, slack: Sandbox, door: Door, maya: Person
    ) -> None:
        maya.shortcut("raise")
        ((headers, body),) = door.requests
        assert signature_holds(slack, headers, body)
        assert json.loads(parse_qs(body.decode())["payload"][0])["type"] == "shortcut"

    def test_posts_json_for_an_event_and_tries_four_times(
        self, slack: Sandbox, door: Door, maya: Person
    ) -> None:
        door.status = 500
        maya.say("@Lockstep hi", channel="#marketing")
        until(lambda: len(door.requests) == 4)
        bodies = {body for _, body in door.requests}
        assert len(bodies) == 1
        assert json.loads(bodies.pop())["event"]["type"] == "app_mention"
        told = [
            (headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason"))
            for headers, _ in door.requests
        ]
        assert told == [(None, None), *((number, "http_error") for number in "123")]

    def test_takes_a_json_answer(self, door: Door, maya: Person) -> None:
        door.body = b'{"text": "Hello"}'
        assert maya.command("/align", channel="#marketing").body == {"text": "Hello"}
        assert [message.text for message in maya.sees("#marketing")] == ["Hello"]

    def test_gives_up_after_a_while(self, slack: Sandbox, door: Door) -> None:
        door.silent.set()
        with pytest.raises(NotAnswered, match="operation_timeout"):
            slack.postbox.carrier.deliver(Delivery("interactive", {}), 0.2)

    def test_fails_at_once_when_nobody_listens(self, slack: Sandbox, maya: Person) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        slack.deliver_over_http(f"http://127.0.0.1:{port}/", verify=False)
        assert maya.command("/align", channel="#marketing").error == "dispatch_failed"


class TestVerify:
    def test_puts_slacks_challenge(self, slack: Sandbox, door: Door) -> None:
        door.body = lambda body: json.dumps({"challenge": json.loads(body)["challenge"]}).encode()
        slack.deliver_over_http(door.url)
        ((headers, body),) = door.requests
        assert set(json.loads(body)) == {"token", "challenge", "type"}
        assert signature_holds(slack, headers, body)

    def test_refuses_another_answer(self, slack: Sandbox, door: Door) -> None:
        door.body = b'{"challenge": "guessed"}'
        with pytest.raises(NotAnswered):
            slack.deliver_over_http(door.url)


class TestBolt:
    def test_fills_a_menu(self, slack: Sandbox, door: Door, maya: Person) -> None:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        app = App(client=client, signing_secret=slack.signing_secret, process_before_response=True)
        app.options("cat")(lambda ack, payload: ack(options=[option(payload["value"], "1")]))

        def dispatch(body: bytes) -> bytes:
            headers = dict(door.requests[-1][0])
            return app.dispatch(BoltRequest(body=body.decode(), headers=headers)).body.encode()

        door.body = dispatch
        menu = {"type": "external_select", "action_id": "cat"}
        client.chat_postMessage(channel="#it", text="x", blocks=[actions(menu)])
        assert maya.suggest("cat", "Maru") == {"options": [option("Maru", "1")]}

    def test_accepts_what_is_posted(self, slack: Sandbox, door: Door, maya: Person) -> None:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        app = App(client=client, signing_secret=slack.signing_secret, process_before_response=True)
        app.command("/align")(lambda ack: ack("Hello"))
        app.shortcut("raise")(lambda ack: ack())
        app.event("app_mention")(lambda: None)
        maya.command("/align", channel="#marketing")
        maya.shortcut("raise")
        maya.say("@Lockstep hi", channel="#marketing")
        for headers, body in door.requests:
            request = BoltRequest(body=body.decode(), headers=dict(headers))
            assert app.dispatch(request).status == 200
