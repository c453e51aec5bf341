"""The app that is installed in the workspace, as its manifest describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sandbox import config

DEFAULT_SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "channels:write",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "metadata.message:read",
    "mpim:history",
    "mpim:read",
    "mpim:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
)
"""Granted to an app whose manifest names none: whatever a method here asks for."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command; `should_escape` turns typed names into encoded mentions."""

    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut in the lightning menu (global) or in a message's menu (message)."""

    callback_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class App:
    """Who the app is, what it may do, and its credentials.

    The credentials are words, not random strings: fixed for demos, and never mistaken for real
    ones by a scanner.
    """

    name: str = "Bot"
    handle: str = "bot"
    id: str = "A0SANDBOX01"
    bot_id: str = "B0SANDBOX01"
    bot_user_id: str = "U0BOTUSER01"
    bot_token: str = "xoxb-sandbox-bot-token"  # noqa: S105 (not a secret: opens only this sandbox)
    app_token: str = "xapp-1-sandbox-app-token"  # noqa: S105 (likewise)
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 (likewise)
    verification_token: str = "sandbox-verification-token"  # noqa: S105 (likewise)
    client_id: str = "1000000000001.2000000000002"
    client_secret: str = "sandbox-client-secret"  # noqa: S105 (likewise)
    redirect_urls: tuple[str, ...] | None = None
    """Where OAuth may lead back to; None: anywhere."""
    events: frozenset[str] | None = None
    """None: every event is sent."""
    scopes: tuple[str, ...] = DEFAULT_SCOPES
    shortcuts: tuple[Shortcut, ...] = ()
    commands: Mapping[str, Command] | None = field(default=None)
    """None: every command is accepted."""
    has_home: bool = True
    """Whether its Home tab is enabled."""
    has_messages: bool = True
    """Whether its Messages tab is."""

    is_absent: bool = False
    """Whether the workspace has not installed it."""

    def as_configured(self, table: config.App) -> "App":
        """Return the app with what a workspace file says of it; its name is the caller's."""
        given = {field.name: getattr(table, field.name) for field in fields(table)}
        del given["name"]
        return replace(self, **{key: value for key, value in given.items() if value is not None})

    def command(self, name: str) -> Command | None:
        """Return the command of that name, or None if the app has none such."""
        if self.commands is None:
            return Command(name)
        return self.commands.get(name)

    def shortcut(self, name: str, kind: str) -> Shortcut | None:
        """Return the shortcut of that name or callback_id, and kind (global, message), or None.

        Without a manifest there is every shortcut, as there is every command.
        """
        if self.commands is None:
            return Shortcut(name, name, kind)
        for shortcut in self.shortcuts:
            if shortcut.kind == kind and name in (shortcut.name, shortcut.callback_id):
                return shortcut
        return None


def describe(manifest: Mapping[str, Any] | None, bot_name: str | None = None) -> App:
    """Return the app of a Slack manifest; `bot_name` overrides the name that it gives the bot."""
    if manifest is None:
        name = bot_name or "Bot"
        return App(name=name, handle=_handle(name))
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    name = bot_name or features.get("bot_user", {}).get("display_name") or "Bot"
    tabs = features.get("app_home", {})
    return App(
        name=name,
        handle=_handle(name),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        scopes=_scopes(manifest),
        redirect_urls=tuple(manifest.get("oauth_config", {}).get("redirect_urls", ())),
        shortcuts=tuple(
            Shortcut(row["callback_id"], row["name"], row["type"])
            for row in features.get("shortcuts", ())
        ),
        commands={row["command"]: _command(row) for row in features.get("slash_commands", ())},
        has_home=bool(tabs.get("home_tab_enabled", False)),
        has_messages=bool(tabs.get("messages_tab_enabled", True)),
    )


def absent(app: App) -> App:
    """Return the app as it is where it is not installed: with nothing to use, and told nothing."""
    return replace(
        app,
        events=frozenset(),
        scopes=(),
        shortcuts=(),
        commands={},
        has_home=False,
        has_messages=False,
        is_absent=True,
    )


def _handle(name: str) -> str:
    return name.lower().replace(" ", "")


def _scopes(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    scopes = manifest.get("oauth_config", {}).get("scopes")
    if scopes is None:
        return DEFAULT_SCOPES
    return (*scopes.get("bot", ()), *scopes.get("bot_optional", ()))


def _command(row: Mapping[str, Any]) -> Command:
    return Command(
        name=row["command"],
        description=row.get("description", ""),
        usage_hint=row.get("usage_hint", ""),
        should_escape=row.get("should_escape", False),
    )
