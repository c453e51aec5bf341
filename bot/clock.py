"""What time it is: the only place that reads the system clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the current instant as an aware UTC datetime."""
    return datetime.now(UTC)


def shifted_clock(file: Path) -> Clock:
    """Return a clock that adds the seconds written in `file`, read anew at each use.

    For demos and tests: somebody moves the clock by rewriting the file. A file that is missing or
    empty adds nothing.
    """

    def now() -> datetime:
        return utc_now() + timedelta(seconds=_read_seconds(file))

    return now


def _read_seconds(file: Path) -> float:
    try:
        return float(file.read_text() or 0)
    except FileNotFoundError:
        return 0.0
