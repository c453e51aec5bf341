"""Slack away: refusing, hanging or failing, until it is back."""

import http.client
import json
import socket
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from sandbox import Sandbox
from tests.sandbox.faults.calls import ask, post
from tests.sandbox.listener import Listener
from tests.wait import until


@pytest.fixture
def kept(slack: Sandbox) -> Iterator[http.client.HTTPConnection]:
    """A connection that was used, and is kept for the next call."""
    connection = http.client.HTTPConnection(urlsplit(slack.url).netloc, timeout=10)
    connection.request("GET", "/api/api.test")
    assert connection.getresponse().read()
    yield connection
    connection.close()


class TestAway:
    def test_refuses_new_connections_and_closes_kept_ones(
        self, slack: Sandbox, kept: http.client.HTTPConnection
    ) -> None:
        slack.away("refuse")
        address = urlsplit(slack.url)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address.hostname, address.port))
        until(lambda: kept.sock is None or kept.sock.recv(1) == b"")
        slack.back()
        assert post(slack).json["ok"]

    def test_may_happen_again(self, slack: Sandbox) -> None:
        for _ in range(3):
            slack.away("refuse")
            assert post(slack).status == 0
            slack.back()
        assert post(slack).json["ok"]
        assert len(slack.calls) == 1

    def test_hangs_until_it_is_back(self, slack: Sandbox) -> None:
        slack.away("hang")
        with ThreadPoolExecutor() as pool:
            answer = pool.submit(post, slack)
            until(lambda: slack.refused)
            assert not answer.done()
            slack.back()
            assert answer.result().status == 0
        assert slack.channel("#it").messages == []
        assert post(slack).json["ok"]

    def test_stops_while_calls_hang(self) -> None:
        with ThreadPoolExecutor() as pool:
            with Sandbox() as slack:
                slack.away("hang")
                answer = pool.submit(post, slack)
                until(lambda: slack.refused)
            assert answer.result().status == 0

    @pytest.mark.parametrize(("mode", "seen"), [("500", 0), ("accept_then_500", 1)])
    def test_fails_before_or_after_accepting(self, slack: Sandbox, mode: str, seen: int) -> None:
        slack.away(mode)  # type: ignore[arg-type]  # a table of modes
        assert post(slack).status >= 500
        assert ask(slack, "auth.test").status >= 500
        assert len(slack.channel("#it").messages) == seen
        assert {call.fault for call in slack.refused} == {"away"}
        assert slack.refused[0].applied == bool(seen)

    @pytest.mark.parametrize(("mode", "seen"), [("500", 0), ("accept_then_500", 1), ("hang", 0)])
    def test_counts_for_response_urls_too(
        self, slack: Sandbox, app: Listener, mode: str, seen: int
    ) -> None:
        slack.person("Maya").command("/align", channel="#marketing")
        address = urlsplit(app.last["response_url"])
        slack.away(mode)  # type: ignore[arg-type]  # a table of modes
        connection = http.client.HTTPConnection(
            address.netloc, timeout=0.5 if mode == "hang" else 10
        )
        connection.request("POST", address.path, json.dumps({"text": "later"}))
        if mode == "hang":
            with pytest.raises(TimeoutError):
                connection.getresponse()
        else:
            assert connection.getresponse().status >= 500
        connection.close()
        assert len(slack.person("Maya").sees("#marketing")) == seen

    def test_is_not_possible_in_another_way(self, slack: Sandbox) -> None:
        with pytest.raises(ValueError, match="refuse"):
            slack.away("sulk")  # type: ignore[arg-type]  # what is tested
        assert post(slack).json["ok"]

    def test_leaves_the_control_api_reachable(self, slack: Sandbox) -> None:
        slack.away("refuse")
        with urllib.request.urlopen(slack.control_url + "/_sandbox/journal") as answer:  # noqa: S310 (loopback)
            assert json.loads(answer.read()) == []


class TestBack:
    def test_does_nothing_when_slack_is_there(
        self, slack: Sandbox, kept: http.client.HTTPConnection
    ) -> None:
        slack.back()
        kept.request("GET", "/api/api.test")
        assert kept.getresponse().read()
