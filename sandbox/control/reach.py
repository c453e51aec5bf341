"""What of the sandbox can be reached from outside."""

from datetime import timedelta
from typing import Protocol

from sandbox.clock import ShiftedClock
from sandbox.journal import Accepted, Journal, Refusal
from sandbox.model import Channel
from sandbox.people import Person
from sandbox.workspace import Workspace


class Sandbox(Protocol):
    """The sandbox, as the control API uses it."""

    @property
    def workspace(self) -> Workspace: ...
    @property
    def clock(self) -> ShiftedClock: ...
    @property
    def journal(self) -> Journal[Accepted]: ...
    @property
    def refused(self) -> Journal[Refusal]: ...
    @property
    def connected(self) -> int: ...
    def person(self, name: str) -> Person: ...
    def channel(self, name: str) -> Channel: ...
    def advance(self, by: timedelta) -> None: ...
