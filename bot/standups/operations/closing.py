"""Closing a round: who was silent, who is asked whether to go on, and where it is summed up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.standups.models import Habit, Mood, Round, Turn
from bot.standups.queries import turns as queries
from bot.standups.queries.delivery import find_undelivered
from bot.standups.queries.habits import find_habits
from bot.standups.rules import Missed, Out, State, statistics
from bot.standups.rules.counting import count
from bot.standups.rules.times import SILENT_MAX
from bot.tables import per_dialect, table


@dataclass(frozen=True)
class Closed:
    """A round that has ended: everybody's turns, and who is asked whether to go on asking."""

    round: Round
    turns: Sequence[Turn]
    questioned: Sequence[str]


def close(session: Session, round_: Round, *, now: datetime) -> Closed:
    """End a round, which is locked. Nobody was asked in it if Lockstep was down all the time."""
    turns = queries.lock_round(session, round_)
    was_asked = any(turn.state is not State.PLANNED for turn in turns)
    silent = _settle(session, turns)
    round_.closed_at, round_.due_at = now, None
    _sum_up(round_, turns)
    if round_.tried_by is not None:
        round_.told_in = [round_.tried_by]
        return Closed(round_, turns, [])
    if turns and not was_asked:
        round_.missed_because = Missed.DOWN
    else:
        round_.told_in = list(round_.standup.channel_ids)
    _hide_order_of_moods(session, round_)
    return Closed(round_, turns, _note_silence(session, round_, silent, now))


def _settle(session: Session, turns: Sequence[Turn]) -> list[str]:
    """Note who did not answer, and of whom we know why; return those who were silent."""
    undelivered = find_undelivered(session, [turn for turn in turns if turn.state is State.ASKED])
    for turn in turns:
        turn.due_at = None
        if turn.state is State.PLANNED:
            turn.state, turn.out_because = State.OUT, Out.NO_TIME
        elif turn.state is State.ASKED and turn.key in undelivered:
            turn.state, turn.out_because = State.OUT, Out.UNDELIVERED
        elif turn.state is State.ASKED:
            turn.state = State.SILENT
    session.flush()
    return sorted(turn.user_id for turn in turns if turn.state is State.SILENT)


def _sum_up(round_: Round, turns: Sequence[Turn]) -> None:
    """Note for reports what came of it: they read a row a round, however many people it had."""
    counted = count((turn.state, turn.skipped_because, turn.out_because) for turn in turns)
    round_.asked_people, round_.heard_people = counted.asked, counted.heard
    round_.away_people = counted.away
    within = statistics.median(
        turn.answered_at - turn.asked_at
        for turn in turns
        if turn.is_heard and turn.asked_at and turn.answered_at
    )
    round_.median_seconds = round(within.total_seconds()) if within is not None else None


def _note_silence(
    session: Session, round_: Round, silent: Sequence[str], now: datetime
) -> list[str]:
    """Count for each how often in a row; return those who are asked now whether to go on.

    Who was asked that before, and still is silent, is asked nothing any more.
    """
    if not silent:
        return []
    of = {"workspace_id": round_.workspace_id, "standup_id": round_.standup_id, "silent": 1}
    session.connection().execute(
        _count_silence(session), [of | {"user_id": each} for each in silent]
    )
    questioned = []
    for habit in find_habits(session, round_.standup, silent).values():
        if habit.questioned_at is not None:
            habit.paused_at = habit.paused_at or now
        elif habit.silent >= SILENT_MAX:
            habit.questioned_at = now
            questioned.append(habit.user_id)
    session.flush()
    return questioned


def go_on(session: Session, workspace_id: int, standup_id: int, user_id: str) -> None:
    """Go on asking somebody who was silent."""
    _set(session, workspace_id, standup_id, user_id, silent=0, questioned_at=None, paused_at=None)


def pause(
    session: Session, workspace_id: int, standup_id: int, user_id: str, *, now: datetime
) -> None:
    """Ask somebody nothing any more, until they say otherwise, or answer by themselves."""
    _set(session, workspace_id, standup_id, user_id, paused_at=now)


def _set(session: Session, workspace_id: int, standup_id: int, user_id: str, **values: Any) -> None:
    session.execute(
        update(Habit)
        .where(
            Habit.workspace_id == workspace_id,
            Habit.standup_id == standup_id,
            Habit.user_id == user_id,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _hide_order_of_moods(session: Session, round_: Round) -> None:
    """Write all counts anew: PostgreSQL shows by which transaction a row was written last, and so
    by whose answer.
    """
    session.execute(
        update(Mood)
        .where(Mood.workspace_id == round_.workspace_id, Mood.round_id == round_.id)
        .values(people=Mood.people)
        .execution_options(synchronize_session=False)
    )


@per_dialect
def _count_silence(insert: Any) -> Any:
    habits = table(Habit)
    return insert(habits).on_conflict_do_update(
        index_elements=["standup_id", "user_id"], set_={"silent": habits.c.silent + 1}
    )
