"""What a lead is told of their reaction to a message, quietly: it waits for their own hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import nudges
from bot.nudges.queries.waiting import find_told
from bot.teams import queries as teams
from bot.wins import notices
from bot.wins.blocks import reactions as blocks
from bot.wins.blocks.reactions import Drawn
from bot.wins.models import Reaction, Win
from bot.wins.operations import posting
from bot.wins.operations.reacting import Settled, Turn
from bot.wins.rules.reactions import KEPT_FOR, Trouble
from bot.wins.rules.times import UNDO_WITHIN


def tell_given(session: Session, reaction: Reaction, win: Win, *, now: datetime) -> None:
    """Tell those whom a win names, and the lead what their reaction has given."""
    forget(session, reaction, now=now)
    notices.announce(session, win, now=now)
    _tell_giver(session, reaction, win, now)


def tell_unfinished(
    session: Session, reaction: Reaction, trouble: Trouble, *, now: datetime
) -> None:
    """Tell the lead what only they can add."""
    _tell(session, reaction, blocks.unfinished(reaction, trouble), _subject(reaction), now)


def tell_settled(session: Session, reaction: Reaction, settled: Settled, *, now: datetime) -> None:
    """Correct what was told of a win, or tell the lead why it stays taken back."""
    win = settled.win
    match settled.turn:
        case Turn.UNDONE:
            notices.tell_undone(session, win, now=now)
        case Turn.RESTORED:
            notices.tell_restored(session, win, now=now)
            _tell_giver(session, reaction, win, now)  # unless they were told before
        case Turn.STAYS_UNDONE:
            _tell(session, reaction, blocks.stays_undone(win), _subject(reaction), now)


def tell_deleted(session: Session, wins: Sequence[Win], *, now: datetime) -> None:
    """Correct what was told of wins whose message is gone, and tell who gave them."""
    for win in wins:
        notices.tell_undone(session, win, now=now)
        if win.undone_by != win.given_by:
            drawn = blocks.message_deleted(win)
            nudge = nudges.Nudge(f"{win.name}:deleted", win.given_by, *drawn)
            nudges.nudge(session, nudge, workspace_id=win.workspace_id, now=now)


def forget(session: Session, reaction: Reaction, *, now: datetime) -> None:
    """Do not tell the lead any more what was in the way: it is settled."""
    subject = _subject(reaction)
    nudges.withdraw_about(session, subject, workspace_id=reaction.workspace_id, now=now)


def _tell_giver(session: Session, reaction: Reaction, win: Win, now: datetime) -> None:
    about = notices.about(win, reaction.user_id)
    if not find_told(session, win.workspace_id, [about]):
        everybody = teams.list_teams(session, win.workspace_id)
        drawn = blocks.given(win, posting.channels_for(win, everybody))
        # Later it could not be taken back any more, and they have read it in a channel.
        _tell(session, reaction, drawn, about, now, within=UNDO_WITHIN)


def _tell(
    session: Session,
    reaction: Reaction,
    drawn: Drawn,
    about: str,
    now: datetime,
    *,
    within: timedelta = KEPT_FOR,
) -> None:
    """Tell the lead something, once for each time that they put the reaction there.

    What only they can do waits as long as the reaction is remembered, also over a weekend.
    """
    put_at = reaction.reacted_at or now
    key = f"{about}:{reaction.id}:{put_at:%Y%m%dT%H%M%S.%f}"
    nudge = nudges.Nudge(key, reaction.user_id, *drawn, within=within, about=about)
    nudges.nudge(session, nudge, workspace_id=reaction.workspace_id, now=now)


def _subject(reaction: Reaction) -> str:
    return f"wins:reaction:{reaction.id}"
