"""One Web API call: its arguments, and where it acts."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from sandbox.bodies import from_json
from sandbox.company import Companies, Company
from sandbox.delivery.courier import Courier
from sandbox.delivery.socket_mode import SocketMode
from sandbox.model import Channel, Json, User
from sandbox.refused import Refused
from sandbox.web_api import scopes
from sandbox.workspace import Workspace

PAGE = 100
PAGE_MAX = 1000
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose token has been accepted. JSON arguments are decoded.

    `company` is whose token it is; the first one for a method that takes none. `scopes` are the
    method's.
    """

    company: Company
    companies: Companies
    sockets: SocketMode
    arguments: Json
    scopes: tuple[str, ...] = ()

    @property
    def workspace(self) -> Workspace:
        return self.company.workspace

    @property
    def courier(self) -> Courier:
        return self.company.courier

    def required(self, name: str) -> str:
        """Return an argument. Raises Refused: invalid_arguments."""
        value = self.arguments.get(name)
        if value is None or value == "":
            raise invalid(f"missing required field: {name}")
        return str(value)

    def text(self, name: str) -> str:
        return str(self.arguments.get(name) or "")

    def flag(self, name: str) -> bool:
        return str(self.arguments.get(name, "")).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """Raises Refused: invalid_arguments."""
        try:
            return int(self.arguments.get(name) or default)
        except (TypeError, ValueError):
            raise invalid(f"must be an integer [json-pointer:/{name}]") from None

    def channel(self, name: str = "channel") -> Channel:
        """Return a channel the app may know of.

        Raises Refused: channel_not_found, missing_scope.
        """
        try:
            channel = self.workspace.channel(self.required(name))
        except KeyError:
            raise Refused("channel_not_found") from None
        if channel.is_private and not self.is_in(channel):
            raise Refused("channel_not_found")
        self.need_for(channel.event_kind)
        return channel

    def own_channel(self, name: str = "channel") -> Channel:
        """Return a channel the app is in.

        Raises Refused: channel_not_found, missing_scope, not_in_channel.
        """
        channel = self.channel(name)
        if not self.is_in(channel):
            raise Refused("not_in_channel")
        return channel

    def is_in(self, channel: Channel) -> bool:
        return self.workspace.app.bot_user_id in channel.members

    def need_for(self, kind: str) -> None:
        """Raises Refused: missing_scope, for an app that may not do it in such a channel."""
        needed = scopes.for_kind(self.scopes, kind)
        if needed and not any(self.may(scope) for scope in needed):
            raise Refused("missing_scope", needed=",".join(needed))

    def may(self, scope: str) -> bool:
        """Whether the app was granted a scope."""
        return scope in self.workspace.app.scopes

    def user(self, name: str = "user") -> User:
        """Raises Refused: user_not_found."""
        user = self.workspace.users.get(self.required(name))
        if user is None:
            raise Refused("user_not_found")
        return user

    def page(self, items: Sequence[Item], default: int = PAGE) -> tuple[Sequence[Item], str]:
        """Return the asked page of items, and the cursor of the next one (or nothing).

        Raises Refused: invalid_cursor, invalid_limit.
        """
        limit = self.number("limit", default)
        if not 1 <= limit <= PAGE_MAX:
            raise Refused("invalid_limit")
        start = _offset(self.text("cursor"))
        end = start + limit
        cursor = base64.b64encode(b"next:%d" % end).decode() if end < len(items) else ""
        return items[start:end], cursor


@dataclass(frozen=True, slots=True)
class Method:
    """A row of the Web API: what it does, and what Slack's page about it says."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    """One of these is needed; none if there are none."""
    per_minute: int | None = None
    """How often it may be called in a workspace; None for a method with limits of another kind."""
    takes: Literal["bot", "app", "nothing"] = "bot"
    """Which kind of token."""
    changes: bool = True
    """Whether people may see something new after it."""


def next_page(cursor: str) -> Json:
    """Return the part of a response that leads to the next page; an empty cursor is the end."""
    return {"response_metadata": {"next_cursor": cursor}}


def invalid(*problems: str) -> Refused:
    """Return Slack's `invalid_arguments` with its details."""
    return Refused("invalid_arguments", [f"[ERROR] {problem}" for problem in problems])


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refused("invalid_cursor") from None


def decoded(value: Any) -> Any:
    """Return a form argument that holds JSON as what it says, or as it is when it is not JSON."""
    if not isinstance(value, str):
        return value
    try:
        return from_json(value)
    except ValueError:
        return value
