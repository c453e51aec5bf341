"""What people and channels are told of stand-ups."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.standups.models import Turn
from bot.standups.models.summaries import Spoken
from bot.standups.notices import rounds, turns
from bot.standups.operations import closing
from bot.standups.queries import rounds as queries


def tell_answered(
    session: Session, turn: Turn, spoken: Spoken | None = None, *, now: datetime
) -> None:
    """Let the message that asked be a receipt, and a summary that is there say it, too.

    What was `spoken` is read if it is not given. Who tries a stand-up on themselves reads the
    summary at once.
    """
    turns.redraw(session, turn, spoken, now=now)
    if turn.round.closed_at is not None:
        rounds.retell(session, turn, now=now)
    elif turn.round.tried_by is not None:
        round_ = queries.get_round(
            session, workspace_id=turn.workspace_id, round_id=turn.round_id, lock=True
        )
        rounds.close(session, closing.close(session, round_, now=now), now=now)


def tell_blocked(session: Session, turn: Turn, *, now: datetime) -> None:
    """Let the message that asked name what is in their way, and a summary that has their words."""
    turns.redraw(session, turn, now=now)
    if turn.is_heard and turn.round.closed_at is not None:
        rounds.retell(session, turn, now=now)


def tell_skipped(session: Session, turn: Turn, *, now: datetime) -> None:
    """Let the message that asked say so, and the leads know if the stand-up is not for them."""
    turns.redraw(session, turn, now=now)
    turns.tell_skipped(session, turn, now=now)
