"""What the app asked of Slack, and what Slack refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar, overload


@dataclass(frozen=True, slots=True)
class Accepted:
    """A Web API call that succeeded. `arguments` has JSON decoded, and no token.

    `fault` says that the app may not have learned of it: the kind of fault that befell the
    response, which is kept here as it should have been.
    """

    method: str
    arguments: dict[str, Any]
    response: dict[str, Any]
    at: datetime
    token: str
    company: str = ""
    """The workspace's id; empty for a token that nobody has."""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A Web API call that did not succeed, and Slack's error code.

    With `applied` it took effect, and only the response says otherwise. `retry_after` (seconds) is
    how long the app was told to wait.
    """

    method: str
    arguments: dict[str, Any]
    response: dict[str, Any]
    at: datetime
    token: str
    error: str
    company: str = ""
    fault: str = ""
    applied: bool = False
    retry_after: int | None = None


class _Call(Protocol):
    @property
    def method(self) -> str: ...


Call = TypeVar("Call", bound=_Call)


KEPT = 30_000
"""Calls that are remembered at least: more than any test makes, and some hundred MB at most."""


class Journal(Sequence[Call], Generic[Call]):
    """The newest calls in order. Reading it while it grows is safe."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = Lock()
        self._calls: list[Call] = []
        self._forgotten = 0

    def add(self, call: Call) -> None:
        with self._lock:
            self._calls.append(call)
            # A tenth at once: to forget each by itself would move all the others each time.
            if len(self._calls) > self._kept * 1.1:
                excess = len(self._calls) - self._kept
                del self._calls[:excess]
                self._forgotten += excess

    def since(self, number: int) -> list[tuple[int, Call]]:
        """Return the calls from that one on, numbered from 0 in the order in which they came."""
        with self._lock:
            first = max(number - self._forgotten, 0)
            return list(enumerate(self._calls[first:], self._forgotten + first))

    def of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in list(self._calls) if call.method == method]

    def __len__(self) -> int:
        return len(self._calls)

    @overload
    def __getitem__(self, index: int) -> Call: ...
    @overload
    def __getitem__(self, index: slice) -> list[Call]: ...
    def __getitem__(self, index: int | slice) -> Call | list[Call]:
        return self._calls[index]

    def __iter__(self) -> Iterator[Call]:
        return iter(list(self._calls))
