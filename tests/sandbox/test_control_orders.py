"""What another process can order of the sandbox, and read back, over HTTP."""

import json
from typing import Any

import pytest
from websockets.sync.client import connect

from sandbox import Sandbox
from tests.sandbox.delivery.test_socket_mode import link
from tests.sandbox.faults.calls import ask as call
from tests.sandbox.faults.calls import post
from tests.sandbox.listener import Listener
from tests.sandbox.test_control import ask


def do(slack: Sandbox, what: str, **more: Any) -> Any:
    return ask(slack, "/_sandbox/do", {"do": what, **more})


class TestDo:
    def test_archives_invites_and_removes(self, slack: Sandbox, app: Listener) -> None:
        do(slack, "archive", channel="#it")
        assert post(slack).json["error"] == "is_archived"
        do(slack, "unarchive", channel="#it")
        do(slack, "invite_bot", person="Maya", channel="#leads")
        assert post(slack, "#leads").json["ok"]
        do(slack, "remove_bot", person="Ivan", channel="#it")
        assert post(slack).json["error"] == "not_in_channel"
        assert [each.payload["event"]["type"] for each in app.deliveries] == [
            "channel_unarchive",
            "member_joined_channel",
            "member_left_channel",
        ]

    def test_warns_and_drops_the_apps_connections(self, slack: Sandbox) -> None:
        with connect(link(slack), close_timeout=0.1) as connection:
            do(slack, "warn_sockets")
            do(slack, "drop_sockets")
            said = [json.loads(message) for message in connection]
        assert [each.get("reason") for each in said] == [None, "warning", "refresh_requested"]
        with connect(link(slack), close_timeout=0.1) as connection:
            do(slack, "drop_sockets", goodbye=False)
            assert slack.connected == 0
            assert json.loads(connection.recv())["type"] == "hello"
            with pytest.raises(TimeoutError):
                connection.recv(timeout=0.1)

    def test_does_what_people_and_admins_do(self, slack: Sandbox) -> None:
        noor = do(slack, "hire", name="Noor Haddad", guest=True)["result"]
        do(slack, "invite", person="Maya", other="Noor", channel="#marketing")
        do(slack, "join", person="Ana", channel="#it")
        do(slack, "leave", person="Bo", channel="#it")
        do(slack, "change_zone", person="Bo", tz="Europe/Paris")
        do(slack, "deactivate", person="Ivan")
        do(slack, "deactivate", person="Sofia")
        do(slack, "reactivate", person="Sofia")
        do(slack, "rename", channel="#it", name="technology")
        new_id = do(slack, "change_id", channel="#leads")["result"]
        group_id = do(slack, "create_group", handle="@it-team", people=["Bo"])["result"]
        do(slack, "set_group", group="@it-team", people=["Ana"])
        assert noor in slack.channel("#marketing").members
        technology = slack.channel("#technology").members
        assert slack.person("Ana").id in technology
        assert slack.person("Bo").id not in technology
        assert slack.person("Bo").user.tz == "Europe/Paris"
        assert [slack.person(name).user.deleted for name in ("Ivan", "Sofia")] == [True, False]
        assert slack.channel("#leads").id == new_id
        assert slack.workspace.groups[group_id].members == ["U0ANA000002"]

    def test_founds_companies_and_revokes_their_tokens(self, slack: Sandbox) -> None:
        founded = do(slack, "found", name="Beta", crowd=10)["result"]
        assert ask(slack, "/_sandbox/companies")[1] == founded
        token = founded["bot_token"]
        assert post(slack, "U0CROWD0010", token=token).json["ok"]
        do(slack, "revoke", company=founded["company"])
        assert post(slack, token=token).json["error"] == "token_revoked"
        assert post(slack).json["ok"]
        do(slack, "restore", company="Beta")
        assert post(slack, token=token).json["ok"]

    def test_uninstalls_and_installs(self, slack: Sandbox) -> None:
        do(slack, "uninstall")
        assert post(slack).json["error"] == "account_inactive"
        assert ask(slack, "/_sandbox/companies")[0]["installed"] is False
        again = do(slack, "install", scopes=["chat:write"])["result"]
        assert again["installed"] is True
        assert post(slack, "U0MAYA00001", token=again["bot_token"]).json["ok"]
        needed = call(slack, "users.list", token=again["bot_token"]).json["needed"]
        assert needed == "users:read"

    def test_orders_failures(self, slack: Sandbox) -> None:
        do(slack, "fail_next", method="chat.postMessage", lost=True, channel="#it")
        do(slack, "lag_history", seconds=60)
        assert post(slack).status == 0
        assert len(slack.journal) == 1
        assert call(slack, "conversations.history", channel="#it").json["messages"] == []

    @pytest.mark.parametrize(
        "body",
        [
            {},
            [],
            {"do": "dance"},
            {"do": "archive"},
            {"do": "archive", "channel": "#nowhere"},
            {"do": "archive", "channel": "#it", "company": "Nobody"},
            {"do": "invite_bot", "person": "Maya", "channel": "#it"},
            {"do": "fail_next", "method": "chat.update", "loudly": True},
            {"do": "found", "name": "Beta", "crowd": "large"},
        ],
    )
    def test_says_what_is_wrong(self, slack: Sandbox, body: Any) -> None:
        answer = ask(slack, "/_sandbox/do", body)
        assert (answer["status"], answer["ok"]) == (400, False)
        assert answer["error"]


