"""The time in the workspace: the computer's clock, moved forward as far as somebody asked."""

import os
from collections.abc import Callable
from datetime import MAXYEAR, UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

Clock = Callable[[], datetime]
"""Something that tells the time as an aware UTC datetime."""


def real() -> datetime:
    """Return the computer's time, in UTC."""
    return datetime.now(UTC)


class ShiftedClock:
    """A clock that runs ahead of another one by a shift that only grows.

    With `file`, the shift (seconds, a decimal number) is kept there too, so that another process
    can follow it. The file is replaced in one step: a reader never sees half a number.
    """

    def __init__(self, base: Clock = real, file: Path | None = None) -> None:
        self._base = base
        self._file = file
        self._lock = Lock()
        self._shift = timedelta(0)
        self._publish()

    def __call__(self) -> datetime:
        return self._base() + self._shift

    @property
    def shift(self) -> timedelta:
        """How far this clock is ahead."""
        return self._shift

    def advance(self, by: timedelta) -> None:
        """Move the clock forward. Raises ValueError for a negative span, or one that is longer than
        a calendar, OverflowError for one that is longer still.
        """
        if by < timedelta(0):
            raise ValueError("The clock only moves forward.")
        with self._lock:
            if (self() + by).year >= MAXYEAR:
                raise ValueError(f"The clock ends with the year {MAXYEAR}.")
            self._shift += by
            self._publish()

    def _publish(self) -> None:
        if self._file is None:
            return
        draft = self._file.with_name(self._file.name + ".new")
        draft.write_text(f"{self._shift.total_seconds():.6f}\n", encoding="utf-8")
        os.replace(draft, self._file)
