"""How one call goes wrong."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from sandbox.refused import Refused

Instead = Literal["", "cut", "html", "truncated"]
"""What the client gets in place of the response: no answer and a closed connection, a page of
HTML with status 200, or the first half of the JSON."""


@dataclass(frozen=True, slots=True)
class Fault:
    """How one call goes wrong; `kind` is what the journal calls it.

    With `applied` the call takes effect all the same. `hang` (seconds) keeps the response back;
    alone, it is the response of a call that succeeded.
    """

    kind: str = ""
    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    hang: float = 0.0
    applied: bool = False
    instead: Instead = ""

    def strike_before(self) -> None:
        """Keep the call from taking effect, if that is how it fails. Raises Refused."""
        if self.applied:
            return
        self.strike_after()
        if self.instead:
            raise Refused(self.kind)

    def strike_after(self) -> None:
        """Answer an error, if that is how the call fails. Raises Refused."""
        if self.error == "ratelimited" or self.status == HTTPStatus.TOO_MANY_REQUESTS:
            status = HTTPStatus.TOO_MANY_REQUESTS
            raise Refused("ratelimited", status=status, retry_after=self.retry_after or 1)
        if self.error or self.status != HTTPStatus.OK:
            raise Refused(self.error or "internal_error", status=self.status)


NO_FAULT = Fault()
