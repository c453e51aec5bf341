"""Starting and stopping, clocks, companies, names, ways of delivery."""

import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from sandbox import Ack, Channel, Delivery, Person, Sandbox, User
from sandbox.workspace import Workspace
from tests.sandbox.conftest import MANIFEST
from tests.sandbox.listener import Listener


class TestSandbox:
    def test_has_no_address_before_it_starts(self) -> None:
        with pytest.raises(RuntimeError, match="not been started"):
            _ = Sandbox().url

    def test_frees_its_port_and_its_threads_when_it_stops(self) -> None:
        before = threading.active_count()
        with Sandbox() as slack:
            port = int(slack.url.rpartition(":")[2])
        assert threading.active_count() == before
        socket.create_server(("127.0.0.1", port)).close()

    def test_tells_the_real_time_unless_given_a_clock(self) -> None:
        with Sandbox() as slack:
            slack.advance(timedelta(days=1))
            ahead = slack.clock() - datetime.now(UTC)  # noqa: TID251 (the real clock is meant)
        assert timedelta(hours=23) < ahead < timedelta(hours=25)

    def test_takes_any_company(self) -> None:
        def company(workspace: Workspace) -> None:
            workspace.add_user(User("U0ONLY00001", "kim", "Kim Lee", workspace.team_id))
            workspace.add_channel(Channel("C0ONLY00001", "only", members={"U0ONLY00001"}))

        with Sandbox(seed=company) as slack:
            assert slack.person("kim").say("alone", channel="#only").text == "alone"
            with pytest.raises(KeyError, match="Maya"):
                slack.person("Maya")
            with pytest.raises(KeyError, match="#it"):
                slack.channel("#it")

    @pytest.mark.parametrize(
        ("arguments", "name"),
        [({}, "bot"), ({"bot_name": "Herald"}, "herald"), ({"manifest": MANIFEST}, "lockstep")],
    )
    def test_names_the_bot(self, arguments: dict[str, object], name: str) -> None:
        with Sandbox(**arguments) as slack:  # type: ignore[arg-type]  # a table of keyword arguments
            client = WebClient(slack.bot_token, base_url=slack.api_url)
            assert client.auth_test()["user"] == name

    def test_without_a_manifest_takes_every_command(self) -> None:
        with Sandbox() as slack:
            slack.deliver_to(lambda _: Ack(200, "Yes"))
            assert slack.person("Maya").command("/anything").body == "Yes"

    def test_changes_how_it_delivers(self, slack: Sandbox, app: Listener, maya: Person) -> None:
        maya.command("/align", channel="#marketing")
        slack.deliver_over_sockets()
        assert maya.command("/align", channel="#marketing").error == "dispatch_failed"
        assert len(app.deliveries) == 1


class TestDelivery:
    def test_has_slacks_bodies(self) -> None:
        assert Delivery("slash_commands", {"text": "a b"}).http_body() == b"text=a+b"
        assert Delivery("interactive", {"a": 1}).http_body() == b"payload=%7B%22a%22%3A+1%7D"
        assert Delivery("events_api", {"a": 1}).http_body() == b'{"a": 1}'


class TestPerson:
    def test_lives_in_a_time_zone(self, slack: Sandbox) -> None:
        assert slack.person("Bo").local_time().hour == 1
        assert repr(slack.person("Bo")) == "Person('Bo Chen', 'U0BO0000004')"
