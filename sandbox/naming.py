"""Whom and what somebody means by a name, however they write it."""

from collections.abc import Iterable

from sandbox.group import Group
from sandbox.model import Channel, User


def user(users: Iterable[User], name: str) -> User:
    """Return who has this id, handle, first or full name. Raises KeyError."""
    wanted = name.removeprefix("@").casefold()
    for each in users:
        full = each.real_name.casefold()
        if wanted in (each.id.casefold(), each.name.casefold(), full, full.split()[0]):
            return each
    raise KeyError(f"nobody here is called {name}")


def channel(channels: Iterable[Channel], name: str) -> Channel:
    """Return what is called `name` or `#name`; direct messages are not. Raises KeyError."""
    wanted = name.removeprefix("#").casefold()
    for each in channels:
        if each.name.casefold() == wanted and not each.is_im:
            return each
    raise KeyError(f"there is no channel {name}")


def group(groups: Iterable[Group], name: str) -> Group:
    """Return the user group with this id, handle or @handle. Raises KeyError."""
    for each in groups:
        if name.removeprefix("@") in (each.id, each.handle):
            return each
    raise KeyError(f"there is no user group {name}")
