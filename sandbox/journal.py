"""What the app asked of Slack, what Slack refused, and the failures somebody ordered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar, overload


@dataclass(frozen=True, slots=True)
class Accepted:
    """A Web API call that succeeded. `arguments` has JSON decoded, and no token."""

    method: str
    arguments: dict[str, Any]
    response: dict[str, Any]
    at: datetime
    token: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A Web API call that did not succeed, and Slack's error code."""

    method: str
    arguments: dict[str, Any]
    response: dict[str, Any]
    at: datetime
    token: str
    error: str


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


@dataclass(frozen=True, slots=True)
class Fault:
    """How the next calls of a method go wrong; see Sandbox.fail_next."""

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    hang: float = 0.0
    applied: bool = False
    times: int = 1


NO_FAULT = Fault()


class Faults:
    """Failures ordered in advance, first come first served for each method."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[str, list[Fault]] = {}

    def add(self, method: str, fault: Fault) -> None:
        with self._lock:
            self._waiting.setdefault(method, []).append(fault)

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call, counting it as used."""
        with self._lock:
            queue = self._waiting.get(method)
            if not queue:
                return None
            fault = queue.pop(0)
            if fault.times > 1:
                queue.insert(0, replace(fault, times=fault.times - 1))
            return fault
