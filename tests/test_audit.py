"""The audit: each of its sentences holds of a healthy database, and is missed when it does not."""

import logging
import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from bot import __main__ as program
from bot import audit, db, features
from bot.audit import LATELY, NAMED
from bot.checkins.models import Checkin, Plan
from bot.checkins.operations import answering
from bot.checkins.operations import planning as checkin_planning
from bot.checkins.operations.answering import Said
from bot.db import Transaction
from bot.decisions.operations import proposing
from bot.decisions.operations.proposing import Proposal
from bot.escalations import notices
from bot.escalations.operations import raising
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import Urgency
from bot.meetings.models import Point
from bot.meetings.operations import planning as meeting_days
from bot.meetings.operations import setting_up as meetings
from bot.meetings.rules.settings import Settings as MeetingSettings
from bot.outbox.operations import lanes, writing
from bot.outbox.operations.writing import Draft
from bot.ownership.operations import asking, editing
from bot.ownership.rules.entries import Details, Kind
from bot.roadmap import operations as roadmap
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Status
from bot.standups.models import Line
from bot.standups.operations import planning
from bot.standups.operations import setting_up as standups
from bot.standups.queries.turns import list_of_round
from bot.standups.rules.settings import Settings
from bot.tables import Base, UTCDateTime
from bot.teams.models import Team
from bot.teams.operations import setting_up as teams
from bot.teams.operations.setting_up import TeamSetup
from bot.wins.operations import giving
from bot.wins.operations.giving import Gift
from bot.worktime.rules.periods import Rhythm
from tests.clock import MovedClock
from tests.escalations import scenes
from tests.installations.workspaces import install
from tests.story import Story

MAYA, IVAN, SOFIA = "U0MAYA00001", "U0IVAN00003", "U0SOFIA0005"
SETUPS = (TeamSetup("Marketing", "C1", (MAYA,)), TeamSetup("IT", "C2", (IVAN,)))
OPERATING = Path(__file__).parent.parent / "docs" / "operating.md"

Checked = tuple[int, list[str]]
"""The exit code of `check`, and those of its lines that are not `ok`."""

Violate = Callable[..., None]
"""Changes rows behind the bot's back; the SQL may say `:now` and `:a_minute_ago`."""


def message(id_: int, change: str) -> str:
    """Return SQL that changes a message: 1 is the card of the first workspace, 3 has no copy."""
    return f"UPDATE outbox_messages SET {change} WHERE id = {id_}"  # noqa: S608 (our own words)


def escalation(change: str) -> str:
    return f"UPDATE escalations SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def team(change: str) -> str:
    return f"UPDATE teams SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def entry(change: str) -> str:
    return f"UPDATE ownership_entries SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def initiative(change: str) -> str:
    return f"UPDATE initiatives SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def last_move(move: str) -> str:
    return f"UPDATE escalation_events SET move = '{move}' WHERE id = 1"  # noqa: S608 (our own words)


def decision(change: str) -> str:
    return f"UPDATE decisions SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def approver(change: str) -> str:
    return f"UPDATE decision_participants SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def weekly(*, team: int, due_at: str) -> str:
    return f"INSERT INTO decision_weeklies VALUES (99, 1, {team}, {due_at}, :now)"  # noqa: S608 (our own words)


def win(change: str) -> str:
    return f"UPDATE wins SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def reaction(*, due_at: str = "NULL", win_id: str = "NULL") -> str:
    return (
        "INSERT INTO win_reactions (id, workspace_id, channel_id, ts, user_id, emoji, reacted_at, "  # noqa: S608 (our own words)
        f"due_at, named, win_id) VALUES (99, 1, 'C1', '1.2', 'U9', 'tada', :now, {due_at}, '[]', "
        f"{win_id})"
    )


SIDE = (
    "INSERT INTO initiative_sides VALUES (99, 1, {of}, {said}, NULL, NULL, NULL, NULL, NULL, {at})"
)
"""A side of an initiative: of which and of which team, what was said, and when."""


SAID = (
    "INSERT INTO checkin_answers VALUES "
    "(99, 1, {of}, 'U9', :now, 'on_track', 8, '2026-12-04', NULL, '', '', '')"
)
"""An answer to a check-in: to which, of which initiative and which team."""


def checkin(change: str, id_: int) -> str:
    """Return SQL that changes a check-in: Maya has answered 1, and Ivan is asked 2."""
    return f"UPDATE checkins SET {change} WHERE id = {id_}"  # noqa: S608 (our own words)


def standup(change: str) -> str:
    return f"UPDATE standups SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def standup_round(change: str) -> str:
    return f"UPDATE standup_rounds SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def turn(change: str) -> str:
    return f"UPDATE standup_turns SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def line(change: str) -> str:
    return f"UPDATE standup_lines SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def meeting(change: str) -> str:
    return f"UPDATE meetings SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def occurrence(change: str) -> str:
    return f"UPDATE meeting_occurrences SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def point(change: str) -> str:
    return f"UPDATE meeting_points SET {change} WHERE id = 1"  # noqa: S608 (our own words)


def told(win_id: int, *, workspace: int) -> list[str]:
    """Return SQL that tells a win in a message of a workspace."""
    return [
        f"INSERT INTO win_posts VALUES (98, {workspace}, 'w', 'C1', :now, NULL)",  # noqa: S608 (ours)
        f"INSERT INTO win_told VALUES (99, 1, {win_id}, 98, 'C1')",  # noqa: S608 (our own words)
    ]


def one_more_decision(
    id_: int = 99, *, workspace: int = 1, team: int = 1, **more: str | int
) -> list[str]:
    """Return SQL that adds a decision that was recorded, with its history."""
    names, values = "".join(f", {name}" for name in more), "".join(f", {v}" for v in more.values())
    return [
        "INSERT INTO decisions (id, workspace_id, number, title, what, team_id, driver_id, "  # noqa: S608 (our own words)
        f"proposed_at, state, state_at, accepted_at, reminders{names}) VALUES ({id_}, {workspace}, "
        f"{id_}, 'So', 'So', {team}, 'U9', :now, 'accepted', :now, :now, 0{values})",
        "INSERT INTO decision_events VALUES "  # noqa: S608 (our own words)
        f"({id_}, {workspace}, {id_}, {id_}, 'record', 'U9', :now, NULL, '{{}}', '', '')",
        f"INSERT INTO decision_index VALUES ({id_}, {workspace}, {id_}, '', :now)",  # noqa: S608 (our own words)
    ]


