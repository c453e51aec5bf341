"""The table of contents: every slice's commands, buttons, events, sweeps, rights and invariants."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from bot import audit
from bot.audit import Invariants, Proofs
from bot.checkins import jobs as checkin_jobs
from bot.checkins import listeners as checkins
from bot.checkins import rules as checkin_rules
from bot.checkins.queries import invariants as checkin_queries
from bot.decisions import jobs as decision_jobs
from bot.decisions import listeners as decisions
from bot.decisions import rules as decision_rules
from bot.decisions.queries import invariants as decision_queries
from bot.digests import jobs as digest_jobs
from bot.digests import listeners as digests
from bot.digests import rules as digest_rules
from bot.digests.queries import invariants as digest_queries
from bot.escalations import jobs as escalation_jobs
from bot.escalations import listeners as escalations
from bot.escalations import rules as escalation_rules
from bot.escalations.queries import invariants as escalation_queries
from bot.home import jobs as home_jobs
from bot.home import listeners as home
from bot.home import queries as home_queries
from bot.hours import listeners as hours
from bot.hours import rules as hour_rules
from bot.meetings import jobs as meeting_jobs
from bot.meetings import listeners as meetings
from bot.meetings import rules as meeting_rules
from bot.meetings.queries import invariants as meeting_queries
from bot.nudges import jobs as nudge_jobs
from bot.nudges import listeners as nudges
from bot.nudges.queries import invariants as nudge_queries
from bot.outbox import listeners as outbox
from bot.outbox.jobs import sweeps as outbox_jobs
from bot.outbox.queries import invariants as outbox_queries
from bot.ownership import jobs as ownership_jobs
from bot.ownership import listeners as ownership
from bot.ownership import queries as ownership_queries
from bot.ownership import rules as ownership_rules
from bot.people import listeners as people
from bot.people.jobs import sweeps as people_jobs
from bot.permissions import Permissions
from bot.roadmap import listeners as roadmap
from bot.roadmap import rules as roadmap_rules
from bot.roadmap.queries import invariants as roadmap_queries
from bot.scheduling import Schedule
from bot.slack import help
from bot.slack.routing import Tables
from bot.slack.values import CommandRow, ShortcutRow
from bot.standups import jobs as standup_jobs
from bot.standups import listeners as standups
from bot.standups import rules as standup_rules
from bot.standups.queries import invariants as standup_queries
from bot.teams import jobs as team_jobs
from bot.teams import listeners as teams
from bot.teams import queries as team_queries
from bot.teams import rules as team_rules
from bot.wins import jobs as win_jobs
from bot.wins import listeners as wins
from bot.wins import rules as win_rules
from bot.wins.queries import invariants as win_queries

LISTENERS = (
    *(outbox, people, hours, nudges, teams, ownership, escalations, decisions, wins, standups),
    *(roadmap, checkins, meetings, digests, home),
)
JOBS = (
    outbox_jobs,
    people_jobs,
    team_jobs,
    ownership_jobs,
    decision_jobs,
    win_jobs,
    escalation_jobs,
    standup_jobs,
    checkin_jobs,
    meeting_jobs,
    digest_jobs,
    nudge_jobs,
    home_jobs,
)
QUERIES = (
    outbox_queries,
    nudge_queries,
    team_queries,
    ownership_queries,
    decision_queries,
    win_queries,
    escalation_queries,
    standup_queries,
    checkin_queries,
    meeting_queries,
    roadmap_queries,
    digest_queries,
    home_queries,
)

RULES = (
    *(hour_rules, team_rules, ownership_rules, decision_rules, win_rules, escalation_rules),
    *(standup_rules, checkin_rules, meeting_rules, roadmap_rules, digest_rules),
)

Row = TypeVar("Row")


def merge(tables: Iterable[Mapping[str, Row]]) -> dict[str, Row]:
    """Return all rows in one table; raise ValueError if two slices claim the same key."""
    merged: dict[str, Row] = {}
    for table in tables:
        if twice := merged.keys() & table.keys():
            raise ValueError(f"claimed by two slices: {', '.join(sorted(twice))}")
        merged |= table
    return merged


def gather(tables: Iterable[Mapping[str, Row]]) -> dict[str, tuple[Row, ...]]:
    """Return for each key the rows of all tables that have it, in the tables' order."""
    gathered: dict[str, tuple[Row, ...]] = {}
    for table in tables:
        for key, row in table.items():
            gathered[key] = (*gathered.get(key, ()), row)
    return gathered


COMMANDS: dict[str, CommandRow] = merge(getattr(slice_, "COMMANDS", {}) for slice_ in LISTENERS)
TOPICS: dict[str, str] = merge(getattr(slice_, "TOPICS", {}) for slice_ in LISTENERS)
SHORTCUTS: dict[str, ShortcutRow] = merge(getattr(slice_, "SHORTCUTS", {}) for slice_ in LISTENERS)
COMMANDS["/align help"] = help.row(COMMANDS, TOPICS, SHORTCUTS)
TABLES = Tables(
    commands=COMMANDS,
    topics=TOPICS,
    actions=merge(getattr(slice_, "ACTIONS", {}) for slice_ in LISTENERS),
    views=merge(getattr(slice_, "VIEWS", {}) for slice_ in LISTENERS),
    shortcuts=SHORTCUTS,
    events=gather(getattr(slice_, "EVENTS", {}) for slice_ in LISTENERS),
)
PERMISSIONS: Permissions = merge(slice_.PERMISSIONS for slice_ in RULES)
PROOFS: Proofs = merge(getattr(slice_, "PROOFS", {}) for slice_ in QUERIES)
INVARIANTS: Invariants = merge((*(slice_.INVARIANTS for slice_ in QUERIES), audit.kinship()))
SCHEDULE: Schedule = merge(
    (*(slice_.SCHEDULE for slice_ in JOBS), {"audit.run": (audit.EVERY, audit.watch(INVARIANTS))})
)
