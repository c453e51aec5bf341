"""The messages of somebody's turn: what asks, what reminds, and the receipt."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.escalations.models import Escalation
from bot.hours.models import Schedule
from bot.standups.blocks import leads, prompt, receipt
from bot.standups.models import Turn
from bot.standups.models.summaries import Spoken
from bot.standups.queries import lines
from bot.standups.queries.standups import get_standup
from bot.standups.queries.summaries import list_asked_of, list_spoken
from bot.standups.rules import Skip, State

ASKED_SHOWN = 3
"""Open escalations to their team that somebody's receipt names."""


def ask(
    session: Session, turns: Sequence[Turn], schedules: Mapping[str, Schedule], *, now: datetime
) -> None:
    """Ask people of one round, once each."""
    carried = lines.list_open(session, turns)
    for turn in turns:
        drawn = prompt.asking(turn, carried.get(turn.user_id, ()))
        draft = _draft(turn, turn.key, drawn, schedules[turn.user_id], now)
        outbox.post(session, draft, workspace_id=turn.workspace_id, now=now)


def remind(session: Session, turn: Turn, schedule: Schedule, *, now: datetime) -> None:
    """Remind somebody, once."""
    draft = _draft(turn, turn.reminder_key, prompt.reminder(turn), schedule, now)
    outbox.post(session, draft, workspace_id=turn.workspace_id, now=now)


def redraw(session: Session, turn: Turn, spoken: Spoken | None = None, *, now: datetime) -> None:
    """Let the messages of somebody's turn show how it stands; `spoken` is read if not given."""
    if spoken is None:
        (spoken,) = list_spoken(session, [turn])
    carried = [] if turn.is_heard else lines.list_carried(session, turn)
    asked: Sequence[Escalation] = []
    if turn.is_heard and turn.team_id is not None and not spoken.blockers:
        team_ids = [turn.team_id]
        asked = list_asked_of(session, turn.workspace_id, team_ids, limit=ASKED_SHOWN)
    changes = [outbox.Change(turn.key, *receipt.drawn(spoken, carried, asked))]
    if turn.reminded_at is not None and turn.state is not State.ASKED:
        changes.append(outbox.Change(turn.reminder_key, *prompt.reminded(turn)))
    outbox.update(session, *changes, workspace_id=turn.workspace_id, now=now)


def tell_skipped(session: Session, turn: Turn, *, now: datetime) -> None:
    """Tell the leads of who says that a stand-up is not for them; it may be set up wrongly."""
    if turn.skipped_because is not Skip.NOT_MINE:
        return
    standup = get_standup(session, workspace_id=turn.workspace_id, standup_id=turn.round.standup_id)
    told = [
        nudges.Nudge(f"standup:{turn.round_id}:not_mine:{turn.user_id}:{each}", each, *drawn)
        for each in standup.responsible
        for drawn in [leads.not_mine(turn)]
        if each != turn.user_id
    ]
    nudges.nudge(session, *told, workspace_id=turn.workspace_id, now=now)


def _draft(
    turn: Turn, key: str, drawn: prompt.Drawn, schedule: Schedule, now: datetime
) -> outbox.Draft:
    """Return a message to somebody; if Slack takes it late, not in their quiet hours."""
    until = min(turn.round.closes_at, schedule.quiet_after(now))
    return outbox.Draft(key, turn.user_id, *drawn, within=until - now)