ELDER_TEAM = (
    "INSERT INTO teams (id, workspace_id, name, channel_id, standup_day, standup_at, created_at, "
    "closed_at, closed_by, handed_on_at, version) "
    "VALUES (0, 2, 'So', 'C9', 0, '09:30:00', :now, :now, 'U9', :now, 1)"
)
"""A team of the other workspace, with an id before all others: a meeting's first of two."""

WEEKS_AGO = "'2026-11-01 00:00:00+00:00'"

HOME = (
    "INSERT INTO homes (id, workspace_id, user_id, opened_at, pages, stale_at) "
    "VALUES (1, 1, 'U1', :now, '{{}}', {stale_at})"
)
RECIPIENT = (
    "INSERT INTO nudge_recipients (id, workspace_id, user_id, unanswered, next_at) "
    "VALUES (1, 1, 'U1', 0, {next_at})"
)
NUDGE = (
    "INSERT INTO nudges (id, workspace_id, key, user_id, text, blocks, created_at, expires_at, "
    "{column}) VALUES (1, 1, 'n', 'U1', 'x', '[]', :now, '2099-01-01 00:00:00+00:00', {value})"
)
LONG_AGO = "attempted_at = NULL, due_at = :a_minute_ago, expires_at = :a_minute_ago"
NEVER_TAKEN = "ts = NULL, channel_id = NULL, sent_at = NULL, state = 'pending'"
BY_IVAN = "answered_by = 'U1', answered_at = :now"
ANSWERED = f"state = 'answered', answer = 'Yes', {BY_IVAN}"
ACCEPTED = f"state = 'accepted', accepted_at = :now, answer = 'Yes', {BY_IVAN}"
TAKEN = "acknowledged_by = 'U1', acknowledged_at = :now, promised_at = :now"
ASKS_NOBODY = "UPDATE participants SET asked_at = NULL WHERE escalation_id = 1"
LADDER = (
    "INSERT INTO ladders (id, workspace_id, team_id, other_team_id, version, levels, created_at) "
    "VALUES (99, 1, {teams}, 9, '[]', :now)"
)

DIGEST_SETTINGS = (
    "INSERT INTO digest_settings VALUES "  # noqa: S608 (our own words)
    f"(99, 1, 'C1', 0, '10:00:00.000000', 'UTC', {WEEKS_AGO}, 1, 'U1', :now)"
)
DIGEST_SPONSOR = f"INSERT INTO digest_sponsors VALUES (99, 1, 'U1', {WEEKS_AGO})"  # noqa: S608 (ours)

