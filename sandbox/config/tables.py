"""What a workspace file says, table by table: each class is one of its tables, each field a key."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`[[workspaces.people]]`: somebody, named by a handle that is unique in the workspace."""

    name: str
    full_name: str
    id: str | None = None
    title: str = ""
    zone: str = "Etc/UTC"
    admin: bool = False
    guest: bool = False
    deactivated: bool = False
    external: bool = False
    """Whether she is of another company, and here in shared channels only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """`[[workspaces.channels]]`: a channel, and the handles of who is in it."""

    name: str
    id: str | None = None
    members: tuple[str, ...] = ()
    app: bool = False
    """Whether the app is in it."""
    private: bool = False
    archived: bool = False
    shared: bool = False
    """Whether another company has it too."""
    creator: str | None = None
    topic: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """`[[workspaces.groups]]`: a user group, and the handles of who is in it."""

    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """`[[workspaces]]`: a company's Slack. `installed` says whether the app is there already."""

    name: str
    id: str | None = None
    bot_token: str | None = None
    installed: bool = True
    people: tuple[Person, ...] = ()
    channels: tuple[Channel, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """`[app]`: what differs from the app's manifest and from the sandbox's own credentials."""

    name: str | None = None
    scopes: tuple[str, ...] | None = None
    app_token: str | None = None
    signing_secret: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A whole file."""

    workspaces: tuple[Workspace, ...]
    app: App = field(default_factory=App)
    rate_limits: Literal["off", "real", "tight"] = "real"
