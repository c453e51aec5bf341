"""What people and the teams' channels are told of a set-up."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.hours import queries as hours
from bot.hours.models import HolidaysEnd
from bot.slack import block_kit
from bot.teams import queries
from bot.teams.blocks import closing, sentences
from bot.teams.blocks import setup as blocks
from bot.teams.models import Team
from bot.teams.operations.succession import Succession

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


def tell_closed(session: Session, team: Team, *, by: str, now: datetime) -> None:
    """Say in the team's channel that it is closed, or that it is open again."""
    text = closing.told(team, by=by) if team.closed_at else closing.told_again(team, by=by)
    draft = outbox.Draft(f"team:{team.id}:closed:{team.version}", team.channel_id, text)
    outbox.post(session, draft, workspace_id=team.workspace_id, now=now)


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


def warn_of_holidays(
    session: Session, workspace_id: int, ends: HolidaysEnd, *, people: int, now: datetime
) -> None:
    """Tell all who lead a team, each once for a country and the day on which its holidays end.

    Where nobody leads one it is whoever chose the company's hours. `people` said they work there.
    """
    teams = queries.list_teams(session, workspace_id)
    company = hours.find_company_hours(session, workspace_id)
    is_companys = company is not None and company.country == ends.country
    text = sentences.holidays_end(ends, people=people, is_companys=is_companys)
    chose = {company.set_by} if company else set()
    told = [
        nudges.Nudge(
            f"holidays:{ends.country}:{ends.ends_on}:{user_id}",
            user_id,
            text,
            [block_kit.section(text)],
            within=_while_it_helps(ends, now),
        )
        for user_id in sorted({lead for team in teams for lead in team.leads} or chose)
    ]
    nudges.nudge(session, *told, workspace_id=workspace_id, now=now)


def _left(succession: Succession, user_id: str) -> str:
    if succession.team.closed_at is not None:
        return sentences.others_keep(succession.team, succession.gone, succession.heirs)
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


def _while_it_helps(ends: HolidaysEnd, now: datetime) -> timedelta:
    """Return how long it is worth waiting for a lead who is away: until the end, at least."""
    over_at = datetime.combine(ends.ends_on + timedelta(days=1), time.min, UTC)
    return max(over_at - now, TELL_LEFT_FOR)
