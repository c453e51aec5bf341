"""The messages of a round: its summary, everybody's words below it, and what leads are told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.standups.blocks import leads, pausing, prompt, receipt
from bot.standups.blocks import spoken as spoken_blocks
from bot.standups.blocks import summary as blocks
from bot.standups.blocks.prompt import Drawn
from bot.standups.models import Round, Turn
from bot.standups.models.summaries import Spoken, Summary
from bot.standups.operations.closing import Closed
from bot.standups.queries.summaries import get_summary
from bot.standups.rules import Missed, State
from bot.standups.rules.times import SILENT_MAX

MESSAGES_MAX = 6
"""Messages that one person's words take at most: ten answers of 3,000 characters, and a plan."""

_WITHIN = timedelta(days=2)
"""How long what leads are told waits for their working hours."""


def close(session: Session, closed: Closed, *, now: datetime) -> None:
    """Sum a round up, tell its leads who did not answer, and ask who was silent for long."""
    round_ = closed.round
    if round_.missed_because is Missed.DOWN:
        tell_missed(session, round_, now=now)
        return
    told = get_summary(session, round_)
    was_asked = any(turn.asked_at is not None for turn in closed.turns)
    if not was_asked:
        round_.told_in = []
    for channel_id in round_.told_in:
        _post(session, told, channel_id, now)
    if round_.tried_by is not None:
        return
    _redraw_silent(session, closed.turns, now)
    if was_asked:
        _tell_leads(session, round_, closed.turns, told, now)
    _ask_whether_to_go_on(session, closed, now)


def retell(session: Session, turn: Turn, *, now: datetime) -> None:
    """Let a summary show what somebody has said after the end, or changed."""
    if not turn.round.told_in:
        return
    told = get_summary(session, turn.round)
    (spoken,) = (each for each in told.spoken if each.turn.id == turn.id)
    replies = _replies([spoken], told)
    changes = [
        outbox.Change(told.round.summary_key(channel_id), *blocks.summary(told))
        for channel_id in turn.round.told_in
    ]
    changes += [outbox.Change(each.key, each.text, each.blocks) for each in replies]
    kept = {each.key for each in replies}
    changes += [
        outbox.Change(key, *spoken_blocks.no_more())
        for channel_id in turn.round.told_in
        for key in _words_keys(turn, channel_id, MESSAGES_MAX)
        if key not in kept
    ]
    outbox.reply(session, *replies, workspace_id=turn.workspace_id, now=now)
    outbox.update(session, *changes, workspace_id=turn.workspace_id, now=now)


def tell_missed(session: Session, round_: Round, *, now: datetime) -> None:
    """Tell the leads of a day on which nobody was asked."""
    _nudge_leads(session, round_, leads.missed(round_), "missed", now)


def _post(session: Session, told: Summary, channel_id: str, now: datetime) -> None:
    round_ = told.round
    draft = outbox.Draft(
        round_.summary_key(channel_id),
        channel_id,
        *blocks.summary(told),
        owner_id=round_.standup.created_by,
    )
    outbox.post(session, draft, workspace_id=round_.workspace_id, now=now)
    below = [each for each in _replies(told.spoken, told) if each.to == draft.key]
    if below:
        outbox.reply(session, *below, workspace_id=round_.workspace_id, now=now)


def _replies(spoken: Sequence[Spoken], told: Summary) -> list[outbox.Reply]:
    return [
        outbox.Reply(told.round.summary_key(channel_id), key, *drawn)
        for channel_id in told.round.told_in
        for each in spoken
        for messages in [spoken_blocks.person(each, told)]
        for key, drawn in zip(
            _words_keys(each.turn, channel_id, len(messages)), messages, strict=True
        )
    ]


def _words_keys(turn: Turn, channel_id: str, number: int) -> list[str]:
    """Return the keys of the messages with somebody's words: most people need one."""
    first = turn.words_key(channel_id)
    return [first, *(f"{first}:{place}" for place in range(2, number + 1))]


def _redraw_silent(session: Session, turns: Sequence[Turn], now: datetime) -> None:
    """Let those who were silent read that it is over, and that they can still answer."""
    silent = [turn for turn in turns if turn.state is State.SILENT]
    changes = [outbox.Change(turn.key, *receipt.over(turn)) for turn in silent]
    changes += [
        outbox.Change(turn.reminder_key, *prompt.reminded(turn))
        for turn in silent
        if turn.reminded_at is not None
    ]
    if changes:
        outbox.update(session, *changes, workspace_id=silent[0].workspace_id, now=now)


def _tell_leads(
    session: Session, round_: Round, turns: Sequence[Turn], told: Summary, now: datetime
) -> None:
    news = [turn for turn in turns if turn.out_because not in leads.KNOWN]
    if any(turn.state is State.SILENT for turn in turns) or leads.by_reason(news):
        _nudge_leads(session, round_, leads.told(round_, turns, told.count), "leads", now)


def _nudge_leads(session: Session, round_: Round, drawn: Drawn, what: str, now: datetime) -> None:
    told = [
        nudges.Nudge(f"standup:{round_.id}:{what}:{each}", each, *drawn, within=_WITHIN)
        for each in round_.standup.responsible
    ]
    nudges.nudge(session, *told, workspace_id=round_.workspace_id, now=now)


def _ask_whether_to_go_on(session: Session, closed: Closed, now: datetime) -> None:
    round_ = closed.round
    drawn = pausing.whether_to_go_on(round_.standup, SILENT_MAX)
    asked = [
        nudges.Nudge(f"standup:{round_.id}:silent:{each}", each, *drawn, within=_WITHIN)
        for each in closed.questioned
    ]
    nudges.nudge(session, *asked, workspace_id=round_.workspace_id, now=now)
