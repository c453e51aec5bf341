"""What the clock does to escalations, and for those who asked for a report on them."""

from datetime import timedelta

from bot.escalations.jobs.acting import (
    act_on_due,
    apply_ladders,
    inherit_left,
    leave_closed_teams,
    release_left,
)
from bot.escalations.jobs.reporting import send_reports

__all__ = [
    "SCHEDULE",
    "act_on_due",
    "apply_ladders",
    "inherit_left",
    "leave_closed_teams",
    "release_left",
    "send_reports",
]

SCHEDULE = {
    # A second: how soon an escalation is seen that has been raised, or delivered, meanwhile.
    "escalations.act_on_due": (timedelta(seconds=1), act_on_due),
    "escalations.release_left": (timedelta(seconds=10), release_left),
    "escalations.apply_ladders": (timedelta(seconds=5), apply_ladders),
    "escalations.inherit_left": (timedelta(seconds=10), inherit_left),
    "escalations.leave_closed_teams": (timedelta(seconds=5), leave_closed_teams),
    "escalations.send_reports": (timedelta(seconds=2), send_reports),
}
