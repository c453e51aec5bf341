"""Every method refuses as its page says: tokens, scopes, channels, people, arguments."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox import Sandbox, rate
from sandbox.app import DEFAULT_SCOPES
from sandbox.web_api import METHODS
from tests.clock import MovedClock
from tests.sandbox.blocks import section
from tests.sandbox.faults.calls import ask, post

READ = "channels:read,groups:read,im:read,mpim:read"
HISTORY = "channels:history,groups:history,im:history,mpim:history"
MANAGE = "channels:manage,groups:write,im:write,mpim:write"
SCOPES = {
    "auth.revoke": "",
    "auth.test": "",
    "apps.uninstall": "",
    "chat.delete": "chat:write",
    "chat.getPermalink": "",
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": HISTORY,
    "conversations.info": READ,
    "conversations.join": "channels:join",
    "conversations.leave": MANAGE.replace("manage", "manage,channels:write"),
    "conversations.list": READ,
    "conversations.members": READ,
    "conversations.open": MANAGE,
    "conversations.replies": HISTORY,
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "reactions.add": "reactions:write",
    "reactions.remove": "reactions:write",
    "team.info": "team:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "users.conversations": READ,
    "users.info": "users:read",
    "users.list": "users:read",
    "views.open": "",
    "views.publish": "",
    "views.push": "",
    "views.update": "",
}
"""What each method of the bot's says that it needed, when the app has none of it."""

IT, LEADS, OLD_NEWS, GENERAL = "C0IT0000003", "C0LEADS0004", "C0OLDNEWS05", "C0GENERAL01"
MARKETING, MAYA, DAN, NOBODY = "C0MARKETNG2", "U0MAYA00001", "U0DAN000007", "U0NOBODY001"
X = {"text": "x"}
HERE: Any = object()
"""Stands for the timestamp of a message of the app's own in #it."""
THEIRS: Any = object()
"""Stands for the timestamp of a message of Ivan's in #it."""
THING = {"channel": IT, "name": "tada", "timestamp": HERE}
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [section("x")]}
HOME = {"type": "home", "blocks": [section("x")]}