VIOLATIONS: dict[str, tuple[str, list[list[str]]]] = {
    "a sent message has a ts": (
        "1 outbox_messages: 1",
        [
            [message(1, "ts = NULL")],
            [message(1, "channel_id = NULL")],
            [message(1, "sent_at = NULL")],
        ],
    ),
    "a sent message shows its newest version": (
        "1 outbox_messages: 1",
        [[message(1, "version = 2")], [message(1, "attempted_version = NULL")]],
    ),
    "no two messages share a channel and a ts": (
        "2 outbox_messages: 2, 1",
        [[message(1, "ts = '1.1'"), message(2, "ts = '1.1'")]],
    ),
    "no message that is shown is to be deleted": (
        "1 outbox_messages: 1",
        [[message(1, "ts = '1.1'"), message(3, "method = 'chat.delete', key = 'delete:C1:1.1'")]],
    ),
    "nothing is being sent a minute past its lease": (
        "1 outbox_messages: 3",
        [
            [message(3, "state = 'sending', leased_until = :a_minute_ago")],
            [message(3, "state = 'sending', leased_until = NULL")],
        ],
    ),
    "nothing was sent after it expired": (
        "1 outbox_messages: 3",
        [[message(3, "attempted_at = expires_at")]],
    ),
    "nothing waits a minute past its expiry": (
        "1 outbox_messages: 3",
        [[message(3, f"{NEVER_TAKEN}, {LONG_AGO}")]],
    ),
    "a message in doubt is looked for": (
        "1 outbox_messages: 3",
        [
            [message(3, "state = 'unknown', uncertain_since = :now")],
            [message(3, "state = 'unknown', look_at = :now")],
        ],
    ),
    "a message that was given up says when": (
        "1 outbox_messages: 3",
        [[message(3, "state = 'expired'")], [message(3, "dropped_at = :now")]],
    ),
    "every workspace has a lane": (
        "1 workspaces: 1",
        [["DELETE FROM lanes WHERE workspace_id = 1"]],
    ),
    "a stopped lane says why and is probed": (
        "1 lanes: 1",
        [
            [f"UPDATE lanes SET {stop} WHERE workspace_id = 1"]  # noqa: S608 (our own words)
            for stop in (
                "stopped_at = :now, stopped_because = 'outage'",
                "stopped_at = :now, probe_at = :now",
                "probe_at = :now",
            )
        ],
    ),
    "whoever may be told something is looked at": (
        "1 nudge_recipients: 1",
        [[RECIPIENT.format(next_at=":a_minute_ago")]],
    ),
    "what waits to be told has somebody who is looked at": (
        "1 nudges: 1",
        [[NUDGE.format(column="owner_id", value="NULL")]],
    ),
    "what is told says when and in which message": (
        "1 nudges: 1",
        [[NUDGE.format(column=column, value=":now")] for column in ("delivered_at", "dropped_at")],
    ),
    "a team has a lead and a sponsor": (
        "1 teams: 1",
        [
            ["DELETE FROM members WHERE team_id = 1 AND role = 'lead'"],
            ["DELETE FROM members WHERE team_id = 1 AND role = 'sponsor'"],
        ],
    ),
    "a closed team says who closed it": (
        "1 teams: 1",
        [
            [team("closed_at = :now")],
            [team("closed_by = 'U1'")],
            [team("handed_on_at = :now")],
        ],
    ),
    "what a closed team was asked is handed on": (
        "1 teams: 1",
        [[team("closed_at = :a_minute_ago, closed_by = 'U1'")]],
    ),
    "an open escalation has a future due time": (
        "1 escalations: 1",
        [
            [escalation("due_at = :a_minute_ago")],
            [escalation("due_at = :a_minute_ago, notice_key = 'lost'")],
            [escalation(f"{ANSWERED}, due_at = :a_minute_ago"), last_move("answer")],
            [
                escalation("due_at = :a_minute_ago, notice_key = 'note'"),
                message(3, "sent_at = NULL, state = 'failed', dropped_at = :now"),
            ],
        ],
    ),
    "an escalation is due until it has ended": (
        "1 escalations: 1",
        [
            [escalation("due_at = NULL")],
            [escalation(f"{ACCEPTED}, due_at = :now"), ASKS_NOBODY, last_move("accept")],
        ],
    ),
    "an open escalation asks somebody": (
        "1 escalations: 1",
        [[ASKS_NOBODY], [escalation(f"{ACCEPTED}, due_at = NULL"), last_move("accept")]],
    ),
    "an escalation says who moved it and when": (
        "1 escalations: 1",
        [
            [escalation("acknowledged_by = 'U1'")],
            [escalation("reopened_at = :now")],
            [escalation("accepted_at = :now")],
            [escalation("withdrawn_at = :now")],
            [escalation("question = 'Which?'")],
            [escalation("state = 'acknowledged'"), last_move("acknowledge")],
            [
                escalation(
                    "state = 'acknowledged', acknowledged_by = 'U1', acknowledged_at = :now"
                ),
                last_move("acknowledge"),
            ],
            [escalation(f"state = 'asked_back', {TAKEN}"), last_move("ask_back")],
            [escalation(f"state = 'answered', {BY_IVAN}"), last_move("answer")],
            [
                escalation(f"state = 'accepted', answer = 'Yes', {BY_IVAN}, due_at = NULL"),
                ASKS_NOBODY,
                last_move("accept"),
            ],
            [
                escalation("state = 'withdrawn', due_at = NULL"),
                ASKS_NOBODY,
                last_move("withdraw"),
            ],
        ],
    ),
    "an escalation stands where its history ends": (
        "1 escalations: 1",
        [
            [escalation(ANSWERED)],
            [escalation("level = 2")],
            ["DELETE FROM escalation_events WHERE id = 1"],
        ],
    ),
    "an escalation has its card": (
        "1 escalations: 1",
        [[message(1, "key = 'other'")], [message(2, "key = 'other'")]],
    ),
    "a decision has a history": (
        "1 decisions: 1",
        [["DELETE FROM decision_events WHERE id = 1"]],
    ),
    "a decision that held was accepted": (
        "1 decisions: 1",
        [[decision("state = 'accepted'")]],
    ),
    "a proposal has an approver": (
        "1 decisions: 1",
        [[approver("removed_at = :now")], [approver("part = 'informed'")]],
    ),
    "a decision follows an older one": (
        "1 decisions: 1",
        [[decision("follows_id = 1, follows_as = 'amend'")]],
    ),
    "what a decision is superseded by holds": (
        "1 decisions: 1",
        [
            [decision(f"state = '{state}', accepted_at = :now")]
            for state in ("superseded", "reversed")
        ],
    ),
    "a vote has a time": (
        "1 decision_participants: 1",
        [[approver("vote = 'approve'")], [approver("voted_at = :now")]],
    ),
    "a decision that is due is acted on": (
        "1 decisions: 1",
        [[decision("due_at = '2026-11-01 00:00:00+00:00'")]],
    ),
    "a channel reads its roadmap digest in time": ("1 digest_settings: 99", [[DIGEST_SETTINGS]]),
    "sponsors read their digest in time": ("1 digest_sponsors: 99", [[DIGEST_SPONSOR]]),
    "a team hears of its decisions in time": (
        "1 decision_weeklies: 99",
        [[weekly(team=1, due_at="'2026-11-01 00:00:00+00:00'")]],
    ),
    "decision_weeklies.team_id leads to the same workspace": (
        "1 decision_weeklies: 99",
        [[weekly(team=3, due_at="'2099-11-01 00:00:00+00:00'")]],
    ),
    "a win names somebody": (
        "1 wins: 1",
        [["DELETE FROM win_honorees WHERE win_id = 1"]],
    ),
    "nobody celebrates themselves": ("1 wins: 1", [[win(f"given_by = '{IVAN}'")]]),
    "a win that was taken back says by whom": (
        "1 wins: 1",
        [[win("undone_at = :now")], [win("undone_by = 'U9'")]],
    ),
    "a channel is told of wins in time": (
        "1 win_channels: 99",
        [["INSERT INTO win_channels VALUES (99, 1, 'C1', :now, '2026-11-01 00:00:00+00:00')"]],
    ),
    "sponsors and leads are told of wins in time": (
        "1 win_rounds: 99",
        [["INSERT INTO win_rounds VALUES (99, 1, 'summary', :now, '2026-11-01 00:00:00+00:00')"]],
    ),
    "what a lead reacts to is read in time": (
        "1 win_reactions: 99",
        [[reaction(due_at="'2026-11-01 00:00:00+00:00'")]],
    ),
    "win_reactions.win_id leads to the same workspace": (
        "1 win_reactions: 99",
        [[reaction(win_id="2")]],
    ),
    "wins.team_id leads to the same workspace": ("1 wins: 1", [[win("team_id = 3")]]),
    "wins.initiative_id leads to the same workspace": (
        "1 wins: 1",
        [[win("initiative_id = 2")]],
    ),
    "win_honorees.win_id leads to the same workspace": (
        "1 win_honorees: 99",
        [["INSERT INTO win_honorees VALUES (99, 1, 2, 'U9')"]],
    ),
    "win_cheers.win_id leads to the same workspace": (
        "1 win_cheers: 99",
        [["INSERT INTO win_cheers VALUES (99, 1, 2, 'U9', :now)"]],
    ),
    "win_thanks.win_id leads to the same workspace": (
        "1 win_thanks: 99",
        [["INSERT INTO win_thanks VALUES (99, 1, 2, 'V9', 'U9', 'x', :now)"]],
    ),
    "win_told.win_id leads to the same workspace": (
        "1 win_told: 99",
        [told(2, workspace=1)],
    ),
    "win_told.post_id leads to the same workspace": (
        "1 win_told: 99",
        [told(1, workspace=2)],
    ),
    "a meeting that has ended says who ended it": (
        "1 meetings: 1",
        [[meeting("ended_at = :now")], [meeting("ended_by = 'U9'")]],
    ),
    "an agenda is posted in time": ("1 meetings: 1", [[meeting(f"due_at = {WEEKS_AGO}")]]),
    "a day of a meeting has its agenda, or a reason": (
        "1 meeting_occurrences: 1",
        [
            [occurrence("posted_at = NULL")],
            [occurrence("missed_at = :now")],
            [occurrence("missed_because = 'moved'")],
        ],
    ),
    "a point that is done says who did it": (
        "1 meeting_points: 1",
        [[point("done_at = :now")], [point("done_by = 'U9'")]],
    ),
    "meetings.team_id leads to the same workspace": (
        "1 meetings: 1",
        [[ELDER_TEAM, meeting("team_id = 0")]],
    ),
    "meetings.partner_id leads to the same workspace": (
        "1 meetings: 1",
        [[meeting("partner_id = 4")]],
    ),
    "meeting_occurrences.meeting_id leads to the same workspace": (
        "1 meeting_occurrences: 1",
        [[occurrence("meeting_id = 2, held_on = '2020-01-01'")]],
    ),
    "meeting_points.meeting_id leads to the same workspace": (
        "1 meeting_points: 1",
        [[point("meeting_id = 2")]],
    ),
    "meeting_points.occurrence_id leads to the same workspace": (
        "1 meeting_points: 1",
        [[point("occurrence_id = 2")]],
    ),
    "a stand-up is of a team": (
        "1 standups: 1",
        [["DELETE FROM standup_teams WHERE standup_id = 1"]],
    ),
    "a stand-up that has ended says who ended it": (
        "1 standups: 1",
        [[standup("ended_at = :now")], [standup("ended_by = 'U9'")]],
    ),
    "a round is prepared in time": ("1 standups: 1", [[standup(f"due_at = {WEEKS_AGO}")]]),
    "a round is closed in time": (
        "1 standup_rounds: 1",
        [[standup_round(f"due_at = {WEEKS_AGO}")]],
    ),
    "a round that is open is due some time": (
        "1 standup_rounds: 1",
        [[standup_round("due_at = NULL")], [standup_round("closed_at = :now")]],
    ),
    "people are asked in time": ("1 standup_turns: 1", [[turn(f"due_at = {WEEKS_AGO}")]]),
    "who is not asked, or skips, has a reason": (
        "1 standup_turns: 1",
        [[turn("state = 'out'")], [turn("skipped_because = 'away'")]],
    ),
    "standup_teams.standup_id leads to the same workspace": (
        "1 standup_teams: 99",
        [["INSERT INTO standup_teams VALUES (99, 1, 2, 1)"]],
    ),
    "standup_teams.team_id leads to the same workspace": (
        "1 standup_teams: 99",
        [["INSERT INTO standup_teams VALUES (99, 1, 1, 3)"]],
    ),
    "standup_rounds.standup_id leads to the same workspace": (
        "1 standup_rounds: 1",
        [[standup_round("standup_id = 2, tried_by = 'U9'")]],
    ),
    "standup_moods.round_id leads to the same workspace": (
        "1 standup_moods: 99",
        [["INSERT INTO standup_moods VALUES (99, 1, 2, 9, 0)"]],
    ),
    "standup_turns.round_id leads to the same workspace": (
        "1 standup_turns: 1",
        [[turn("round_id = 2, user_id = 'U9'")]],
    ),
    "standup_turns.team_id leads to the same workspace": (
        "1 standup_turns: 1",
        [[turn("team_id = 3")]],
    ),
    "standup_drafts.turn_id leads to the same workspace": (
        "1 standup_drafts: 99",
        [["INSERT INTO standup_drafts VALUES (99, 1, 2, '{}', :now)"]],
    ),
    "standup_habits.standup_id leads to the same workspace": (
        "1 standup_habits: 99",
        [["INSERT INTO standup_habits VALUES (99, 1, 2, 'U9', 1, NULL, NULL)"]],
    ),
    "standup_lines.standup_id leads to the same workspace": (
        "1 standup_lines: 1",
        [[line("standup_id = 2")]],
    ),
    "standup_lines.turn_id leads to the same workspace": (
        "1 standup_lines: 1",
        [[line("turn_id = 2")]],
    ),
    "standup_lines.initiative_id leads to the same workspace": (
        "1 standup_lines: 1",
        [[line("initiative_id = 2")]],
    ),
    "standup_reports.line_id leads to the same workspace": (
        "1 standup_reports: 99",
        [["INSERT INTO standup_reports VALUES (99, 1, 2, 1, 'done')"]],
    ),
    "standup_reports.turn_id leads to the same workspace": (
        "1 standup_reports: 99",
        [["INSERT INTO standup_reports VALUES (99, 1, 1, 2, 'done')"]],
    ),
    "standup_blockers.turn_id leads to the same workspace": (
        "1 standup_blockers: 99",
        [["INSERT INTO standup_blockers VALUES (99, 1, 2, 1, :now)"]],
    ),
    "standup_blockers.escalation_id leads to the same workspace": (
        "1 standup_blockers: 99",
        [["INSERT INTO standup_blockers VALUES (99, 1, 1, 2, :now)"]],
    ),
    "standup_report_requests.standup_id leads to the same workspace": (
        "1 standup_report_requests: 99",
        [["INSERT INTO standup_report_requests VALUES (99, 1, 2, 'U9', :now, NULL)"]],
    ),
    "a decision can be found": (
        "1 decisions: 1",
        [["DELETE FROM decision_index WHERE decision_id = 1"]],
    ),
    "a decision that follows another says how": (
        "1 decisions: 1",
        [[decision("follows_as = 'amend'")]],
    ),
    "what a team owns has somebody who answers for it, and somebody who does it": (
        "1 ownership_entries: 1",
        [[entry("accountable = ''")], ["DELETE FROM ownership_people WHERE id = 1"]],
    ),
    "an entry that was removed, or that nobody holds, says how": (
        "1 ownership_entries: 1",
        [[entry("removed_at = :now")], [entry("vacant_at = :now")]],
    ),
    "what a team owns is confirmed, or asked about, in time": (
        "1 ownership_entries: 1",
        [[entry("due_at = NULL")]],
    ),
    "an answered question says who answered what, and when": (
        "1 ownership_questions: 1",
        [["UPDATE ownership_questions SET state = 'answered' WHERE id = 1"]],
    ),
    "followed_members.following_id leads to the same workspace": (
        "1 followed_members: 99",
        [["INSERT INTO followed_members VALUES (99, 1, 3, 'U9', :now, NULL)"]],
    ),
    "ownership_entries.team_id leads to the same workspace": (
        "1 ownership_entries: 1",
        [[entry("team_id = 3")]],
    ),
    "ownership_people.entry_id leads to the same workspace": (
        "1 ownership_people: 99",
        [["INSERT INTO ownership_people VALUES (99, 1, 2, 'informed', 'U9')"]],
    ),
    "ownership_changes.entry_id leads to the same workspace": (
        "1 ownership_changes: 99",
        [["INSERT INTO ownership_changes VALUES (99, 1, 2, 2, 'name', 'x', 'y', 'U9', :now)"]],
    ),
    "ownership_questions.asking_team_id leads to the same workspace": (
        "1 ownership_questions: 1",
        [["UPDATE ownership_questions SET asking_team_id = 3 WHERE id = 1"]],
    ),
    "ownership_askers.question_id leads to the same workspace": (
        "1 ownership_askers: 99",
        [["INSERT INTO ownership_askers VALUES (99, 1, 2, 'U9', :now, NULL)"]],
    ),
    "an open initiative has an owner in two teams": (
        "1 initiatives: 1",
        [["DELETE FROM initiative_owners WHERE id = 1"]],
    ),
    "an initiative's last change is written down": (
        "1 initiatives: 1",
        [["DELETE FROM initiative_changes WHERE id = 1"], [initiative("version = 2")]],
    ),
    "an initiative has its card in its channel": (
        "1 initiatives: 1",
        [[initiative("channel_id = 'C9'")]],
    ),
    "escalations.initiative_id leads to the same workspace": (
        "1 escalations: 1",
        [[escalation("initiative_id = 2")]],
    ),
    "initiative_owners.initiative_id leads to the same workspace": (
        "1 initiative_owners: 99",
        [["INSERT INTO initiative_owners VALUES (99, 1, 2, 1, 'U9')"]],
    ),
    "initiative_owners.team_id leads to the same workspace": (
        "1 initiative_owners: 99",
        [["INSERT INTO initiative_owners VALUES (99, 1, 1, 3, 'U9')"]],
    ),
    "initiative_changes.initiative_id leads to the same workspace": (
        "1 initiative_changes: 99",
        [["INSERT INTO initiative_changes VALUES (99, 1, 2, 1, 'why', '1', '2', 'U9', :now)"]],
    ),
    "initiative_links.initiative_id leads to the same workspace": (
        "1 initiative_links: 99",
        [
            [
                "INSERT INTO initiative_links "
                "VALUES (99, 1, 2, 'escalation', 'ESC-9', 'x', 'open', :now, :now)"
            ]
        ],
    ),
    "a round of check-ins waits for somebody, or is over": (
        "1 checkin_rounds: 1",
        [[checkin("state = 'out', due_at = NULL", 2)]],
    ),
    "the clock looks at who has not checked in": ("1 checkins: 2", [[checkin("due_at = NULL", 2)]]),
    "who has checked in has said something": (
        "1 checkins: 1",
        [["DELETE FROM checkin_answers WHERE checkin_id = 1"]],
    ),
    "only owners of active initiatives are asked": (
        "1 checkin_plans: 1",
        [[initiative("stage = 'paused'")]],
    ),
    "what a side is said to think it has said": (
        "1 initiative_sides: 99",
        [[SIDE.format(of="1, 1", said="'on_track', 8, '2026-12-04'", at=":a_minute_ago, NULL")]],
    ),
    "checkin_plans.initiative_id leads to the same workspace": (
        "1 checkin_plans: 1",
        [
            [
                "DELETE FROM checkin_plans WHERE id = 2",
                "UPDATE checkin_plans SET initiative_id = 2 WHERE id = 1",
            ]
        ],
    ),
    "checkin_rounds.initiative_id leads to the same workspace": (
        "1 checkin_rounds: 99",
        [
            [
                "INSERT INTO checkin_rounds VALUES "
                "(99, 1, 2, '2020-01-07', 'by_date', '2026-12-04', :now, :now)"
            ]
        ],
    ),
    "checkins.round_id leads to the same workspace": (
        "1 checkins: 99",
        [
            [
                "INSERT INTO checkins (id, workspace_id, round_id, initiative_id, team_id, "
                "user_id, held_on, state) VALUES (99, 1, 2, 1, 1, 'U9', '2026-12-04', 'out')"
            ]
        ],
    ),
    "checkins.initiative_id leads to the same workspace": (
        "1 checkins: 1",
        [[checkin("initiative_id = 2", 1)]],
    ),
    "checkins.team_id leads to the same workspace": (
        "1 checkins: 1",
        [[checkin("team_id = 3", 1)]],
    ),
    **{
        f"checkin_answers.{key} leads to the same workspace": (
            "1 checkin_answers: 99",
            [[SAID.format(of=of)]],
        )
        for key, of in {
            "checkin_id": "3, 1, 1",
            "initiative_id": "1, 2, 1",
            "team_id": "1, 1, 3",
        }.items()
    },
    **{
        f"initiative_sides.{key} leads to the same workspace": (
            "1 initiative_sides: 99",
            [[SIDE.format(of=of, said="NULL, NULL, NULL", at="NULL, :now")]],
        )
        for key, of in {"initiative_id": "2, 1", "team_id": "1, 3"}.items()
    },
    "a Home that may show something old is drawn again": (
        "1 homes: 1",
        [[HOME.format(stale_at=":a_minute_ago")]],
    ),
    "outbox_messages.parent_id leads to the same workspace": (
        "1 outbox_messages: 3",
        [[message(3, "parent_id = 4")]],
    ),
    "outbox_files.message_id leads to the same workspace": (
        "1 outbox_files: 99",
        [["INSERT INTO outbox_files VALUES (99, 1, 4, 'a.csv', NULL, 'F1', 'https://x', :now)"]],
    ),
    "escalations.raising_team_id leads to the same workspace": (
        "1 escalations: 1",
        [[escalation("raising_team_id = 3")]],
    ),
    "escalations.answering_team_id leads to the same workspace": (
        "1 escalations: 1",
        [[escalation("answering_team_id = 3")]],
    ),
    "members.team_id leads to the same workspace": (
        "1 members: 99",
        [["INSERT INTO members VALUES (99, 1, 3, 'U9', 'lead')"]],
    ),
    "team_changes.team_id leads to the same workspace": (
        "1 team_changes: 99",
        [["INSERT INTO team_changes VALUES (99, 1, 3, 2, 'name', '1', '2', 'U9', :now)"]],
    ),
    "decisions.team_id leads to the same workspace": (
        "1 decisions: 99",
        [one_more_decision(team=3)],
    ),
    "decisions.initiative_id leads to the same workspace": (
        "1 decisions: 99",
        [one_more_decision(initiative_id=2)],
    ),
    "decisions.partner_id leads to the same workspace": (
        "1 decisions: 1",
        [[decision("partner_id = 3")]],
    ),
    "decisions.follows_id leads to the same workspace": (
        "1 decisions: 99",
        [one_more_decision(follows_id=2, follows_as="'amend'")],
    ),
    "decision_hints.decision_id leads to the same workspace": (
        "1 decision_hints: 99",
        [["INSERT INTO decision_hints VALUES (99, 1, 'C1', 2, :now, NULL, NULL)"]],
    ),
    "decision_participants.decision_id leads to the same workspace": (
        "1 decision_participants: 99",
        [
            [
                "INSERT INTO decision_participants (id, workspace_id, decision_id, user_id, part, "
                "added_at) VALUES (99, 1, 2, 'U9', 'informed', :now)"
            ]
        ],
    ),
    "decision_participants.team_id leads to the same workspace": (
        "1 decision_participants: 1",
        [[approver("team_id = 3")]],
    ),
    "decision_index.decision_id leads to the same workspace": (
        "1 decision_index: 2",
        [["UPDATE decision_index SET workspace_id = 1 WHERE decision_id = 2"]],
    ),
    "decision_events.decision_id leads to the same workspace": (
        "1 decision_events: 99",
        [
            [
                "INSERT INTO decision_events "
                "VALUES (99, 1, 99, 2, 'ask', 'U9', :now, NULL, '{}', '', '')"
            ]
        ],
    ),
    "escalations.decision_id leads to the same workspace": (
        "1 escalations: 1",
        [[*one_more_decision(98, workspace=2, team=3), escalation("decision_id = 98")]],
    ),
    "escalations.ladder_id leads to the same workspace": (
        "1 escalations: 1",
        [[escalation("ladder_id = 2")]],
    ),
    "ladders.team_id leads to the same workspace": (
        "1 ladders: 99",
        [[LADDER.format(teams="3, 2")]],
    ),
    "ladders.other_team_id leads to the same workspace": (
        "1 ladders: 99",
        [[LADDER.format(teams="1, 3")]],
    ),
    "participants.escalation_id leads to the same workspace": (
        "1 participants: 99",
        [
            [
                "INSERT INTO participants (id, workspace_id, escalation_id, user_id) "
                "VALUES (99, 1, 2, 'U9')"
            ]
        ],
    ),
    "escalation_events.escalation_id leads to the same workspace": (
        "1 escalation_events: 99",
        [
            [
                "INSERT INTO escalation_events "
                "VALUES (99, 1, 2, 'raise', 0, 'U9', :now, NULL, '{}', NULL)"
            ]
        ],
    ),
}