class TestFaults:
    def test_strike_until_they_are_called_off(self, slack: Sandbox) -> None:
        assert ask(slack, "/_sandbox/faults", {"seed": 1, "rates": {"cut": 1}})["ok"]
        assert post(slack).status == 0
        assert ask(slack, "/_sandbox/faults", {})["ok"]
        assert post(slack).status == 200

    def test_are_refused_when_they_make_no_sense(self, slack: Sandbox) -> None:
        assert ask(slack, "/_sandbox/faults", {"seed": 1, "rates": {"flood": 1}})["status"] == 400


class TestAway:
    def test_ends_through_the_control_port(self, slack: Sandbox) -> None:
        url = slack.control_url
        assert ask(slack, "/_sandbox/away", {"mode": "refuse"}, at=url)["ok"]
        assert post(slack).status == 0
        assert ask(slack, "/_sandbox/back", {}, at=url)["ok"]
        assert post(slack).json["ok"]

    def test_is_refused_in_an_unknown_way(self, slack: Sandbox) -> None:
        assert ask(slack, "/_sandbox/away", {"mode": "sulk"})["status"] == 400


class TestJournal:
    def test_tells_accepted_from_refused_in_order(self, slack: Sandbox) -> None:
        slack.fail_next("chat.postMessage", status=429, retry_after=30)
        post(slack, text="1")
        post(slack, text="2")
        refusal, accepted = ask(slack, "/_sandbox/journal")
        assert (refusal["error"], refusal["retry_after"]) == ("ratelimited", 30)
        assert (refusal["applied"], accepted["applied"]) == (False, True)
        assert (accepted["error"], accepted["company"]) == (None, "T0SANDBOX01")
        assert accepted["response"]["ts"]

    def test_goes_on_where_it_was_left(self, slack: Sandbox) -> None:
        beta = slack.found("Beta")
        for token in (slack.bot_token, beta.bot_token, beta.bot_token):
            call(slack, "auth.test", token=token)
        told = ask(slack, "/_sandbox/journal?since=1")
        assert [each["index"] for each in told] == [1, 2]
        told = ask(slack, f"/_sandbox/journal?since=2&company={beta.team_id}&method=auth.test")
        assert [each["index"] for each in told] == [2]
        assert ask(slack, "/_sandbox/journal?since=9") == []
        assert ask(slack, "/_sandbox/journal?since=x")["status"] == 400


class TestMessages:
    def test_are_all_that_can_be_seen(self, slack: Sandbox) -> None:
        beta = slack.found("Beta")
        marker = {"event_type": "o", "event_payload": {"k": "1"}}
        ts = post(slack, metadata=marker).json["ts"]
        gone = post(slack, "#general").json
        call(slack, "chat.delete", channel=gone["channel"], ts=gone["ts"])
        call(slack, "chat.postEphemeral", channel="#it", user="U0IVAN00003", text="psst")
        post(slack, "U0MAYA00001", token=beta.bot_token)
        first, second = ask(slack, "/_sandbox/messages")
        assert first == {
            "company": "T0SANDBOX01",
            "channel": "C0IT0000003",
            "ts": ts,
            "thread_ts": None,
            "user": slack.app.bot_user_id,
            "text": "x",
            "metadata": marker,
            "edited": None,
        }
        assert second["company"] == beta.team_id
        assert ask(slack, "/_sandbox/messages?company=Beta") == [second]
        assert ask(slack, "/_sandbox/messages?company=Nobody")["status"] == 400
