"""The app manifest: what Slack must know of the bot, derived from the bot's own tables."""

from collections.abc import Mapping
from typing import Any

from bot.slack.routing import Tables
from bot.slack.values import CommandRow, ShortcutRow

SCOPES = (
    "channels:history",
    "channels:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "metadata.message:read",
    "reactions:read",
    "usergroups:read",
    "users:read",
)
"""What the bot may do: take commands, post (also in public channels it was not invited to), send
pictures and tables that it has made, know the workspace's people, its channels, and who is in the
channels and user groups that teams follow, hear to which messages of the channels that it is in a
lead reacts, and read those, and look whether a message of its own arrived of which Slack did not
tell: one look into the channel, for the mark that the message carries."""

_DESCRIPTION = "Keeps teams in step: asks the other team, and keeps asking until there is an answer"
_LONG_DESCRIPTION = (
    "Lockstep keeps two or more teams in step, Marketing and IT for example. When something is "
    "stuck, type /escalate: the other team gets a card in its own channel, its leads are asked to "
    "take it, and if nobody does, Lockstep asks the leads of both teams and then the sponsor. The "
    "person who asked decides whether the answer is good enough. Lockstep knows what is typed into "
    "its commands and forms, and who is in the workspace and in its teams' channels and user "
    "groups. It looks into a channel to find a message of its own, when Slack did not say whether "
    "that arrived, and to read a message of a public channel that a lead celebrates with an emoji: "
    "that becomes a win, in its words. Where a lead has switched on hints at decisions, it also "
    "reads what is asked there, tells only whoever asks, and keeps nothing of it."
)


def build(tables: Tables, *, public_url: str | None = None) -> dict[str, Any]:
    """Return the manifest as Slack's schema has it: Socket Mode, or HTTP to `public_url`."""
    events_url = f"{public_url.rstrip('/')}/slack/events" if public_url else None
    at_our_address = {"request_url": events_url} if events_url else {}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Lockstep",
            "description": _DESCRIPTION,
            "background_color": "#1f3a5f",
            "long_description": _LONG_DESCRIPTION,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Lockstep", "always_online": True},
            "slash_commands": [
                entry | ({"url": events_url} if events_url else {})
                for entry in _entries(tables.commands)
            ],
        }
        | _shortcuts(tables.shortcuts),
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": sorted(tables.events)} | at_our_address,
            "interactivity": {"is_enabled": True} | at_our_address,
            "org_deploy_enabled": False,
            "socket_mode_enabled": events_url is None,
            "token_rotation_enabled": False,
        },
    }


def _entries(commands: Mapping[str, CommandRow]) -> list[dict[str, Any]]:
    """Return one entry a slash command; a command with verbs names them in its hint."""
    hints: dict[str, list[str]] = {}
    summaries: dict[str, str] = {}
    for name, row in commands.items():
        slash, _, verb = name.partition(" ")
        hints.setdefault(slash, []).append(f"{verb} {row.hint}".strip())
        summaries.setdefault(slash, row.summary)
    return [
        {
            "command": slash,
            "description": summaries[slash],
            "usage_hint": " | ".join(filter(None, hints[slash])),
            "should_escape": True,
        }
        for slash in hints
    ]


def _shortcuts(shortcuts: Mapping[str, ShortcutRow]) -> dict[str, Any]:
    """Return what stands in messages' menus."""
    entries = [
        {
            "name": row.name,
            "type": "message",
            "callback_id": callback_id,
            "description": row.description,
        }
        for callback_id, row in shortcuts.items()
    ]
    return {"shortcuts": entries} if entries else {}
