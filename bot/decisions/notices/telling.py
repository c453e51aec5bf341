"""What a team's channel is told of a decision."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.decisions import blocks
from bot.decisions.models import Decision


def announce(session: Session, decision: Decision, *, now: datetime) -> None:
    """Post the card in the channel of the team that decided, once."""
    draft = outbox.Draft(
        decision.card_key,
        decision.team.channel_id,
        *blocks.card(decision),
        owner_id=decision.decided_by,
    )
    outbox.post(session, draft, workspace_id=decision.workspace_id, now=now)
