"""The table of contents: every slice's commands, buttons, forms and sweeps in one place."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from bot.escalations import jobs as escalation_jobs
from bot.escalations import listeners as escalations
from bot.outbox.jobs import sweeps as outbox_jobs
from bot.scheduling import Schedule
from bot.slack import help
from bot.slack.routing import Tables
from bot.slack.values import CommandRow
from bot.teams import listeners as teams

LISTENERS = (teams, escalations)
JOBS = (outbox_jobs, escalation_jobs)

Row = TypeVar("Row")


def merge(tables: Iterable[Mapping[str, Row]]) -> dict[str, Row]:
    """Return all rows in one table; raise ValueError if two slices claim the same key."""
    merged: dict[str, Row] = {}
    for table in tables:
        if twice := merged.keys() & table.keys():
            raise ValueError(f"claimed by two slices: {', '.join(sorted(twice))}")
        merged |= table
    return merged


COMMANDS: dict[str, CommandRow] = merge(slice_.COMMANDS for slice_ in LISTENERS)
COMMANDS["/align help"] = help.row(COMMANDS)
TABLES = Tables(
    commands=COMMANDS,
    actions=merge(getattr(slice_, "ACTIONS", {}) for slice_ in LISTENERS),
    views=merge(slice_.VIEWS for slice_ in LISTENERS),
)
SCHEDULE: Schedule = merge(slice_.SCHEDULE for slice_ in JOBS)
