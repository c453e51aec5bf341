"""The ways in which the sandbox can be made to fail."""

from collections.abc import Mapping
from typing import Any

from sandbox.company import Companies
from sandbox.faults import Mode, Trouble
from sandbox.faults.fault import Fault, Instead
from sandbox.faults.plan import plan
from sandbox.server import Server


class Breaking:
    """The part of the sandbox that goes wrong when told to, for every company."""

    companies: Companies
    server: Server
    trouble: Trouble

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int = 200,
        retry_after: int | None = None,
        hang: float = 0.0,
        applied: bool = False,
        lost: bool = False,
        cut: bool = False,
        html: bool = False,
        channel: str | None = None,
        times: int = 1,
    ) -> None:
        """Make the next `times` calls of a Web API method fail; only those about `channel` (`#it`,
        an id, or a person's id), if given.

        `error` is Slack's code (`ratelimited` answers 429 with Retry-After 1 unless told
        otherwise); a `status` of 500 or more answers that with no JSON. With `applied` the call
        takes effect all the same. `hang` keeps the response back for so many seconds; alone, it
        is the response of a call that succeeded. `cut` closes the connection without an answer,
        `lost` does so after the call took effect; `html` answers 200 with a page of HTML.
        """
        instead: Instead = "cut" if lost or cut else "html" if html else ""
        kind = "lost" if lost else instead or "ordered"
        fault = Fault(kind, error, status, retry_after, hang, applied or lost, instead)
        self.trouble.ordered.add(method, fault, channel=channel, times=times)

    def fail_by_lot(self, described: Mapping[str, Any] | None) -> None:
        """Fail calls at random, as {seed, rates, …} says (see sandbox.faults.plan); None ends it.

        Raises ValueError for a plan that is none.
        """
        self.trouble.plan = plan(described) if described else None

    def away(self, mode: Mode = "refuse") -> None:
        """Let Slack be away until `back()`.

        refuse: every connection is refused or closed before anything is read. hang: calls are
        read and never answered. 500: they are answered so. accept_then_500: they are answered so
        after they took effect. Raises ValueError for another mode.
        """
        self.back()
        self.trouble.outage.begin(mode)
        if mode == "refuse":
            self.server.refuse()

    def back(self) -> None:
        """Let Slack answer again; what hung is cut."""
        mode = self.trouble.outage.mode
        self.trouble.outage.end()
        if mode == "refuse":
            self.server.accept()
        elif mode == "hang":
            self.server.cut()

    def lag_history(self, seconds: float) -> None:
        """Show messages in histories only so long after they were posted; 0 ends it."""
        for company in self.companies:
            company.workspace.history_lag = seconds