TRUE_ALL_THE_SAME = {
    "due just now": [escalation("due_at = :now")],
    "its notice is on its way": [
        escalation("due_at = :a_minute_ago, notice_key = 'note'"),
        message(3, NEVER_TAKEN),
    ],
    "it has ended": [
        escalation(f"{ACCEPTED}, due_at = NULL"),
        ASKS_NOBODY,
        last_move("accept"),
    ],
    "a closed initiative has lost an owner": [
        initiative("stage = 'done'"),
        "UPDATE checkin_plans SET next_on = NULL, due_at = NULL WHERE id = 1",
        "DELETE FROM initiative_owners WHERE id = 1",
    ],
    "its lease is just over": [message(3, "state = 'sending', leased_until = :now")],
    "expired just now": [
        message(3, f"{NEVER_TAKEN}, attempted_at = NULL, due_at = :a_minute_ago, expires_at = :now")
    ],
    "a deletion has no place": [message(3, "method = 'chat.delete', ts = NULL, channel_id = NULL")],
    "a Home that is stale just now": [HOME.format(stale_at=":now")],
    "a Home has no place": [message(3, "method = 'views.publish', ts = NULL, channel_id = NULL")],
    "Slack refused the deletion": [
        message(1, "ts = '1.1'"),
        message(3, "key = 'delete:C1:1.1', state = 'failed', dropped_at = :now"),
    ],
}


