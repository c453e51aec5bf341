"""What the clock does with stand-ups: it prepares rounds, asks, reminds, and sums up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from bot import scheduling
from bot.db import Transaction
from bot.scheduling import Schedule
from bot.standups.jobs import reporting
from bot.standups.models import Round, Standup, Turn
from bot.standups.notices import rounds as round_notices
from bot.standups.notices import turns as turn_notices
from bot.standups.operations import answering, asking, closing, planning
from bot.standups.queries import rounds, standups, turns
from bot.standups.rules import State

BATCH = 50
"""People who are asked in one transaction: others want the database too."""

ROUNDS = 10


def plan(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Prepare the rounds whose day begins."""

    def find(session: Session) -> Sequence[Standup]:
        return standups.lock_due(session, now=now, limit=ROUNDS)

    def prepare(session: Session, due: Sequence[Standup]) -> None:
        for standup in due:
            for missed in planning.plan(session, standup, now=now):
                round_notices.tell_missed(session, missed, now=now)

    return now if scheduling.for_all(transaction, find, prepare) == ROUNDS else None


def ask(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Ask those whose hour it is, and remind those who have not answered, once."""

    def find(session: Session) -> Sequence[Turn]:
        return turns.lock_due(session, now=now, limit=BATCH)

    def ask_all(session: Session, due: Sequence[Turn]) -> None:
        by_round = sorted(due, key=lambda turn: turn.round_id)
        for _id, group in groupby(by_round, lambda turn: turn.round_id):
            theirs = list(group)
            here = asking.look(session, theirs[0].round, theirs, now=now)
            asked = [turn for turn in theirs if _is_asked(session, turn, here, now)]
            turn_notices.ask(session, asked, here.schedules, now=now)

    return now if scheduling.for_all(transaction, find, ask_all) == BATCH else None


def _is_asked(session: Session, turn: Turn, here: asking.Here, now: datetime) -> bool:
    """Return whether somebody is asked now; whoever was asked before is reminded."""
    if now >= turn.round.closes_at:
        turn.due_at = None  # whoever closes the round says what became of it
        return False
    if turn.state is State.PLANNED:
        return asking.ask(turn, here, now=now)
    if asking.remind(turn, here, now=now):
        turn_notices.remind(session, turn, here.schedules[turn.user_id], now=now)
    return False


def look(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Let those have a turn who have come meanwhile, and sum up what has ended, once."""

    def find(session: Session) -> Sequence[Round]:
        return rounds.lock_due(session, now=now, limit=ROUNDS)

    def look_at_all(session: Session, due: Sequence[Round]) -> None:
        for round_ in due:
            if now < round_.closes_at:
                planning.look_again(session, round_, now=now)
            else:
                closed = closing.close(session, round_, now=now)
                round_notices.close(session, closed, now=now)

    return now if scheduling.for_all(transaction, find, look_at_all) == ROUNDS else None


def forget_drafts(*, transaction: Transaction, now: datetime) -> None:
    """Forget forms that nobody has come back to."""
    with transaction() as session:
        answering.forget_drafts(session, now=now)


SCHEDULE: Schedule = {
    "standups.plan": (timedelta(seconds=15), plan),
    "standups.ask": (timedelta(seconds=15), ask),
    "standups.look": (timedelta(seconds=15), look),
    "standups.send_reports": (timedelta(seconds=5), reporting.send_reports),
    "standups.forget_drafts": (timedelta(hours=1), forget_drafts),
}
