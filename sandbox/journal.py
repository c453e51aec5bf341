"""What the app asked of Slack, and what Slack refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
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


class Journal(Sequence[Call], Generic[Call]):
    """The calls in order. Reading it while it grows is safe."""

    def __init__(self) -> None:
        self._calls: list[Call] = []

    def add(self, call: Call) -> None:
        self._calls.append(call)

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