@pytest.fixture
def healthy(transaction: Transaction, clock: MovedClock) -> None:
    """Two workspaces, each with two teams, an escalation that is part of nothing, an initiative,
    and messages that Slack has taken."""
    with transaction() as session:
        for slack_id in ("T1", "T2"):
            _furnish(session, slack_id, clock)
        session.execute(
            sqlalchemy.text(
                "UPDATE outbox_messages SET state = 'sent', attempts = 1, attempted_version = 1, "
                "attempted_at = created_at, sent_at = created_at, channel_id = 'C1', "
                "ts = id || '.0'"
            )
        )


def _furnish(session: Session, slack_id: str, clock: MovedClock) -> None:
    workspace_id, now = install(session, slack_id=slack_id).id, clock()
    here = {"workspace_id": workspace_id, "now": now}
    lanes.open_(session, [workspace_id], now=now)
    raising_team, answering_team = teams.set_up(
        session, setups=SETUPS, sponsor_id=SOFIA, by=MAYA, **here
    )
    raised = raising.raise_(
        session,
        problem=Problem("The export fails", "Somebody who repairs it", Urgency.HIGH),
        raising_team=raising_team,
        answering_team=answering_team,
        view_id="V1",
        by=MAYA,
        **here,
    )
    notices.announce(session, raised, now=now)
    proposal = Proposal("We move", "In March", raising_team, approvers=[IVAN])
    proposing.propose(session, workspace_id, proposal, by=MAYA, now=now)
    gift = Gift("Shipped the new checkout", [IVAN], raising_team)
    giving.give(session, workspace_id, gift, by=MAYA, now=now)
    initiative = roadmap.add(
        session,
        fields={
            "title": "Web shop",
            "outcome": "The new shop is live",
            "why": "The old one is slow",
            f"owner:{raising_team.id}": MAYA,
            f"owner:{answering_team.id}": IVAN,
            "target_on": "2026-12-04",
            "stage": "active",
            "cadence": "by_date",
            "channel_id": None,
        },
        view_id="V2",
        by=MAYA,
        **here,
    )
    _check_in(session, initiative, now=now)
    editing.add(
        session,
        kind=Kind.OWNED,
        details=Details(answering_team.id, "Exports", accountable=IVAN, responsible=(IVAN,)),
        view_id="V3",
        by=IVAN,
        **here,
    )
    asking.keep(session, text="Who prints?", asking_team=raising_team, by=MAYA, **here)
    _ask(session, raising_team, **here)
    _meet(session, raising_team, answering_team, **here)
    writing.post(session, Draft("note", "C1", "A note"), **here)


