"""Looks whether the tables of a file fit together."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from sandbox.config.mistake import Mistake
from sandbox.config.tables import Channel, Config, Group, Person, Workspace

_HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]*")
_CHANNEL = re.compile(r"[\w-]{1,80}")
"""Slack: /reference/methods/conversations.create, "Naming"."""

_IDS = {"workspace": "T", "person": "UW", "channel": "CG"}
_TOKENS = {"bot_token": "xoxb-", "app_token": "xapp-"}


def check(config: Config) -> None:
    """Raises Mistake for what names something that is not there, or is there twice."""
    if not config.workspaces:
        raise Mistake("", "there is to be at least one [[workspaces]]")
    _check_once("workspaces", "name", (each.name for each in config.workspaces))
    _check_once("workspaces", "id", (each.id for each in config.workspaces))
    _check_once("workspaces", "bot_token", (each.bot_token for each in config.workspaces))
    _check_token("app", "app_token", config.app.app_token)
    for workspace in config.workspaces:
        _check_workspace(workspace, f"workspace {workspace.name!r}")


def _check_workspace(workspace: Workspace, place: str) -> None:
    _check_token(place, "bot_token", workspace.bot_token)
    _check_id(place, "workspace", workspace.id)
    if not workspace.people:
        raise Mistake(place, "there is to be at least one [[workspaces.people]]")
    _check_once(f"{place}, people", "id", (each.id for each in workspace.people))
    _check_once(f"{place}, people", "name", (each.name for each in workspace.people))
    _check_once(f"{place}, channels", "id", (each.id for each in workspace.channels))
    _check_once(f"{place}, channels", "name", (each.name for each in workspace.channels))
    _check_once(f"{place}, groups", "name", (each.name for each in workspace.groups))
    for person in workspace.people:
        _check_person(person, f"{place}, person {person.name!r}")
    for channel in workspace.channels:
        _check_channel(channel, workspace, f"{place}, channel {channel.name!r}")
    for group in workspace.groups:
        _check_group(group, workspace, f"{place}, group {group.name!r}")


def _check_person(person: Person, place: str) -> None:
    _check_id(place, "person", person.id)
    if not _HANDLE.fullmatch(person.name):
        raise Mistake(place, "'name' is a handle: small letters, digits, '.', '-' and '_'")
    if person.zone not in _zones():
        near = _nearest(person.zone, _zones(), "write one such as 'Europe/London'")
        raise Mistake(place, f"there is no time zone {person.zone!r}: {near}")
    if person.admin and (person.guest or person.external or person.deactivated):
        raise Mistake(place, "an admin is no guest, not external and not deactivated")


@cache
def _zones() -> frozenset[str]:
    """Return every time zone's name, which takes long to gather."""
    return frozenset(available_timezones())


def _check_channel(channel: Channel, workspace: Workspace, place: str) -> None:
    _check_id(place, "channel", channel.id)
    if not _CHANNEL.fullmatch(channel.name) or channel.name != channel.name.lower():
        raise Mistake(place, "'name' is up to 80 small letters, digits, '-' and '_', without '#'")
    creator = [channel.creator] if channel.creator else []
    _check_known([*channel.members, *creator], workspace, place)
    external = {person.name for person in workspace.people if person.external}
    for name in channel.members:
        if name in external and not channel.shared:
            raise Mistake(place, f"{name!r} is external: write 'shared = true', or leave her out")
    if channel.app and not workspace.installed:
        raise Mistake(place, "the app cannot be in it while the workspace has 'installed = false'")


def _check_group(group: Group, workspace: Workspace, place: str) -> None:
    if not _HANDLE.fullmatch(group.name):
        raise Mistake(place, "'name' is a handle: small letters, digits, '.', '-' and '_'")
    _check_known(group.members, workspace, place)


def _check_known(names: Iterable[str], workspace: Workspace, place: str) -> None:
    known = [person.name for person in workspace.people]
    for name in names:
        if name not in known:
            near = _nearest(name, known, "write the 'name' of a [[workspaces.people]]")
            raise Mistake(place, f"there is no person {name!r}: {near}")


def _check_once(place: str, key: str, values: Iterable[str | None]) -> None:
    given = [value for value in values if value]
    for value in given:
        if given.count(value) > 1:
            raise Mistake(place, f"two have the {key} {value!r}: give each its own")


def _check_id(place: str, kind: str, value: str | None) -> None:
    letters = _IDS[kind]
    if value and not re.fullmatch(f"[{letters}][A-Z0-9]+", value):
        shape = " or ".join(letters)
        raise Mistake(place, f"'id' is {shape} and capital letters and digits, not {value!r}")


def _check_token(place: str, key: str, value: str | None) -> None:
    if value and not value.startswith(_TOKENS[key]):
        raise Mistake(place, f"{key!r} is to begin with {_TOKENS[key]}")


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    near: Sequence[str] = get_close_matches(name, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else otherwise
