"""A search that goes on: what is looked for, and how far the list was read, on a button."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.decisions.rules.moves import State
from bot.decisions.rules.wanted import WORDS_MAX, Wanted, check_days
from bot.errors import BotError, InvalidInput

_USER = re.compile(r"[UW][A-Z0-9]{1,30}")
_ID_MAX = 2**31
_PLACE_MAX = 2**63


class Unreadable(BotError):
    """A button says something that none of ours says."""

    def __init__(self) -> None:
        super().__init__("I can't read this button. Please type `/decision find` again.")


@dataclass(frozen=True)
class Place:
    """Where a list goes on: in which of its parts, and before which place among all."""

    part: int = 0
    before: int | None = None


BEGINNING = Place()
"""Where a list begins."""


def dump(wanted: Wanted, place: Place | None = None) -> str:
    """Return a search as a button has it."""
    said: dict[str, Any] = {
        "words": wanted.words,
        "state": wanted.state and wanted.state.value,
        "team": wanted.team_id,
        "initiative": wanted.initiative_id,
        "user": wanted.user_id,
        "since": wanted.since and wanted.since.isoformat(),
        "until": wanted.until and wanted.until.isoformat(),
        "place": [place.part, place.before] if place else None,
    }
    kept = {name: value for name, value in said.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def load(value: str) -> tuple[Wanted, Place]:
    """Return the search that a button has; raise Unreadable for anything that `dump` never says."""
    try:
        said = json.loads(value)
        return _wanted(said), _place(said.get("place") or [0, None])
    except (ValueError, TypeError, AttributeError, RecursionError, InvalidInput):
        raise Unreadable from None


def _wanted(said: dict[str, Any]) -> Wanted:
    wanted = Wanted(
        words=_text(said.get("words", "")),
        state=State(said["state"]) if "state" in said else None,
        team_id=_number(said.get("team"), _ID_MAX),
        initiative_id=_number(said.get("initiative"), _ID_MAX),
        user_id=_user(said.get("user")),
        since=date.fromisoformat(said["since"]) if "since" in said else None,
        until=date.fromisoformat(said["until"]) if "until" in said else None,
    )
    check_days(wanted.since, wanted.until)
    return wanted


def _place(said: list[Any]) -> Place:
    part, before = said
    return Place(_number(part, _ID_MAX) or 0, _number(before, _PLACE_MAX))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > WORDS_MAX:
        raise ValueError("not words")
    return value


def _number(value: Any, limit: int) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not -limit < value < limit:
        raise ValueError("not a number")
    return value


def _user(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not _USER.fullmatch(value):
        raise ValueError("not a person")
    return value
