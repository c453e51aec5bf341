"""Writing down what people are told when an escalation is raised, and when it moves."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.decisions import notices as decisions
from bot.escalations.models import Escalation
from bot.escalations.notices import messages
from bot.escalations.notices.messages import Message
from bot.escalations.notices.moves import SETTLES, Moved, told
from bot.escalations.rules import Move
from bot.roadmap import notices as roadmap


def announce(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Post the card in the answering team's channel, a copy to the asker, and ask others."""
    first: list[Message] = [
        *messages.card(escalation),
        messages.copy(escalation),
        *messages.directly(escalation, why=Move.RAISE),
    ]
    _enqueue(session, escalation.workspace_id, first, now)
    _show_on_roadmap(session, escalation, now=now)


def tell(session: Session, *moved: Moved) -> None:
    """Redraw the cards, and tell those whom the moves concern."""
    by_workspace = sorted(moved, key=lambda each: each.escalation.workspace_id)
    for workspace_id, group in groupby(by_workspace, lambda each: each.escalation.workspace_id):
        here = list(group)
        now = here[0].now
        settled = [each.escalation.name for each in here if each.move in SETTLES]
        nudges.withdraw_about(session, *settled, workspace_id=workspace_id, now=now)
        _enqueue(session, workspace_id, [each for one in here for each in told(one)], now)
        for each in here:
            if each.move is Move.ANSWER and each.escalation.decision:
                decisions.announce(session, each.escalation.decision, now=now)
            _show_on_roadmap(session, each.escalation, now=now)


def redraw(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Make the card and the asker's copy show the escalation as it is now."""
    _enqueue(session, escalation.workspace_id, messages.redrawn(escalation), now)
    _show_on_roadmap(session, escalation, now=now)


def _enqueue(session: Session, workspace_id: int, said: Iterable[Message], now: datetime) -> None:
    """Write all of it down, each kind at once: a sweep has a hundred of each."""
    of: dict[type, list[Message]] = {}
    for each in said:
        of.setdefault(type(each), []).append(each)
    for kind, write in _WRITE.items():
        if found := of.get(kind):
            write(session, *found, workspace_id=workspace_id, now=now)


_WRITE: Mapping[type, Callable[..., None]] = {
    outbox.Change: outbox.update,
    outbox.Draft: outbox.post,
    outbox.Reply: outbox.reply,
    nudges.Nudge: nudges.nudge,
}
"""In this order: a reply needs the message below which it goes."""


def _show_on_roadmap(session: Session, escalation: Escalation, *, now: datetime) -> None:
    if escalation.initiative_id is not None:
        roadmap.tell_linked(
            session,
            workspace_id=escalation.workspace_id,
            initiative_id=escalation.initiative_id,
            kind="escalation",
            name=escalation.name,
            title="Private" if escalation.private_at else escalation.stuck,
            state=escalation.state.value,
            now=now,
        )
