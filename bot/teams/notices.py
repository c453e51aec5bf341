"""What the teams' channels are told of their set-up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.teams import blocks
from bot.teams.models import Team


def greet(session: Session, teams: Sequence[Team], *, by: str, now: datetime) -> None:
    """Say in each team's channel, once a channel, who set it up and what for."""
    first, second = teams
    drafts = [
        outbox.Draft(
            key=f"team:{team.id}:greeting:{team.channel_id}",
            destination=team.channel_id,
            text=blocks.greeting(team, other, by=by),
            owner_id=by,
        )
        for team, other in ((first, second), (second, first))
    ]
    outbox.post(session, *drafts, workspace_id=first.workspace_id, now=now)
