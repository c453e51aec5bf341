"""Clicks, forms and shortcuts: whether they have what every one of their kind has."""

import re
from collections.abc import Callable
from typing import Any

from bot.slack.payloads.shapes import Malformed, all_objects, is_text_if_there

_TS = re.compile(r"[0-9]{1,20}\.[0-9]{1,20}")
_ID = re.compile("[A-Z0-9]{1,255}")
_DOMAIN = re.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,254}")
"""Parts of a message's address, which stands in links later: nothing in them can end one."""


def check(kind: str, payload: dict[str, Any]) -> None:
    """Raise Malformed unless `payload`, of the type `kind`, has what its kind has."""
    if not isinstance(payload.get("user"), dict):
        raise Malformed("an interaction of nobody")
    if kind in _CHECKS:
        _CHECKS[kind](payload)


def _check_click(payload: dict[str, Any]) -> None:
    """Source: docs.slack.dev/reference/interaction-payloads/block_actions-payload."""
    actions = payload.get("actions")
    if not (
        isinstance(actions, list)
        and actions
        and all_objects(actions)
        and isinstance(actions[0].get("action_id"), str)
    ):
        raise Malformed("a click on nothing")
    if payload.get("view") is not None:
        _check_view(payload)


def _check_view(payload: dict[str, Any]) -> None:
    """Source: docs.slack.dev/reference/interaction-payloads/view-interactions-payload."""
    view = payload.get("view")
    if not (
        isinstance(view, dict)
        and all(isinstance(view.get(name), str) for name in ("id", "callback_id"))
        and all(is_text_if_there(view.get(name)) for name in ("private_metadata", "hash"))
        and _is_state(view.get("state", {}))
    ):
        raise Malformed("a view without its id, callback_id or state")


def _is_state(state: object) -> bool:
    return isinstance(state, dict) and isinstance(state.get("values", {}), dict)


def _check_shortcut(payload: dict[str, Any]) -> None:
    """Source: docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload."""
    names = (payload.get("callback_id"), payload.get("trigger_id"), payload["user"].get("id"))
    if not all(isinstance(name, str) for name in names):
        raise Malformed("a shortcut without its callback_id, trigger_id or person")
    if not _is_message(payload.get("message")):
        raise Malformed("a shortcut on no message")
    channel, team = payload.get("channel"), payload.get("team")
    if not (_has(channel, "id", _ID) and _has(team, "id", _ID) and _has(team, "domain", _DOMAIN)):
        raise Malformed("a shortcut on a message without its place")


def _is_message(message: object) -> bool:
    """Return whether it is one: by a bot it has no `user`, and of blocks or files alone no text."""
    if not isinstance(message, dict) or not _has(message, "ts", _TS):
        return False
    return (
        (message.get("thread_ts") is None or _has(message, "thread_ts", _TS))
        and all(is_text_if_there(message.get(name)) for name in ("user", "text"))
        and all(all_objects(message.get(name) or []) for name in ("blocks", "attachments"))
    )


def _has(part: object, name: str, form: re.Pattern[str]) -> bool:
    value = part.get(name) if isinstance(part, dict) else None
    return isinstance(value, str) and form.fullmatch(value) is not None


_CHECKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "block_actions": _check_click,
    "message_action": _check_shortcut,
    "view_closed": _check_view,
    "view_submission": _check_view,
}
