"""What people and the teams' channels are told of a set-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.slack import block_kit
from bot.teams import queries
from bot.teams.blocks import sentences
from bot.teams.blocks import setup as blocks
from bot.teams.models import Team
from bot.teams.operations.succession import Succession
from bot.worktime.queries import list_countries

TELL_LEFT_FOR = timedelta(days=14)
"""Whoever leads a team now must hear of it, be it after a holiday."""


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


def tell_filled(session: Session, filled: Sequence[Succession], *, now: datetime) -> None:
    """Tell those responsible for each team who left it, and who leads it now."""
    for each in filled:
        team = each.team
        told = [
            nudges.Nudge(
                f"team:{team.id}:left:{team.version}:{user_id}",
                user_id,
                _left(each, user_id),
                within=TELL_LEFT_FOR,
            )
            for user_id in team.responsible
        ]
        nudges.nudge(session, *told, workspace_id=team.workspace_id, now=now)


def _left(succession: Succession, user_id: str) -> str:
    if user_id in succession.heirs:
        return sentences.you_lead(succession.team, succession.gone)
    return sentences.others_lead(succession.team, succession.gone, succession.heirs)


def _greeting(team: Team, teams: Sequence[Team], *, by: str) -> outbox.Draft:
    others = [other for other in teams if other.id != team.id]
    return outbox.Draft(
        key=f"team:{team.id}:greeting:{team.channel_id}",
        destination=team.channel_id,
        text=blocks.greeting(team, others, by=by),
        owner_id=by,
    )


@dataclass(frozen=True)
class HolidaysEnd:
    """Until when the public holidays of a country are known, and how many people have them."""

    country: str
    ends_on: date
    people: int


def warn_of_holidays(
    session: Session, workspace_id: int, ends: HolidaysEnd, *, now: datetime
) -> None:
    """Tell all who lead a team, each once for a country and the day on which its holidays end."""
    teams = queries.list_teams(session, workspace_id)
    leads = sorted({user_id for team in teams for user_id in team.leads})
    name = list_countries().get(ends.country, ends.country)
    text = sentences.holidays_end(name, ends.ends_on, ends.people)
    told = [
        nudges.Nudge(
            f"holidays:{ends.country}:{ends.ends_on}:{user_id}",
            user_id,
            text,
            [block_kit.section(text)],
            within=TELL_LEFT_FOR,
        )
        for user_id in leads
    ]
    nudges.nudge(session, *told, workspace_id=workspace_id, now=now)
