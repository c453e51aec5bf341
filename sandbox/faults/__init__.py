"""What goes wrong between an app and Slack: ordered for a call, drawn by lot, or a long outage."""

from sandbox.faults.fault import NO_FAULT, Fault
from sandbox.faults.ordered import Ordered
from sandbox.faults.outage import Mode, Outage
from sandbox.faults.plan import FaultPlan
from sandbox.faults.subject import Subject

__all__ = ["FaultPlan", "Mode", "Outage", "Subject", "Trouble"]


class Trouble:
    """All that goes wrong at present, for every company."""

    def __init__(self) -> None:
        self.ordered = Ordered()
        self.plan: FaultPlan | None = None
        self.outage = Outage()

    def of(self, subject: Subject) -> Fault:
        """Return how a call goes wrong: by an outage, else as ordered, else as drawn by lot."""
        drawn = self.plan.draw(subject) if self.plan else None
        return self.outage.fault or self.ordered.take(subject) or drawn or NO_FAULT
