"""The app manifest: it says what the tables say, and Slack takes it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot import features, manifest
from bot.slack.routing import Tables
from bot.slack.values import CommandRow, Need, Reply, ShortcutRow

ROOT = Path(__file__).parent.parent
_READING = {"channels:history", "groups:history", "im:history", "metadata.message:read"}
_CHANNELS = {"channels:read", "groups:read"}
SCOPES_OF_CALLS = {
    "chat.delete": {"chat:write"},
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write", "chat:write.public"},
    "chat.update": {"chat:write"},
    "conversations.history": _READING,
    "conversations.info": _CHANNELS,
    "conversations.list": _CHANNELS,
    "conversations.members": _CHANNELS,
    "conversations.open": {"im:write"},
    "conversations.replies": _READING,
    "files.completeUploadExternal": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "usergroups.list": {"usergroups:read"},
    "usergroups.users.list": {"usergroups:read"},
    "users.info": {"users:read"},
    "users.list": {"users:read"},
}
"""What each call needs where we make it: channels of both kinds, and direct messages.

Source: docs.slack.dev/reference/methods; for the marks, docs.slack.dev/messaging/message-metadata.
"""
SCOPES_OF_EVENTS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "channel_archive": {"channels:read"},
    "channel_created": {"channels:read"},
    "channel_deleted": {"channels:read"},
    "channel_id_changed": _CHANNELS,
    "channel_left": {"channels:read"},
    "channel_rename": {"channels:read"},
    "channel_unarchive": {"channels:read"},
    "group_archive": {"groups:read"},
    "group_deleted": {"groups:read"},
    "group_left": {"groups:read"},
    "group_rename": {"groups:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": _CHANNELS,
    "member_left_channel": _CHANNELS,
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "reaction_added": {"reactions:read"},
    "reaction_removed": {"reactions:read"},
    "subteam_created": {"usergroups:read"},
    "subteam_members_changed": {"usergroups:read"},
    "subteam_updated": {"usergroups:read"},
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}
"""Source: docs.slack.dev/reference/events."""


def row(hint: str = "", summary: str = "Does it") -> CommandRow:
    return CommandRow(lambda *_, **__: Reply.none(), hint=hint, summary=summary, need=Need.STUCK)


def tables(
    commands: dict[str, CommandRow] | None = None, shortcuts: dict[str, ShortcutRow] | None = None
) -> Tables:
    """Return tables of nothing but these."""
    return Tables(
        commands=commands or {},
        topics={},
        actions={},
        views={},
        shortcuts=shortcuts or {},
        events={},
    )


def commands_of(built: dict[str, Any]) -> list[dict[str, Any]]:
    commands: list[dict[str, Any]] = built["features"]["slash_commands"]
    return commands


@pytest.fixture(params=[None, "https://lockstep.example.com"], ids=["socket mode", "http"])
def built(request: pytest.FixtureRequest) -> dict[str, Any]:
    return manifest.build(features.TABLES, public_url=request.param)


class TestBuild:
    def test_has_every_slash_command_of_the_tables(self, built: dict[str, Any]) -> None:
        assert {entry["command"] for entry in commands_of(built)} == {
            name.partition(" ")[0] for name in features.COMMANDS
        }

    def test_has_one_entry_for_all_verbs_of_a_command(self) -> None:
        commands = {
            "/align setup": row(summary="Set up"),
            "/align decide": row(hint="[what]", summary="Decide"),
            "/escalate": row(hint="[what is stuck]", summary="Ask"),
            "/align help": row(summary="Help"),
        }
        assert commands_of(manifest.build(tables(commands))) == [
            {
                "command": "/align",
                "description": "Set up",
                "usage_hint": "setup | decide [what] | help",
                "should_escape": True,
            },
            {
                "command": "/escalate",
                "description": "Ask",
                "usage_hint": "[what is stuck]",
                "should_escape": True,
            },
        ]

    def test_has_every_shortcut_of_the_tables(self, built: dict[str, Any]) -> None:
        shortcuts = built["features"].get("shortcuts", [])
        assert {entry["callback_id"]: entry["name"] for entry in shortcuts} == {
            callback_id: row.name for callback_id, row in features.SHORTCUTS.items()
        }

    def test_puts_shortcuts_into_messages_menus(self) -> None:
        row = ShortcutRow(lambda *_, **__: Reply.none(), "Save it", "Keep what it says")
        assert manifest.build(tables(shortcuts={"t.save": row}))["features"]["shortcuts"] == [
            {
                "name": "Save it",
                "type": "message",
                "callback_id": "t.save",
                "description": "Keep what it says",
            }
        ]

    def test_has_no_shortcuts_where_there_are_none(self) -> None:
        assert "shortcuts" not in manifest.build(tables())["features"]

    def test_asks_for_what_the_bot_uses_and_no_more(self, built: dict[str, Any]) -> None:
        used = {"commands"}.union(*SCOPES_OF_CALLS.values(), *SCOPES_OF_EVENTS.values())
        asked: list[str] = built["oauth_config"]["scopes"]["bot"]
        assert asked == sorted(used)
        assert built["oauth_config"].keys() == {"scopes"}  # nothing in any person's name
        assert built["settings"]["interactivity"]["is_enabled"]
        assert built["features"]["app_home"]["messages_tab_enabled"]  # answers come as messages

    def test_subscribes_to_what_the_bot_hears_and_no_more(self, built: dict[str, Any]) -> None:
        heard = built["settings"]["event_subscriptions"]["bot_events"]
        assert heard == sorted(features.TABLES.events)
        assert set(heard) == SCOPES_OF_EVENTS.keys()

    def test_knows_the_scopes_of_every_call(self) -> None:
        """Those of the modules that call Slack once connected; a new one needs a row above."""
        code = "".join(path.read_text() for path in (ROOT / "bot").rglob("*.py"))
        named = re.findall(r'"((?:chat|conversations|files|usergroups|users)(?:\.\w+)+)"', code)
        assert set(named) == SCOPES_OF_CALLS.keys()

    def test_can_be_pasted(self, built: dict[str, Any]) -> None:
        assert json.loads(json.dumps(built)) == built


class TestBuildForSocketMode:
    def test_needs_no_address(self) -> None:
        built = manifest.build(features.TABLES)
        assert built["settings"]["socket_mode_enabled"] is True
        assert "url" not in json.dumps(built)


class TestBuildForHttp:
    @pytest.mark.parametrize("url", ["https://a.example.com", "https://a.example.com/"])
    def test_sends_everything_to_one_address(self, url: str) -> None:
        built = manifest.build(features.TABLES, public_url=url)
        address = "https://a.example.com/slack/events"
        assert {entry["url"] for entry in commands_of(built)} == {address}
        assert built["settings"]["interactivity"]["request_url"] == address
        assert built["settings"]["event_subscriptions"]["request_url"] == address
        assert built["settings"]["socket_mode_enabled"] is False


class TestLimits:
    """Slack's manifest schema, version 1 (github.com/slackapi/manifest-schema)."""

    def test_of_the_keys_hold(self, built: dict[str, Any]) -> None:
        assert built.keys() == {
            "_metadata",
            "display_information",
            "features",
            "oauth_config",
            "settings",
        }
        assert built["features"].keys() <= {"app_home", "bot_user", "shortcuts", "slash_commands"}
        assert built["settings"].keys() <= {
            "event_subscriptions",
            "interactivity",
            "org_deploy_enabled",
            "socket_mode_enabled",
            "token_rotation_enabled",
        }

    def test_of_the_words_about_the_app_hold(self, built: dict[str, Any]) -> None:
        about = built["display_information"]
        assert 0 < len(about["name"]) <= 35
        assert 0 < len(about["description"]) <= 140
        assert 175 <= len(about["long_description"]) <= 4000
        assert re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", about["background_color"])
        assert 0 < len(built["features"]["bot_user"]["display_name"]) <= 80

    def test_of_the_commands_hold(self, built: dict[str, Any]) -> None:
        assert len(commands_of(built)) <= 50
        for entry in commands_of(built):
            assert entry.keys() <= {
                "command",
                "description",
                "should_escape",
                "url",
                "usage_hint",
            }
            assert re.fullmatch(r"/[a-z]{1,31}", entry["command"])
            assert 0 < len(entry["description"]) <= 2000
            assert len(entry["usage_hint"]) <= 1000
            assert entry["should_escape"]  # organisations (Enterprise) require it

    def test_of_the_shortcuts_hold(self, built: dict[str, Any]) -> None:
        shortcuts = built["features"].get("shortcuts", [])
        assert len(shortcuts) <= 10
        assert len({entry["name"] for entry in shortcuts}) == len(shortcuts)
        for entry in shortcuts:
            assert entry.keys() == {"name", "type", "callback_id", "description"}
            assert 0 < len(entry["name"]) <= 24
            assert 0 < len(entry["description"]) <= 150
            assert 0 < len(entry["callback_id"]) <= 255
