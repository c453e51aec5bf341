"""A tour: a few things to try, as the app's author describes them (sandbox/README.md, "A tour")."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sandbox.page.time_travel import SPANS
from sandbox.people import Person
from sandbox.workspace import Workspace

APP, HOME = "app", "home"
"""Places that are no channels: the messages with the app, and its Home tab."""

LOOKED_AT = 100
"""Messages, the newest of a place, among which a step's sign is looked for."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells that a step was done: somebody reads these words somewhere."""

    person: str
    place: str
    says: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to try: who does it and where, what is typed, and what to look at then."""

    title: str
    person: str
    place: str
    look: str
    type: str = ""
    clock: str = ""
    sign: Sign | None = None
    """None: it is done once it was begun."""


class Tour:
    """The steps, and those that were done: by whomever, in whichever browser tab."""

    def __init__(self, title: str, steps: tuple[Step, ...]) -> None:
        self.title = title
        self.steps = steps
        self.done: set[Step] = set()
        self.is_dismissed = False

    def look(self, person: Callable[[str], Person], workspace: Workspace) -> None:
        """Tick off the steps whose sign shows."""
        for step in self.steps:
            if step not in self.done and step.sign and _shows(step.sign, person, workspace):
                self.done.add(step)


def read(path: Path, workspace: Workspace) -> Tour:
    """Return the tour in a file. Raises OSError, or ValueError that says what is wrong with it."""
    try:
        given = json.loads(path.read_text("utf-8"))
        return _tour(given, workspace)
    except ValueError as wrong:
        raise ValueError(f"{path}: {wrong}") from None


def _tour(given: Any, workspace: Workspace) -> Tour:
    fields = _fields("the tour", given, {"title": str, "steps": list})
    steps = tuple(
        _step(f"step {number}", each, workspace) for number, each in enumerate(fields["steps"], 1)
    )
    if not steps:
        raise ValueError("the tour has no steps")
    return Tour(fields["title"], steps)


def _step(name: str, given: Any, workspace: Workspace) -> Step:
    needed = {"title": str, "as": str, "in": str, "look": str}
    fields = _fields(name, given, needed, {"type": str, "clock": str, "done": dict})
    clock = fields.get("clock", "")
    if clock and clock not in SPANS:
        raise ValueError(f"{name}: clock is one of {', '.join(SPANS)}, and not {clock!r}")
    person = _person(name, fields["as"], workspace)
    place = _place(name, fields["in"], workspace)
    sign = _sign(name, fields["done"], person, workspace) if "done" in fields else None
    title, look, typed = fields["title"], fields["look"], fields.get("type", "")
    return Step(title, person, place, look, typed, clock, sign)


def _sign(name: str, given: Any, person: str, workspace: Workspace) -> Sign:
    fields = _fields(f"{name}, done", given, {"in": str, "says": str}, {"as": str})
    seer = _person(name, fields["as"], workspace) if "as" in fields else person
    return Sign(seer, _place(name, fields["in"], workspace), fields["says"])


def _fields(
    name: str,
    given: Any,
    needed: Mapping[str, type],
    other: Mapping[str, type] | None = None,
) -> dict[str, Any]:
    """Return an object's fields. Raises ValueError for one missing, unknown or of a wrong kind."""
    if not isinstance(given, dict):
        raise ValueError(f"{name} is no JSON object")
    known = {**needed, **(other or {})}
    if missing := [key for key in needed if key not in given]:
        raise ValueError(f"{name} has no {missing[0]!r}")
    if unknown := [key for key in given if key not in known]:
        raise ValueError(f"{name} has {unknown[0]!r}, but only {', '.join(known)} are known")
    for key, value in given.items():
        if not isinstance(value, known[key]) or value == "":
            raise ValueError(f"{name}: {key!r} is no {_KINDS[known[key]]}")
    return given


_KINDS: dict[type, str] = {str: "text", list: "list", dict: "object"}


def _person(name: str, given: str, workspace: Workspace) -> str:
    try:
        return workspace.user(given).id
    except KeyError:
        raise ValueError(f"{name}: nobody is called {given!r}") from None


def _place(name: str, given: str, workspace: Workspace) -> str:
    if given in (APP, HOME):
        return given
    try:
        return workspace.channel(given).id
    except KeyError:
        message = f"{name}: there is no channel {given!r} (and it is neither {APP} nor {HOME})"
        raise ValueError(message) from None


def _shows(sign: Sign, person: Callable[[str], Person], workspace: Workspace) -> bool:
    seer = person(sign.person)
    if sign.place == HOME:
        return seer.home is not None and sign.says in seer.home.plain
    channel = workspace.dm(seer.id) if sign.place == APP else workspace.channel(sign.place)
    if channel.is_private and seer.id not in channel.members:
        return False
    with workspace.lock:
        newest = list(islice(seer.newest_first(channel.id), LOOKED_AT))
    return any(sign.says in message.plain for message in newest)