ROWS: list[tuple[str, dict[str, Any], str]] = [
    ("apps.uninstall", {"client_id": "1.2", "client_secret": "x"}, "invalid_client_id"),
    ("chat.delete", {"ts": "1.0"}, "invalid_arguments"),
    ("chat.delete", {"channel": IT}, "invalid_arguments"),
    ("chat.delete", {"channel": "C0NOWHERE01", "ts": "1.0"}, "channel_not_found"),
    ("chat.delete", {"channel": IT, "ts": "1.0"}, "message_not_found"),
    ("chat.delete", {"channel": IT, "ts": THEIRS}, "cant_delete_message"),
    ("chat.getPermalink", {"channel": LEADS, "message_ts": "1.0"}, "channel_not_found"),
    ("chat.getPermalink", {"channel": IT, "message_ts": "1.0"}, "message_not_found"),
    ("chat.getPermalink", {"channel": IT}, "invalid_arguments"),
    ("chat.postEphemeral", {**X, "user": MAYA}, "invalid_arguments"),
    ("chat.postEphemeral", {**X, "channel": IT}, "invalid_arguments"),
    ("chat.postEphemeral", {**X, "channel": IT, "user": MAYA}, "user_not_in_channel"),
    ("chat.postEphemeral", {**X, "channel": IT, "user": NOBODY}, "user_not_in_channel"),
    ("chat.postEphemeral", {**X, "channel": LEADS, "user": MAYA}, "channel_not_found"),
    ("chat.postEphemeral", {**X, "channel": OLD_NEWS, "user": MAYA}, "is_archived"),
    ("chat.postEphemeral", {"channel": GENERAL, "user": MAYA}, "no_text"),
    ("chat.postMessage", X, "invalid_arguments"),
    ("chat.postMessage", {"channel": IT}, "no_text"),
    ("chat.postMessage", {**X, "channel": "C0NOWHERE01"}, "channel_not_found"),
    ("chat.postMessage", {**X, "channel": LEADS}, "channel_not_found"),
    ("chat.postMessage", {**X, "channel": NOBODY}, "channel_not_found"),
    ("chat.postMessage", {**X, "channel": DAN}, "channel_not_found"),
    ("chat.postMessage", {**X, "channel": OLD_NEWS}, "is_archived"),
    ("chat.postMessage", {**X, "channel": "#left"}, "not_in_channel"),
    ("chat.postMessage", {"channel": IT, "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {**X, "channel": IT, "blocks": "[{]"}, "invalid_blocks_format"),
    ("chat.postMessage", {**X, "channel": IT, "blocks": [{}]}, "invalid_blocks"),
    ("chat.postMessage", {**X, "channel": IT, "metadata": {"x": 1}}, "invalid_metadata_format"),
    ("chat.postMessage", {**X, "channel": IT, "thread_ts": "1.0"}, "thread_not_found"),
    ("chat.update", {**X, "channel": IT}, "invalid_arguments"),
    ("chat.update", {**X, "channel": LEADS, "ts": "1.0"}, "channel_not_found"),
    ("chat.update", {**X, "channel": IT, "ts": "1.0"}, "message_not_found"),
    ("chat.update", {**X, "channel": IT, "ts": THEIRS}, "cant_update_message"),
    ("chat.update", {"channel": IT, "ts": HERE, "text": "x" * 4001}, "msg_too_long"),
    ("chat.update", {"channel": IT, "ts": HERE}, "no_text"),
    ("conversations.history", {}, "invalid_arguments"),
    ("conversations.history", {"channel": LEADS}, "channel_not_found"),
    ("conversations.history", {"channel": "#left"}, "not_in_channel"),
    ("conversations.history", {"channel": IT, "oldest": "then"}, "invalid_ts_oldest"),
    ("conversations.history", {"channel": IT, "latest": "then"}, "invalid_ts_latest"),
    ("conversations.history", {"channel": IT, "cursor": "x"}, "invalid_cursor"),
    ("conversations.history", {"channel": IT, "limit": 1001}, "invalid_limit"),
    ("conversations.info", {}, "invalid_arguments"),
    ("conversations.info", {"channel": LEADS}, "channel_not_found"),
    ("conversations.join", {"channel": OLD_NEWS}, "is_archived"),
    ("conversations.join", {"channel": LEADS}, "channel_not_found"),
    ("conversations.join", {"channel": "#ours"}, "method_not_supported_for_channel_type"),
    ("conversations.leave", {"channel": GENERAL}, "cant_leave_general"),
    ("conversations.leave", {"channel": OLD_NEWS}, "is_archived"),
    ("conversations.leave", {"channel": LEADS}, "channel_not_found"),
    ("conversations.leave", {"channel": "#ours"}, "last_member"),
    ("conversations.list", {"types": "public_channel,room"}, "invalid_types"),
    ("conversations.list", {"cursor": "x"}, "invalid_cursor"),
    ("conversations.list", {"limit": -1}, "invalid_limit"),
    ("conversations.members", {"channel": LEADS}, "channel_not_found"),
    ("conversations.members", {"channel": IT, "cursor": "x"}, "invalid_cursor"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": NOBODY}, "user_not_found"),
    ("conversations.open", {"users": DAN}, "user_disabled"),
    ("conversations.open", {"users": "U0BOTUSER01"}, "cannot_dm_bot"),
    ("conversations.open", {"channel": IT}, "method_not_supported_for_channel_type"),
    ("conversations.replies", {"channel": IT}, "invalid_arguments"),
    ("conversations.replies", {"channel": IT, "ts": "1.0"}, "thread_not_found"),
    ("conversations.replies", {"channel": LEADS, "ts": "1.0"}, "channel_not_found"),
    ("files.completeUploadExternal", {}, "invalid_arguments"),
    ("files.completeUploadExternal", {"files": [{"id": "F1"}]}, "file_not_found"),
    ("files.completeUploadExternal", {"files": [], "channel_id": LEADS}, "channel_not_found"),
    ("files.getUploadURLExternal", {"length": 0, "filename": "x"}, "invalid_arguments"),
    ("files.getUploadURLExternal", {"length": 1}, "invalid_arguments"),
    ("reactions.add", THING | {"name": "not one"}, "invalid_name"),
    ("reactions.add", {"name": "tada", "channel": IT}, "no_item_specified"),
    ("reactions.add", THING | {"timestamp": "then"}, "bad_timestamp"),
    ("reactions.add", THING | {"timestamp": "1.0"}, "message_not_found"),
    ("reactions.add", THING | {"channel": LEADS}, "channel_not_found"),
    ("reactions.remove", THING, "no_reaction"),
    ("reactions.remove", THING | {"timestamp": "then"}, "bad_timestamp"),
    ("usergroups.users.list", {}, "invalid_arguments"),
    ("usergroups.users.list", {"usergroup": "S1"}, "no_such_subteam"),
    ("users.conversations", {"user": NOBODY}, "user_not_found"),
    ("users.conversations", {"types": "room"}, "invalid_types"),
    ("users.info", {}, "invalid_arguments"),
    ("users.info", {"user": NOBODY}, "user_not_found"),
    ("users.list", {"limit": 1001}, "invalid_limit"),
    ("users.list", {"cursor": "x"}, "invalid_cursor"),
    ("views.open", {"view": MODAL}, "invalid_arguments"),
    ("views.open", {"trigger_id": "1.2.3"}, "invalid_arguments"),
    ("views.open", {"trigger_id": "1.2.3", "view": "{"}, "invalid_arguments"),
    ("views.open", {"trigger_id": "1.2.3", "view": MODAL}, "invalid_trigger_id"),
    ("views.publish", {"view": HOME}, "invalid_arguments"),
    ("views.publish", {"user_id": MAYA, "view": MODAL}, "invalid_arguments"),
    ("views.publish", {"user_id": NOBODY, "view": HOME}, "user_not_found"),
    ("views.publish", {"user_id": MAYA, "view": HOME, "hash": "1.x"}, "hash_conflict"),
    ("views.push", {"trigger_id": "1.2.3", "view": MODAL}, "invalid_trigger_id"),
    ("views.update", {"view": MODAL}, "invalid_arguments"),
    ("views.update", {"view_id": "V1", "view": MODAL}, "not_found"),
]

BOTS = sorted(name for name, row in METHODS.items() if row.takes == "bot")
UNDER = {
    "commands": ["commands"],
    "read": ["channels:read", "channels:history", "chat:write", "groups:write"],
}


@pytest.fixture(scope="module")
def slack() -> Iterator[Sandbox]:
    """A Slack that nobody changes for the others; the app was in #left, and is alone in #ours."""
    with Sandbox(rate_limits=rate.OFF) as slack:
        slack.admin.create_channel("left")
        ours = slack.admin.create_channel("ours", is_private=True)
        ours.members.add(slack.app.bot_user_id)
        yield slack


@pytest.fixture(scope="module")
def said(slack: Sandbox) -> dict[Any, str]:
    return {
        HERE: post(slack, IT).json["ts"],
        THEIRS: slack.person("Ivan").say("y", channel="#it").ts,
    }


@pytest.fixture(scope="module", params=sorted(UNDER))
def limited(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    manifest = {"oauth_config": {"scopes": {"bot": UNDER[request.param]}}}
    with Sandbox(manifest=manifest, rate_limits=rate.OFF) as slack:
        yield slack


class TestToken:
    @pytest.mark.parametrize("method", BOTS)
    @pytest.mark.parametrize(
        ("token", "error"),
        [
            ("", "not_authed"),
            ("xoxb-somebody-else", "invalid_auth"),
            ("xapp-1-sandbox-app-token", "not_allowed_token_type"),
        ],
    )
    def test_must_be_the_bots(self, slack: Sandbox, method: str, token: str, error: str) -> None:
        answer = slack.web_api.answer(method, {}, token)
        assert refused(answer.body) == {"ok": False, "error": error}

    def test_of_an_app_opens_connections(self, slack: Sandbox) -> None:
        method = "apps.connections.open"
        for token, error in (
            ("", "not_authed"),
            ("xapp-1-x", "invalid_auth"),
            (slack.bot_token, "not_allowed_token_type"),
        ):
            answer = slack.web_api.answer(method, {}, token)
            assert refused(answer.body) == {"ok": False, "error": error}

    @pytest.mark.parametrize("method", BOTS)
    def test_ends_with_the_bot(self, clock: MovedClock, method: str) -> None:
        slack = Sandbox(clock=clock)
        slack.revoke()
        answer = slack.web_api.answer(method, {}, slack.bot_token)
        assert refused(answer.body)["error"] == "token_revoked"
        slack.restore()
        slack.admin.deactivate("Bot")
        answer = slack.web_api.answer(method, {}, slack.bot_token)
        assert refused(answer.body)["error"] == "account_inactive"


class TestScope:
    def test_is_known_for_every_method_of_the_bots(self) -> None:
        assert sorted(SCOPES) == BOTS
        needed = {scope for scopes in SCOPES.values() for scope in scopes.split(",") if scope}
        assert needed <= set(DEFAULT_SCOPES)

    @pytest.mark.parametrize("method", [each for each, scopes in SCOPES.items() if scopes])
    def test_is_named_where_it_is_missing(self, limited: Sandbox, method: str) -> None:
        granted = limited.workspace.app.scopes
        response = ask(limited, method).json
        if set(granted) & set(SCOPES[method].split(",")):
            assert response.get("error") != "missing_scope"
        else:
            assert response == {
                "ok": False,
                "error": "missing_scope",
                "needed": SCOPES[method],
                "provided": ",".join(granted),
            }

    @pytest.mark.parametrize("method", [each for each, scopes in SCOPES.items() if not scopes])
    def test_is_not_needed_by_others(self, clock: MovedClock, method: str) -> None:
        manifest = {"oauth_config": {"scopes": {"bot": ["commands"]}}}
        slack = Sandbox(clock=clock, manifest=manifest)
        response = refused(slack.web_api.answer(method, {}, slack.bot_token).body)
        assert response.get("error") != "missing_scope"

    @pytest.mark.parametrize(
        ("method", "arguments", "needed"),
        [
            ("conversations.info", {"channel": "#ours"}, "groups:read"),
            ("conversations.members", {"channel": "#ours"}, "groups:read"),
            ("conversations.history", {"channel": "#ours"}, "groups:history"),
            ("conversations.replies", {"channel": "#ours", "ts": "1.0"}, "groups:history"),
            ("conversations.list", {"types": "public_channel,private_channel"}, "groups:read"),
            ("users.conversations", {"types": "im"}, "im:read"),
            ("conversations.leave", {"channel": "#it"}, "channels:manage,channels:write"),
        ],
    )
    def test_is_of_the_kind_of_channel(
        self, clock: MovedClock, method: str, arguments: dict[str, str], needed: str
    ) -> None:
        manifest = {"oauth_config": {"scopes": {"bot": UNDER["read"]}}}
        slack = Sandbox(clock=clock, manifest=manifest)
        slack.admin.create_channel("ours", is_private=True).members.add(slack.app.bot_user_id)
        response = refused(slack.web_api.answer(method, arguments, slack.bot_token).body)
        assert (response["error"], response["needed"]) == ("missing_scope", needed)

    def test_opens_direct_messages(self, clock: MovedClock) -> None:
        slack = Sandbox(
            clock=clock, manifest={"oauth_config": {"scopes": {"bot": ["groups:write"]}}}
        )
        answer = slack.web_api.answer("conversations.open", {"users": MAYA}, slack.bot_token)
        assert refused(answer.body)["needed"] == "im:write"

    @pytest.mark.parametrize(
        ("scope", "error"), [("chat:write.public", None), ("x", "not_in_channel")]
    )
    def test_lets_an_app_post_in_public_channels(
        self, clock: MovedClock, scope: str, error: str | None
    ) -> None:
        manifest = {"oauth_config": {"scopes": {"bot": ["chat:write", scope]}}}
        slack = Sandbox(clock=clock, manifest=manifest)
        slack.admin.create_channel("left")
        arguments = {"channel": "#left", "text": "x"}
        answer = slack.web_api.answer("chat.postMessage", arguments, slack.bot_token)
        assert refused(answer.body).get("error") == error

    def test_is_free_where_the_manifest_names_none(self, clock: MovedClock) -> None:
        slack = Sandbox(clock=clock, manifest={"features": {}})
        assert slack.workspace.app.scopes == DEFAULT_SCOPES


class TestMethod:
    @pytest.mark.parametrize(("method", "arguments", "error"), ROWS)
    def test_refuses(
        self,
        slack: Sandbox,
        said: dict[Any, str],
        method: str,
        arguments: dict[str, Any],
        error: str,
    ) -> None:
        meant = {
            name: said.get(value, value) if value in (HERE, THEIRS) else value
            for name, value in arguments.items()
        }
        assert ask(slack, method, **meant).json["error"] == error

    def test_refuses_to_change_what_is_archived(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock) as slack:
            ts = post(slack, IT).json["ts"]
            slack.archive("#it")
            thing = {"channel": IT, "name": "tada", "timestamp": ts}
            assert ask(slack, "reactions.add", **thing).json["error"] == "is_archived"
            update = ask(slack, "chat.update", channel=IT, ts=ts, text="y")
            assert update.json["error"] == "is_inactive"

    def test_refuses_messages_where_the_app_has_no_tab_for_them(self, clock: MovedClock) -> None:
        tabs = {"app_home": {"messages_tab_enabled": False}}
        with Sandbox(clock=clock, manifest={"features": tabs}) as slack:
            assert post(slack, MAYA).json["error"] == "messages_tab_disabled"


def refused(body: bytes) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(body)
    return parsed
