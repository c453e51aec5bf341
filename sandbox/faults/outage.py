"""Slack away, for as long as somebody says."""

from typing import Literal, get_args

from sandbox.faults.fault import Fault

Mode = Literal["refuse", "hang", "500", "accept_then_500"]

FOREVER = 86_400.0
"""Seconds: longer than any client waits for an answer."""

_FAULTS: dict[Mode, Fault | None] = {
    "refuse": None,  # nothing is read any more: see sandbox.server
    "hang": Fault("away", hang=FOREVER, instead="cut"),
    "500": Fault("away", status=503),
    "accept_then_500": Fault("away", status=500, applied=True),
}


class Outage:
    """Whether Slack is away, and what that looks like from outside."""

    def __init__(self) -> None:
        self.mode: Mode | None = None

    @property
    def fault(self) -> Fault | None:
        """What happens to a call that gets through to Slack now."""
        return _FAULTS[self.mode] if self.mode else None

    def begin(self, mode: Mode) -> None:
        """Raises ValueError for an unknown mode."""
        if mode not in get_args(Mode):
            raise ValueError(f"away: one of {', '.join(get_args(Mode))}, not {mode}")
        self.mode = mode

    def end(self) -> None:
        self.mode = None
