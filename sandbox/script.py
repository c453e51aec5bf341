"""What people do first, before anybody looks, as a file tells it."""

import time
from collections.abc import Sequence
from pathlib import Path

from sandbox.bodies import read_json
from sandbox.control import WRONG, words
from sandbox.control.acting import perform
from sandbox.model import Json
from sandbox.people import CannotDo
from sandbox.sandbox import Sandbox

SHOWN_WITHIN = 20.0
"""Seconds that somebody waits for what the app is about to show: it answers a gesture at once, and
posts what follows from it a moment later."""


def read(file: Path | None) -> list[Json]:
    """Return the acts in a file; none without one.

    Raises OSError, or ValueError for a file that holds anything but a list of objects.
    """
    if file is None:
        return []
    acts = read_json(file)
    if not isinstance(acts, list) or not all(isinstance(act, dict) for act in acts):
        raise ValueError(f"{file}: this is to be a list of acts, [{{person, action, …}}, …]")
    return acts


def play(sandbox: Sandbox, acts: Sequence[Json]) -> None:
    """Let people do it. Raises CannotDo, with the number of the act that cannot be done."""
    for number, act in enumerate(acts, start=1):
        try:
            _play(sandbox, act, until=time.monotonic() + SHOWN_WITHIN)
        except WRONG as wrong:
            raise CannotDo(f"act {number}: {words(wrong)}") from None


def _play(sandbox: Sandbox, act: Json, *, until: float) -> None:
    """Let somebody do it as soon as the app has posted what is pressed."""
    while True:
        try:
            perform(sandbox, act)
        except CannotDo:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)  # between two looks
        else:
            return