def _check_in(session: Session, initiative: Initiative, *, now: datetime) -> None:
    """Let Maya say how it goes, and Ivan be asked."""
    checkin_planning.plan(session, initiative, None, now=now)
    plan = session.query(Plan).filter_by(initiative_id=initiative.id).one()
    plan.initiative = initiative
    checkin_planning.begin(session, [plan], now=now)
    first = session.query(Checkin).filter_by(user_id=MAYA, initiative_id=initiative.id).one()
    said = Said(Status.ON_TRACK, 8, initiative.target_on, None, "", "", "")
    answering.answer(session, initiative.workspace_id, first.id, said, by=MAYA, now=now)


def _ask(session: Session, team: Team, *, workspace_id: int, now: datetime) -> None:
    """Let Maya be asked in a stand-up, and have planned something."""
    settings = Settings(team_ids=(team.id,), channel_ids=("C1",), has_mood=True)
    standup = standups.set_up(
        session, workspace_id, settings, [team], view_id="V4", by=MAYA, now=now
    )
    round_ = planning.begin(
        session,
        standup,
        held_on=now.date(),
        asks_at=now,
        closes_at=now + timedelta(days=1),
        members={MAYA: team.id},
        now=now,
    )
    (turn,) = list_of_round(session, round_)
    session.add(
        Line(
            workspace_id=workspace_id,
            standup_id=standup.id,
            user_id=MAYA,
            turn_id=turn.id,
            words="Ship it",
        )
    )


