"""What somebody looks for: words, and filters that they typed or chose."""

import html
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.decisions.rules.moves import State
from bot.errors import InvalidInput

WORDS_MAX = 200
"""Characters that are looked for: a question, but no document."""

YEARS = range(1900, 3000)
"""In which days are looked for: others are slips, and no clock has their beginning."""

ME = "me"

_FILTERS = ("state", "team", "by", "in", "since", "until")
_QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')
_FILTER = re.compile(
    rf'(?:^|(?<=\s))(?P<name>{"|".join(_FILTERS)}):\s?(?P<value><[^<>]*>|"[^"]*"|\S+)',
    re.IGNORECASE,
)
_PERSON = re.compile(r"<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>")
_INITIATIVE = re.compile(r"ini-(\d{1,9})", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; the days are those of whoever looks, the first and the last of them."""

    words: str = ""
    state: State | None = None
    team_id: int | None = None
    initiative_id: int | None = None
    user_id: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Typed:
    """What was typed after `/decision find`: filters by what people call things, and the rest.

    `user_id` is ME for whoever typed it; `initiative` is the number of one.
    """

    words: str = ""
    state: State | None = None
    team: str | None = None
    initiative: int | None = None
    user_id: str | None = None
    since: date | None = None
    until: date | None = None


def parse(text: str) -> Typed:
    """Return what a command's text asks for; raise InvalidInput with what is wrong with it.

    `text` is as Slack sends it, with people in angle brackets; so are the words afterwards.
    """
    straight = text.translate(_QUOTES)
    said: dict[str, str] = {}
    for found in _FILTER.finditer(straight):
        name = found["name"].lower()
        if name in said:
            raise InvalidInput(name, f"`{name}:` is there twice. Please leave one out.")
        said[name] = html.unescape(found["value"]).strip('" ')
    typed = Typed(
        words=" ".join(_FILTER.sub(" ", straight).split()),
        state=_state(said),
        team=said.get("team"),
        initiative=_initiative(said),
        user_id=_person(said),
        since=_day(said, "since", is_last=False),
        until=_day(said, "until", is_last=True),
    )
    check_days(typed.since, typed.until)
    return typed


def check_days(since: date | None, until: date | None) -> None:
    """Raise InvalidInput (`since`, `until`) if nothing can lie between the two."""
    for name, day in (("since", since), ("until", until)):
        if day is not None and day.year not in YEARS:
            raise InvalidInput(name, "There is nothing of that year. Please choose another one.")
    if since and until and until < since:
        raise InvalidInput("until", "The last day is before the first one. Please change one.")


def check_words(words: str) -> str:
    """Return the words that are looked for; raise InvalidInput (`words`) if they are too many."""
    if len(words) > WORDS_MAX:
        said = f"That is too long to look for: please type the words that matter, {WORDS_MAX}"
        raise InvalidInput("words", f"{said} characters at most.")
    return words


def _state(said: Mapping[str, str]) -> State | None:
    if "state" not in said:
        return None
    try:
        return State(said["state"].lower())
    except ValueError:
        *head, last = [each.value for each in State]
        told = f"There is no such state. A decision is {', '.join(head)} or {last}."
        raise InvalidInput("state", told) from None


def _initiative(said: Mapping[str, str]) -> int | None:
    if "in" not in said:
        return None
    found = _INITIATIVE.fullmatch(said["in"])
    if found is None:
        raise InvalidInput("in", "`in:` takes the name of an initiative, as `in:INI-3`.")
    return int(found[1])


def _person(said: Mapping[str, str]) -> str | None:
    if "by" not in said or said["by"].lower() == ME:
        return ME if "by" in said else None
    found = _PERSON.fullmatch(said["by"])
    if found is None:
        raise InvalidInput("by", "`by:` takes a person, as `by:@ana`, or `by:me`.")
    return found[1]


def _day(said: Mapping[str, str], name: str, *, is_last: bool) -> date | None:
    """Return a day; of a month or a year, the first or the last one."""
    if name not in said:
        return None
    wrong = InvalidInput(name, f"`{name}:` takes a day, as `{name}:2026-03-31`, a month or a year.")
    found = _DAY.fullmatch(said[name])
    if found is None:
        raise wrong
    try:
        year, month = int(found[1]), int(found[2] or (12 if is_last else 1))
        last = monthrange(year, month)[1]
        return date(year, month, int(found[3] or (last if is_last else 1)))
    except ValueError:
        raise wrong from None
