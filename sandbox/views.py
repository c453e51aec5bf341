"""The modals on people's screens, stacked as Slack stacks them."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime

from sandbox import view_state
from sandbox.app import App
from sandbox.ids import Ids
from sandbox.model import Json
from sandbox.refused import Refused
from sandbox.shown import OpenView
from sandbox.view_state import Current

STACK = 3
"""Views a person can have on top of each other (Slack: /surfaces/modals)."""


class Views:
    """Every person's stack of modals; `current` (channel id -> Current) knows where she was."""

    def __init__(
        self, app: App, team_id: str, ids: Ids, current: Callable[[str | None], Current]
    ) -> None:
        self._app = app
        self._team_id = team_id
        self._ids = ids
        self._current = current
        self._stacks: dict[str, list[OpenView]] = {}

    def top(self, user: str) -> OpenView | None:
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def stack(self, user: str) -> list[OpenView]:
        """Return her modals, the lowest first."""
        return list(self._stacks.get(user, ()))

    def find(self, view_id: str, external_id: str) -> OpenView:
        """Raises Refused: not_found."""
        for stack in self._stacks.values():
            for opened in stack:
                ids = (opened.view["id"], opened.view["external_id"] or None)
                if view_id == ids[0] or (external_id and external_id == ids[1]):
                    return opened
        raise Refused("not_found")

    def open(self, user: str, view: Json, at: datetime, channel: str | None) -> OpenView:
        """Put a first view on her screen, in place of any other."""
        self._stacks[user] = []
        return self._add(user, view, at, channel)

    def push(self, user: str, view: Json, at: datetime, channel: str | None) -> OpenView:
        """Put a view on top of hers. Raises Refused: push_limit_reached, or not_found when
        she has none open.
        """
        stack = self._stacks.get(user, [])
        if not stack:
            raise Refused("not_found")
        if len(stack) >= STACK:
            raise Refused("push_limit_reached")
        return self._add(user, view, at, channel)

    def replace(self, opened: OpenView, view: Json, at: datetime, hash_: str | None = None) -> None:
        """Show another view in the same place. Raises Refused: hash_conflict."""
        if hash_ is not None and hash_ != opened.view["hash"]:
            raise Refused("hash_conflict")
        kept = {key: opened.view[key] for key in ("id", "root_view_id", "previous_view_id")}
        fresh = self.complete(view, at, opened.view["state"]["values"], opened.channel) | kept
        opened.view = fresh
        opened.errors = {}
        opened.notice = None

    def pop(self, user: str) -> None:
        """Take the top view away; the one below it shows again."""
        self._stacks[user].pop()

    def clear(self, user: str) -> None:
        """Take all of her views away."""
        self._stacks[user] = []

    def complete(
        self, view: Json, at: datetime, typed: Json | None = None, channel: str | None = None
    ) -> Json:
        """Return a view with all the fields that Slack adds to what an app sends.

        `typed` is what stands in the one before it (`state.values`), `channel` where it opened.
        """
        modal = view["type"] == "modal"
        blocks = with_block_ids(view["blocks"], self._ids)
        values = view_state.carried(blocks, typed or {}, self._current(channel))
        full: Json = {
            "id": "",
            "team_id": self._team_id,
            "type": view["type"],
            "blocks": blocks,
            "private_metadata": view.get("private_metadata", ""),
            "callback_id": view.get("callback_id", ""),
            "state": {"values": values},
            "hash": f"{int(at.timestamp())}.{_digest(view, self._ids.number('hash'))}",
            "title": view.get("title") if modal else _plain("View Title"),
            "clear_on_close": view.get("clear_on_close", False),
            "notify_on_close": view.get("notify_on_close", False),
            "close": view.get("close"),
            "submit": view.get("submit"),
            "previous_view_id": None,
            "root_view_id": "",
            "app_id": self._app.id,
            "external_id": view.get("external_id", ""),
            "app_installed_team_id": self._team_id,
            "bot_id": self._app.bot_id,
        }
        return full

    def _add(self, user: str, view: Json, at: datetime, channel: str | None) -> OpenView:
        self._refuse_known_external_id(view.get("external_id", ""))
        stack = self._stacks.setdefault(user, [])
        full = self.complete(view, at, channel=channel)
        full["id"] = self._ids.next("V")
        full["root_view_id"] = stack[0].view["id"] if stack else full["id"]
        full["previous_view_id"] = stack[-1].view["id"] if stack else None
        opened = OpenView(full, user, channel=channel)
        stack.append(opened)
        return opened

    def _refuse_known_external_id(self, external_id: str) -> None:
        opened = (view for stack in self._stacks.values() for view in stack)
        if external_id and any(view.view["external_id"] == external_id for view in opened):
            raise Refused("duplicate_external_id")


def with_block_ids(blocks: list[Json], ids: Ids) -> list[Json]:
    """Return the blocks, each with a block_id and each element with an action_id, as Slack
    names those that the app left unnamed.
    """
    return [_named(block, ids) for block in blocks]


def with_attachment_ids(attachments: Iterable[Json], ids: Ids) -> tuple[Json, ...]:
    """Return the attachments, numbered, and with ids for the blocks in them."""
    return tuple(
        {"id": number, **each, "blocks": with_block_ids(each["blocks"], ids)}
        if each.get("blocks")
        else {"id": number, **each}
        for number, each in enumerate(attachments, start=1)
    )


def _named(block: Json, ids: Ids) -> Json:
    named = {"block_id": _short(ids), **block}
    for key in ("element", "accessory"):
        if isinstance(named.get(key), dict) and named[key]["type"] != "image":
            named[key] = {"action_id": _short(ids), **named[key]}
    if named["type"] == "actions":
        named["elements"] = [{"action_id": _short(ids), **each} for each in named["elements"]]
    return named


def _short(ids: Ids) -> str:
    """Return five characters, as Slack makes up for a block_id."""
    return hashlib.sha256(str(ids.number("block")).encode()).hexdigest()[:5]


def _digest(view: Json, number: int) -> str:
    text = json.dumps(view, sort_keys=True) + str(number)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}