def _meet(session: Session, *both: Team, workspace_id: int, now: datetime) -> None:
    """Let two teams have a meeting tomorrow, with a point on its agenda."""
    chosen = MeetingSettings(
        team_id=both[0].id,
        partner_id=both[1].id,
        weekday=(now.weekday() + 1) % 7,
        rhythm=Rhythm.WEEKLY,
        channel_id="C1",
    )
    met = meetings.set_up(session, workspace_id, chosen, both, view_id="V5", by=MAYA, now=now)
    (day,) = meeting_days.plan(session, met, now=now)
    session.add(
        Point(
            workspace_id=workspace_id,
            meeting_id=met.id,
            view_id="V6",
            words="The export",
            occurrence_id=day.id,
            times_shown=1,
            added_by=MAYA,
            added_at=now,
        )
    )


@pytest.fixture
def unguarded(engine: Engine) -> None:
    """The database no longer refuses by itself what the audit is to see."""
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX uq_outbox_messages_place")
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "ALTER TABLE outbox_messages DROP CONSTRAINT ck_outbox_messages_ts"
            )


@pytest.fixture
def violate(healthy: None, engine: Engine, clock: MovedClock) -> Violate:
    def run(*statements: str) -> None:
        with engine.begin() as connection:
            change(connection, clock, *statements)

    return run


@pytest.fixture
def checked_after(
    healthy: None, engine: Engine, clock: MovedClock, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Checked]:
    """Change rows behind the bot's back, check, and undo the change."""

    def run(*statements: str) -> Checked:
        with engine.connect() as connection:
            connection.begin()
            change(connection, clock, *statements)
            inside = sessionmaker(connection, join_transaction_mode="create_savepoint")
            return check(inside.begin, clock, capsys)

    return run


@pytest.fixture
def missed_after(
    healthy: None, engine: Engine, clock: MovedClock, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Checked]:
    """Do the same a hundred times over: every sentence's SQL is built once, and what it finds is
    checked.

    Asked is what reads a table that was changed: all the rest was true, and nothing of it changed.
    """
    questions: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, sql: str, values: Any, *_more: Any) -> None:
        if sql.startswith("SELECT"):
            questions.append((sql, values))

    with engine.connect() as connection:
        sqlalchemy.event.listen(connection, "before_cursor_execute", hear)
        assert check(sessionmaker(connection).begin, clock, capsys) == (0, [])
        sqlalchemy.event.remove(connection, "before_cursor_execute", hear)

    read = [set(WORD.findall(sql)) for sql, _values in questions]

    def run(*statements: str) -> Checked:
        changed = changed_by(*statements)
        with engine.connect() as connection:
            change(connection, clock, *statements)
            found = {
                sentence: features.INVARIANTS[sentence]
                for sentence, question, words in zip(
                    features.INVARIANTS, questions, read, strict=True
                )
                if words & changed and connection.exec_driver_sql(*question).first()
            }
            inside = sessionmaker(connection, join_transaction_mode="create_savepoint")
            return check(inside.begin, clock, capsys, found)

    return run


WORD = re.compile(r"\w+")
CHANGED = re.compile(r"(?:UPDATE|INSERT INTO) (\w+)")


def changed_by(*statements: str) -> set[str]:
    """Return the tables that SQL changes: all of them if it deletes, which others may follow."""
    tables = {name for each in statements for name in CHANGED.findall(each)}
    if all(CHANGED.match(each) for each in statements) and tables <= Base.metadata.tables.keys():
        return tables
    return set(Base.metadata.tables)


