"""Many people who act at the same moment."""

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.db import UNAVAILABLE
from bot.errors import Refused

Result = TypeVar("Result")

TRIES = 20
"""Whoever waited 2 s for a connection is told to try again, and does here."""


def at_once(acts: list[Callable[[], Result]]) -> list[Result | Refused]:
    """Do everything at the same moment; return what each came to, in order."""
    gate = threading.Barrier(len(acts))

    def act(this: Callable[[], Result]) -> Result | Refused:
        gate.wait()
        for _try in range(TRIES):
            with contextlib.suppress(*UNAVAILABLE):
                try:
                    return this()
                except Refused as refused:
                    return refused
        raise AssertionError(f"unavailable {TRIES} times in a row")

    with ThreadPoolExecutor(len(acts)) as crowd:
        return list(crowd.map(act, acts))
