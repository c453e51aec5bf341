"""What Slack sends over HTTP: events as JSON, commands as a form, clicks and modals as both."""

import binascii
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from bot.slack.payloads import interactions
from bot.slack.payloads.shapes import Malformed, all_objects

MAX_FIELDS = 100
"""Fields in a form; Slack's commands have some fifteen."""

COMMAND_FIELDS = ("command", "team_id", "channel_id", "user_id", "trigger_id")
"""Source: docs.slack.dev/interactivity/implementing-slash-commands, "Preparing your app"."""

IDENTITIES = ("user", "team", "channel", "enterprise")
NESTED = ("event", "message", "previous_message", "item", "assistant_thread")
"""Bolt 1.30 looks for who and where in these fields (slack_bolt/request/internals.py), and raises
on an identity that is neither text nor an object, on a list of anything but objects, and on an
event that is no object."""


_LONE_PAYLOAD = re.compile(rb"payload=[A-Za-z0-9_.~*+%-]+")
"""A click or a form as Slack encodes it: everything but these characters as %XX."""

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a character, which JSON can spell and no database can store without its other half."""


def read(content_type: str, body: bytes) -> dict[str, Any]:
    """Return the payload in `body`, whichever way Slack packed it.

    Raises Malformed unless `body` is UTF-8, of one of the two types Slack uses, and has the fields
    that every payload of its kind has.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _READERS:
        raise Malformed("the body is neither JSON nor a form")
    try:
        payload = _READERS[kind](body)
        _check_fields_that_bolt_reads(payload)
    except UnicodeError as error:
        raise Malformed("the body is not UTF-8") from error
    except RecursionError as error:
        raise Malformed("the JSON is nested too deeply") from error
    return payload


def _read_event(body: bytes) -> dict[str, Any]:
    payload = _object(body.decode())
    kind = _kind(payload)
    if kind == "url_verification" and not isinstance(payload.get("challenge"), str):
        raise Malformed("a url_verification without a challenge")
    if kind == "event_callback":
        event = payload.get("event")
        if not isinstance(event, dict):
            raise Malformed("an event_callback without an event")
        _kind(event)
    return payload


def _read_form(body: bytes) -> dict[str, Any]:
    if _LONE_PAYLOAD.fullmatch(body):
        return _interaction(_unquote(body.removeprefix(b"payload=")).decode())
    try:
        fields = parse_qsl(
            body.decode(),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except UnicodeError:
        raise
    except ValueError as error:
        raise Malformed("the body is not a form") from error
    form = dict(fields)
    if "payload" in form:
        return _interaction(form["payload"])
    if form.get("ssl_check") != "1" and not all(form.get(field) for field in COMMAND_FIELDS):
        raise Malformed("a form without the fields of a command")
    return form


_READERS: dict[str, Callable[[bytes], dict[str, Any]]] = {
    "application/json": _read_event,
    "application/x-www-form-urlencoded": _read_form,
}


def _unquote(quoted: bytes) -> bytes:
    """Return what was percent-encoded.

    Quoted-printable differs from it in the sign alone, and Python decodes that in C: 6 kB, as a
    modal's state has, take 13 microseconds instead of 200.
    """
    return binascii.a2b_qp(quoted.replace(b"+", b" ").replace(b"%", b"="))


def _interaction(text: str) -> dict[str, Any]:
    payload = _object(text)
    interactions.check(_kind(payload), payload)
    return payload


def _object(text: str) -> dict[str, Any]:
    try:
        payload = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise Malformed("the body is not JSON") from error
    if not isinstance(payload, dict):
        raise Malformed("the JSON is not an object")
    if _SURROGATE.search(text):
        json.dumps(payload, ensure_ascii=False).encode()  # fails on a half without its other half
    return payload


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is Python's, not JSON's")


def _kind(payload: dict[str, Any]) -> str:
    kind = payload.get("type")
    if not isinstance(kind, str):
        raise Malformed("a payload without a type")
    return kind


def _check_fields_that_bolt_reads(payload: dict[str, Any]) -> None:
    if not isinstance(payload.get("event", {}), dict):
        raise Malformed("an event that is no object")
    for part in _parts(payload):
        if not all(isinstance(part.get(name), str | dict | None) for name in IDENTITIES):
            raise Malformed("an identity that is neither text nor an object")
        authorizations, urls = part.get("authorizations"), part.get("response_urls", [])
        if not (authorizations is None or all_objects(authorizations)) or not all_objects(urls):
            raise Malformed("a list of anything but objects")
        if len(urls) > 1:
            # Bolt 1.30 logs that with a logger that it does not have yet; none of our forms asks
            # for even one (`response_url_enabled`).
            raise Malformed("more than one response_url")


def _parts(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield payload
    for name in NESTED:
        if isinstance(payload.get(name), dict):
            yield from _parts(payload[name])
