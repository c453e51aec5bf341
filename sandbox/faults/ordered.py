"""Failures that a test orders for the next calls of a method."""

from dataclasses import dataclass
from threading import Lock

from sandbox.faults.fault import Fault
from sandbox.faults.subject import Subject


@dataclass(slots=True)
class _Order:
    fault: Fault
    channel: str | None
    times: int


class Ordered:
    """Failures ordered in advance, first come first served for each method."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[str, list[_Order]] = {}

    def add(self, method: str, fault: Fault, *, channel: str | None = None, times: int = 1) -> None:
        """Let the next `times` calls of a method fail; only those about `channel`, if given."""
        with self._lock:
            self._waiting.setdefault(method, []).append(_Order(fault, channel, times))

    def take(self, subject: Subject) -> Fault | None:
        """Return the fault for this call, counting it as used."""
        with self._lock:
            queue = self._waiting.get(subject.method, [])
            for order in queue:
                if order.channel is None or subject.is_at(order.channel):
                    order.times -= 1
                    if not order.times:
                        queue.remove(order)
                    return order.fault
        return None