def change(connection: Connection, clock: MovedClock, *statements: str) -> None:
    """Run SQL that the database would refuse, too: a check constraint is a guard of its own."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    times = {"now": clock(), "a_minute_ago": clock() - timedelta(minutes=1)}
    for statement in statements:
        named = {name: times[name] for name in times if f":{name}" in statement}
        types = [sqlalchemy.bindparam(name, type_=UTCDateTime()) for name in named]
        connection.execute(sqlalchemy.text(statement).bindparams(*types), named)


def check(
    transaction: Transaction,
    clock: MovedClock,
    capsys: pytest.CaptureFixture[str],
    invariants: audit.Invariants = features.INVARIANTS,
) -> Checked:
    code = audit.check(invariants, {}, transaction=transaction, now=clock())
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == list(invariants)
    return code, [line for line in lines if not line.endswith(": ok")]


class TestInvariants:
    def test_are_true_of_a_healthy_database(self, checked_after: Callable[..., Checked]) -> None:
        assert checked_after() == (0, [])

    @pytest.mark.usefixtures("unguarded")
    def test_are_missed_alone(self, missed_after: Callable[..., Checked]) -> None:
        for sentence, (found, ways) in VIOLATIONS.items():
            advice = features.INVARIANTS[sentence].advice
            for statements in ways:
                line = f"{sentence}: {found} in workspace 1. {advice}"
                assert missed_after(*statements) == (1, [line]), statements

    def test_are_each_missed_in_some_way(self) -> None:
        assert set(VIOLATIONS) == set(features.INVARIANTS)

    def test_are_true_all_the_same(self, missed_after: Callable[..., Checked]) -> None:
        for why, statements in TRUE_ALL_THE_SAME.items():
            assert missed_after(*statements) == (0, []), why

    def test_are_explained(self) -> None:
        explained = re.findall(r"^\| (.+?) \| ", OPERATING.read_text(), re.MULTILINE)
        assert [line for line in explained if line in features.INVARIANTS] == [
            sentence for sentence in features.INVARIANTS if " leads to " not in sentence
        ]
        assert "… leads to the same workspace" in explained


class TestKinship:
    def test_asks_of_every_key_between_rows_of_workspaces(self) -> None:
        keys = {
            f"{table.name}.{key.column_keys[0]} leads to the same workspace"
            for table in Base.metadata.tables.values()
            for key in table.foreign_key_constraints
            if key.referred_table.name != "workspaces"
        }
        assert set(audit.kinship()) == keys


class TestCheck:
    def test_names_the_newest_and_counts_the_rest(
        self, transaction: Transaction, clock: MovedClock, checked_after: Callable[..., Checked]
    ) -> None:
        first = post_many(transaction, clock, NAMED + 5)
        dropped = f"UPDATE outbox_messages SET dropped_at = :now WHERE id >= {first}"  # noqa: S608 (a number)
        (line,) = checked_after(dropped)[1]
        ids = ", ".join(str(first + number) for number in reversed(range(5, NAMED + 5)))
        assert f": {NAMED + 5} outbox_messages: {ids} in workspace 1 and others. " in line

    def test_names_the_workspace_of_each(self, checked_after: Callable[..., Checked]) -> None:
        dropped = "UPDATE outbox_messages SET dropped_at = :now WHERE key = 'note'"
        (line,) = checked_after(dropped)[1]
        assert ": 2 outbox_messages: 3 in workspace 1; 6 in workspace 2. " in line

    @pytest.mark.usefixtures("healthy")
    def test_waits_for_no_writer(
        self,
        database_url: str,
        transaction: Transaction,
        clock: MovedClock,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        elsewhere = db.build_engine(database_url)
        with elsewhere.begin() as writer:
            writer.exec_driver_sql("DELETE FROM lanes")
            assert check(transaction, clock, capsys) == (0, [])
        elsewhere.dispose()

    def test_finds_nothing_after_a_story(
        self, story: Story, capsys: pytest.CaptureFixture[str]
    ) -> None:
        story.set_up()
        scenes.raise_one(story)
        story.pass_time(minutes=31)
        scenes.acknowledge(story)
        scenes.answer(story)
        scenes.reopen(story)
        scenes.answer(story)
        maya = story.slack.person("Maya")
        maya.click("Accept", message=maya.dm()[-1])
        story.settle()
        assert check(story.transaction, story.clock, capsys) == (0, [])


class TestProofs:
    def test_are_asked_for_and_name_the_row(
        self,
        transaction: Transaction,
        clock: MovedClock,
        violate: Violate,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        violate("UPDATE decision_events SET why = 'x' WHERE id = 1")
        assert audit.check({}, features.PROOFS, transaction=transaction, now=clock()) == 1
        assert capsys.readouterr().out == (
            "the history of decisions is as it was written: decision_events: 1 (number 1) was "
            "altered in workspace 1. Somebody changed it behind Lockstep's back: compare it with a "
            "backup.\n"
        )

    def test_are_explained(self) -> None:
        explained = re.findall(r"^\| (.+?) \| ", OPERATING.read_text(), re.MULTILINE)
        assert set(features.PROOFS) <= set(explained)


class TestCommand:
    def test_is_check(
        self,
        violate: Violate,
        database_url: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        tmp_path: Path,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(
            os, "environ", {"SLACK_BOT_TOKEN": "xoxb-1", "DATABASE_URL": database_url}
        )
        violate(message(3, "dropped_at = :now"))
        assert program.main(["check"]) == 1
        assert "a message that was given up says when: 1 outbox_" in capsys.readouterr().out

    def test_says_what_to_do_with_an_old_schema(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        tmp_path: Path,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(os, "environ", {"SLACK_BOT_TOKEN": "xoxb-1"})
        assert program.main(["check"]) == 1
        assert capsys.readouterr().err == (
            "The database's schema is old: first run `python -m bot migrate`.\n"
        )


class Watched:
    """An audit that is run every minute."""

    def __init__(
        self, transaction: Transaction, clock: MovedClock, log: pytest.LogCaptureFixture
    ) -> None:
        self._run = audit.watch(features.INVARIANTS)
        self._transaction = transaction
        self._clock = clock
        self._log = log

    def turn(self) -> list[str]:
        """Run it once; return what it logged."""
        self._log.clear()
        self._run(transaction=self._transaction, now=self._clock())
        return [
            record.getMessage() for record in self._log.records if record.levelno >= logging.ERROR
        ]


@pytest.fixture
def watched(
    healthy: None, transaction: Transaction, clock: MovedClock, caplog: pytest.LogCaptureFixture
) -> Watched:
    return Watched(transaction, clock, caplog)


NOT_SO = "not so: a message that was given up says when: "


class TestWatch:
    def test_is_on_the_schedule(self) -> None:
        every, _sweep = features.SCHEDULE["audit.run"]
        assert every == timedelta(minutes=1)

    def test_is_silent_while_all_is_well(self, watched: Watched) -> None:
        assert watched.turn() == watched.turn() == []

    @pytest.mark.expected_errors(NOT_SO)
    def test_logs_each_row_once_when_it_is_found_again(
        self, watched: Watched, violate: Violate
    ) -> None:
        violate(message(3, "dropped_at = :now"))
        assert watched.turn() == []
        assert watched.turn() == [f"{NOT_SO}1 outbox_messages: 3 in workspace 1"]
        violate(message(6, "dropped_at = :now"))
        assert watched.turn() == []
        assert watched.turn() == [f"{NOT_SO}2 outbox_messages: 6 in workspace 2 and others"]
        assert watched.turn() == []

    @pytest.mark.expected_errors(NOT_SO)
    def test_logs_anew_what_was_gone(self, watched: Watched, violate: Violate) -> None:
        for _time in range(2):
            violate(message(3, "dropped_at = :now"))
            assert watched.turn() == []
            assert watched.turn() == [f"{NOT_SO}1 outbox_messages: 3 in workspace 1"]
            violate(message(3, "dropped_at = NULL"))
            assert watched.turn() == []

    @pytest.mark.expected_errors("not so: nothing is being sent a minute past its lease")
    def test_asks_of_a_growing_table_about_the_newest_rows_and_what_an_index_finds(
        self, watched: Watched, transaction: Transaction, clock: MovedClock, violate: Violate
    ) -> None:
        violate(message(3, "state = 'sending', dropped_at = :now"))
        post_many(transaction, clock, LATELY)
        assert watched.turn() == []
        (line,) = watched.turn()
        assert line.endswith("lease: 1 outbox_messages: 3 in workspace 1")


def post_many(transaction: Transaction, clock: MovedClock, number: int) -> int:
    """Enqueue messages in the first workspace; return the id of the first."""
    drafts = [Draft(f"more {each}", "C1", "More") for each in range(number)]
    with transaction() as session:
        writing.post(session, *drafts, workspace_id=1, now=clock())
        newest = sqlalchemy.text("SELECT max(id) FROM outbox_messages")
        return int(session.execute(newest).scalar_one()) - number + 1
