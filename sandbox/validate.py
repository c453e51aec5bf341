"""Checks messages, modals and Home tabs in JSON files: `python -m sandbox validate FILE`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sandbox import validation
from sandbox.content import TEXT_MAX
from sandbox.validation import Problem
from sandbox.web_api.views import VIEW_MAX


class Unreadable(Exception):
    """A file that is not there, or holds no JSON; the message says which and why."""


def main(arguments: Sequence[str]) -> int:
    """Say where each file breaks one of Slack's limits, a line for each.

    Returns 0 when none does, 1 when one does, 2 when one cannot be read.
    """
    codes = [_check(name) for name in _parser().parse_args(arguments).files]
    return max(codes)


def problems(value: Any) -> list[Problem]:
    """Return what is wrong with a message ({blocks, text, attachments}, or the list of its blocks),
    a modal or a Home tab; pointers begin at the value itself.
    """
    if isinstance(value, list):
        return validation.message(value, "")
    if not isinstance(value, dict):
        return [Problem("", "must provide a message or a view")]
    if "type" in value:
        return _view(value)
    if not value.keys() & {"text", "blocks", "attachments"}:
        return [Problem("", "must provide a message (text, blocks) or a view (type, blocks)")]
    return _message(value)


def _check(name: str) -> int:
    try:
        found = problems(_read(name))
    except (Unreadable, RecursionError) as wrong:
        why = wrong if isinstance(wrong, Unreadable) else "is nested too deeply"
        print(f"{name}: {why}", file=sys.stderr)  # noqa: T201 (the command line speaks)
        return 2
    for problem in found:
        words = f"{name}: #{problem.pointer}: {problem.words}"
        print(_one_line(words))  # noqa: T201 (what the command is for)
    return 1 if found else 0


def _read(name: str) -> Any:
    """Raises Unreadable."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8-sig")
        return json.loads(text)
    except OSError as wrong:
        raise Unreadable(f"cannot be read: {wrong.strerror}") from None
    except UnicodeDecodeError:
        raise Unreadable("is not JSON: its bytes are not UTF-8") from None
    except json.JSONDecodeError as wrong:
        where = f"line {wrong.lineno}, column {wrong.colno}"
        raise Unreadable(f"is not JSON: {wrong.msg}, {where}") from None


def _message(value: dict[str, Any]) -> list[Problem]:
    text = value.get("text") or ""
    found = [Problem("/text", "must provide a string")] if not isinstance(text, str) else []
    if isinstance(text, str) and len(text) > TEXT_MAX:
        found = [Problem("/text", f"must be less than {TEXT_MAX + 1} characters")]
    return [
        *found,
        *validation.message(value.get("blocks") or [], "/blocks"),
        *validation.attachments(value.get("attachments") or [], "/attachments"),
    ]


def _view(value: dict[str, Any]) -> list[Problem]:
    kind = value["type"]
    if kind not in ("modal", "home"):
        return [Problem("/type", "must be a valid enum value: modal, home")]
    if len(json.dumps(value)) > VIEW_MAX:
        return [Problem("", f"view_too_large: must be less than {VIEW_MAX + 1} bytes as JSON")]
    return validation.view(value, kind, "")


def _one_line(words: str) -> str:
    """Return words of a file as one line that any terminal can show."""
    safe = (each if each.isprintable() else ascii(each)[1:-1] for each in words)
    return "".join(safe)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox validate", description=__doc__)
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a message, modal or Home as JSON; - reads stdin"
    )
    return parser
