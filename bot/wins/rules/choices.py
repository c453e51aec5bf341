"""What leads choose for wins: values, the emoji that makes a message one, and a rhythm."""

import re
from dataclasses import dataclass
from typing import Any

from bot.wins.rules import EMOJI, VALUE_MAX, VALUES_MAX, Rhythm

_EMOJI = re.compile(r":?(?P<name>[a-z0-9_+'-]{1,100}):?")


@dataclass(frozen=True)
class Choices:
    """What leads have chosen; the emoji is named as in Slack's events, without colons and tone."""

    values: tuple[str, ...] = ()
    emoji: str = EMOJI
    rhythm: Rhythm = Rhythm.MONTHLY

    def on_top_of(self, theirs: "Choices", *, seen: "Choices") -> "Choices":
        """Return what others chose meanwhile with what was changed here of what was `seen`."""

        def pick(name: str) -> Any:
            mine = getattr(self, name)
            return getattr(theirs, name) if mine == getattr(seen, name) else mine

        return Choices(pick("values"), pick("emoji"), pick("rhythm"))


class TooMany(ValueError):
    """More values than anybody remembers."""


class TooLong(ValueError):
    """A value that is a sentence."""


def read_values(lines: str) -> tuple[str, ...]:
    """Return the values that stand in lines of text, each once; raise TooMany, TooLong."""
    stripped = (" ".join(line.split()) for line in lines.splitlines())
    values: dict[str, str] = {}
    for each in filter(None, stripped):
        values.setdefault(each.casefold(), each)
    if any(len(each) > VALUE_MAX for each in values.values()):
        raise TooLong
    if len(values) > VALUES_MAX:
        raise TooMany
    return tuple(values.values())


def read_emoji(typed: str) -> str | None:
    """Return the name of an emoji, with or without its colons; None for what names none.

    A skin tone is left out: people react with their own.
    """
    found = _EMOJI.fullmatch(typed.strip().lower().partition("::skin-tone-")[0])
    return found["name"] if found else None
