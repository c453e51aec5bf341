"""What Slack's box offers while one types: commands, people and channels."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.app import Command
from sandbox.model import Channel, User

AT_MOST = 10
"""Names that are offered at once; of commands all."""

_COMMAND = re.compile(r"/\S*")
_NAME = re.compile(r"(?:^|(?<=[\s(]))([@#])([\w.-]*)$")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its name, what stands beside and below it, and what it is for a box."""

    words: str
    note: str
    value: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is offered; choosing replaces the text from `start` to the caret."""

    options: tuple[Option, ...] = ()
    start: int = 0
    hint: str = ""
    """What the command that is typed already takes."""
    is_whole: bool = False
    """Whether what is typed already is one of the options: it needs no choosing."""


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to offer."""

    commands: Iterable[Command]
    people: Iterable[User]
    channels: Iterable[Channel]


def suggest(typed: str, caret: int, known: Known) -> Suggestions:
    """Return what to offer for the text before the caret."""
    before = typed[:caret]
    if _COMMAND.fullmatch(before):
        return _commands(before, known.commands)
    if name := _NAME.search(before):
        offered = tuple(_names(name[1], name[2].casefold(), known))[:AT_MOST]
        is_whole = any(option.value == name[0] for option in offered)
        return Suggestions(offered, name.start(), is_whole=is_whole)
    return Suggestions(hint=_hint(before, known.commands))


def _commands(typed: str, commands: Iterable[Command]) -> Suggestions:
    offered = [each for each in commands if each.name.startswith(typed)]
    options = (Option(each.name, each.usage_hint, each.name, each.description) for each in offered)
    is_whole = any(each.name == typed for each in offered)
    return Suggestions(tuple(options), is_whole=is_whole)


def _names(sign: str, typed: str, known: Known) -> Iterator[Option]:
    if sign == "#":
        for channel in known.channels:
            if channel.name.casefold().startswith(typed):
                yield Option(f"#{channel.name}", channel.purpose, f"#{channel.name}")
        return
    for user in known.people:
        names = (user.name, *user.real_name.split())
        if any(name.casefold().startswith(typed) for name in names):
            yield Option(user.real_name, f"@{user.name}", f"@{user.name}")


def _hint(typed: str, commands: Iterable[Command]) -> str:
    name = typed.split(" ", 1)[0]
    known = next((each for each in commands if each.name == name), None)
    return f"{known.name} {known.usage_hint}" if known and known.usage_hint else ""
