"""Identifiers in Slack's shapes, in a fixed order, so that a run can be repeated."""

from datetime import datetime

TEAM_ID = "T0SANDBOX01"
"""The first workspace's id, unless a file says otherwise."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """Hands out the next identifier of each kind, and timestamps that never repeat."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._last_ts = 0

    def next(self, prefix: str) -> str:
        """Return the prefix and ten characters, such as D000000001."""
        return f"{prefix}0{_base36(self.number(prefix)):0>9}"

    def number(self, kind: str) -> int:
        """Return 1, 2, 3… for each kind."""
        self._last[kind] = self._last.get(kind, 0) + 1
        return self._last[kind]

    def ts(self, at: datetime) -> str:
        """Return Slack's `ts`, which is later than every one before it."""
        microseconds = int(at.timestamp() * 1_000_000)
        self._last_ts = max(self._last_ts + 1, microseconds)
        return ts_of(self._last_ts)


def ts_of(microseconds: int) -> str:
    """Return microseconds since 1970 as Slack writes them: 1700000000.000100."""
    seconds, rest = divmod(microseconds, 1_000_000)
    return f"{seconds}.{rest:06d}"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
