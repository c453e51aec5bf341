"""Writing down what people are told when an escalation is raised, and when it moves."""

from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from bot import nudges
from bot.decisions import notices as decisions
from bot.escalations.blocks import card as cards
from bot.escalations.models import Escalation
from bot.escalations.notices import messages
from bot.escalations.notices.moves import SETTLES, Moved, told
from bot.escalations.rules import Move
from bot.roadmap import notices as roadmap


def announce(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Post the card in the answering team's channel, a copy to the asker, and ask others."""
    card, copy = cards.both(escalation)
    said: list[nudges.Said] = [
        *messages.card(escalation, card),
        messages.copy(escalation, copy),
        *messages.directly(escalation, why=Move.RAISE),
    ]
    nudges.say(session, said, workspace_id=escalation.workspace_id, now=now)
    _show_on_roadmap(session, escalation, now=now)


def tell(session: Session, *moved: Moved) -> None:
    """Redraw the cards, and tell those whom the moves concern."""
    by_workspace = sorted(moved, key=lambda each: each.escalation.workspace_id)
    for workspace_id, group in groupby(by_workspace, lambda each: each.escalation.workspace_id):
        here = list(group)
        now = here[0].now
        settled = [each.escalation.name for each in here if each.move in SETTLES]
        nudges.withdraw_about(session, *settled, workspace_id=workspace_id, now=now)
        nudges.say(
            session,
            [each for one in here for each in told(one)],
            workspace_id=workspace_id,
            now=now,
        )
        for each in here:
            if each.move is Move.ANSWER and each.escalation.decision:
                decisions.announce(session, each.escalation.decision, now=now)
            _show_on_roadmap(session, each.escalation, now=now)


def redraw(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Make the card and the asker's copy show the escalation as it is now."""
    nudges.say(session, messages.redrawn(escalation), workspace_id=escalation.workspace_id, now=now)
    _show_on_roadmap(session, escalation, now=now)


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
