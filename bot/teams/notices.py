"""What people and the teams' channels are told of a set-up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.teams.blocks import setup as blocks
from bot.teams.models import Team


def welcome(session: Session, workspace_id: int, user_id: str, *, now: datetime) -> None:
    """Tell the person who installed the app what it is for: one person, once."""
    draft = outbox.Draft("welcome", user_id, *blocks.welcome())
    outbox.post(session, draft, workspace_id=workspace_id, now=now)


def greet(
    session: Session, told: Sequence[Team], *, teams: Sequence[Team], by: str, now: datetime
) -> None:
    """Say in the channel of each of `told`, once a channel, who set it up and what for."""
    drafts = [_greeting(team, teams, by=by) for team in told]
    outbox.post(session, *drafts, workspace_id=told[0].workspace_id, now=now)


def _greeting(team: Team, teams: Sequence[Team], *, by: str) -> outbox.Draft:
    others = [other for other in teams if other.id != team.id]
    return outbox.Draft(
        key=f"team:{team.id}:greeting:{team.channel_id}",
        destination=team.channel_id,
        text=blocks.greeting(team, others, by=by),
        owner_id=by,
    )
