"""The public door: three addresses, and a server that finishes what it began."""

import contextlib
import http.client
import io
import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from slack_bolt import App
from waitress.server import TcpWSGIServer

from bot import web
from bot.clock import utc_now
from bot.errors import BotError
from bot.slack import guard
from bot.web import Check, Server
from tests import wait

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FINE = [Check("database", True), Check("schema", True)]


def echo(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "application/json")])
    return [body]


class Slow:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.begun.release()
        assert self.go_on.wait(20)
        return echo(environ, start_response)


@contextlib.contextmanager
def serving(application: WSGIApplication, *, threads: int = 2) -> Iterator[Server]:
    server = Server(application, host="127.0.0.1", port=0, threads=threads)
    server.start()
    try:
        yield server
    finally:
        server.stop(within=0)
        wait.until(lambda: "web" not in [thread.name for thread in threading.enumerate()])


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: Server, method: str, path: str, body: Any = None, **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(connection):
        connection.request(method, path, body=body, headers=named)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())


def dial(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=10)


def read_all(line: socket.socket) -> bytes:
    return b"".join(iter(lambda: line.recv(1000), b""))


def in_background(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()), daemon=True)
    thread.start()
    return thread, results


class TestBuild:
    def call(
        self, method: str, path: str, *, checks: list[Check] = FINE, slack: Any = None
    ) -> tuple[int, dict[str, str], str]:
        answers: list[tuple[int, dict[str, str]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> Any:
            answers.append((int(status[:3]), dict(headers)))

        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(b"in")}
        body = b"".join(web.build(slack=slack, checks=lambda: checks)(environ, start_response))
        return *answers[0], body.decode()

    def test_says_that_the_process_lives(self) -> None:
        assert self.call("GET", "/healthz")[::2] == (200, "ok\n")

    def test_says_that_it_is_ready(self) -> None:
        assert self.call("GET", "/readyz")[::2] == (200, "database: ok\nschema: ok\n")

    def test_says_what_it_lacks(self) -> None:
        checks = [Check("database", True), Check("socket mode", False, "not connected to Slack")]
        status, _, text = self.call("GET", "/readyz", checks=checks)
        assert status == 503
        assert text == "database: ok\nsocket mode: not connected to Slack\n"

    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_answers_head_with_headers_alone(self, path: str) -> None:
        status, headers, text = self.call("HEAD", path)
        assert (status, text) == (200, "")
        assert headers["Content-Length"] == self.call("GET", path)[1]["Content-Length"]

    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_is_only_read_there(self, path: str) -> None:
        status, headers, _ = self.call("POST", path)
        assert (status, headers["Allow"]) == (405, "GET, HEAD")

    def test_hands_slack_on(self) -> None:
        assert self.call("POST", "/slack/events", slack=echo)[::2] == (200, "in")

    def test_says_so_when_slack_comes_another_way(self) -> None:
        status, _, text = self.call("POST", "/slack/events")
        assert status == 404
        assert "Socket Mode" in text

    @pytest.mark.parametrize("path", ["", "/", "/slack/events/", "/healthz/x", "/slack/install"])
    def test_has_nothing_elsewhere(self, path: str) -> None:
        assert self.call("GET", path, slack=echo)[0] == 404


class TestStart:
    def test_refuses_a_port_that_is_taken(self) -> None:
        with serving(echo) as server:
            second = Server(echo, host="127.0.0.1", port=server.port)
            with pytest.raises(BotError, match=f"port {server.port} .*set HOST and PORT"):
                second.start()

    def test_refuses_an_address_that_is_not_here(self) -> None:
        with pytest.raises(BotError, match=r"can't listen on 192\.0\.2\.1"):
            Server(echo, host="192.0.2.1", port=0).start()

    @pytest.mark.skipif(not socket.has_ipv6, reason="this Python has no IPv6")
    def test_listens_on_ipv6(self) -> None:
        server = Server(echo, host="::1", port=0)
        server.start()
        socket.create_connection(("::1", server.port), timeout=5).close()
        server.stop()

    def test_names_no_software(self) -> None:
        with serving(web.build(slack=None, checks=lambda: FINE)) as server:
            assert ask(server, "GET", "/healthz").headers.keys() == {
                "Content-Length",
                "Content-Type",
                "Date",
            }

    def test_refuses_a_large_body_before_it_comes(self) -> None:
        with (
            serving(echo) as server,
            dial(server) as line,
        ):
            line.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 413 ")

    def test_takes_a_body_of_one_mebibyte(self) -> None:
        with serving(echo) as server:
            assert len(ask(server, "POST", "/", b"x" * 1024 * 1024).body) == 1024 * 1024

    def test_lets_slack_in_through_the_guard(self) -> None:
        bolt = App(
            request_verification_enabled=False,
            authorize=lambda: None,
            process_before_response=True,
        )
        slack = guard.protect(bolt, secret=SECRET, now=utc_now)
        body = b'{"type": "url_verification", "challenge": "abc"}'
        timestamp = str(int(utc_now().timestamp()))
        signature = guard.sign(SECRET, timestamp=timestamp, body=body)
        with serving(web.build(slack=slack, checks=lambda: FINE)) as server:
            for sent in (body, iter([body[:9], body[9:]])):  # at once, and chunked
                answer = ask(
                    server,
                    "POST",
                    "/slack/events",
                    sent,
                    Content_Type="application/json",
                    X_Slack_Request_Timestamp=timestamp,
                    X_Slack_Signature=signature,
                )
                assert answer.status == 200
                assert json.loads(answer.body) == {"challenge": "abc"}
            assert ask(server, "POST", "/slack/events", body).status == 401


class TestStop:
    def test_lets_running_and_waiting_requests_finish(self) -> None:
        slow = Slow()
        with serving(slow) as server, dial(server) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 2)
            assert slow.begun.acquire(timeout=5)
            stopping, _ = in_background(server.stop)
            wait.until(lambda: refused(server))
            slow.go_on.set()
            assert read_all(line).count(b"200 OK") == 2
            stopping.join(10)
            assert not stopping.is_alive()

    def test_does_not_wait_for_idle_connections(self) -> None:
        with serving(echo) as server, dial(server) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")
            received = b""
            while not received.endswith(b"hi"):
                received += line.recv(1000)
            start = time.monotonic()
            server.stop(within=30)
            assert time.monotonic() - start < 10
            assert line.recv(1) == b""

    def test_cuts_off_what_takes_too_long(self, caplog: pytest.LogCaptureFixture) -> None:
        slow = Slow()
        with serving(slow) as server:
            asking, _ = in_background(lambda: cut_off(server))
            assert slow.begun.acquire(timeout=5)
            server.stop(within=0.1)
            asking.join(10)
            assert not asking.is_alive()
            assert "1 request(s) did not finish in time and were cut off" in caplog.messages
            slow.go_on.set()

    def test_may_come_twice_and_leaves_no_thread(self, caplog: pytest.LogCaptureFixture) -> None:
        before = set(threading.enumerate())
        with serving(echo) as server:
            ask(server, "GET", "/")
            server.stop()
        server.stop()
        wait.until(lambda: set(threading.enumerate()) <= before)
        assert not [r for r in caplog.records if r.levelno >= logging.WARNING]

    def test_may_wake_a_loop_that_is_closing_already(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pull = TcpWSGIServer.pull_trigger

        with serving(echo) as server:

            def pull_late(waitress: TcpWSGIServer) -> None:
                pull(waitress)
                wait.until(lambda: refused(server))
                pull(waitress)

            monkeypatch.setattr(TcpWSGIServer, "pull_trigger", pull_late)
            server.stop()


def refused(server: Server) -> bool:
    try:
        dial(server).close()
    except ConnectionError:  # refused; or reset, when it came in the last moment
        return True
    return False


def cut_off(server: Server) -> None:
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        ask(server, "GET", "/")
