"""Putting wins into messages: each morning what is new, and at once what a lead sends."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.hours import queries as hours
from bot.tables import per_dialect, table
from bot.teams.models import Team
from bot.wins import queries
from bot.wins.models import Channel, Post, Told, Win
from bot.wins.rules import Reach
from bot.wins.rules.times import TOLD_AT, UNDO_WITHIN
from bot.worktime.rules import days, zones
from bot.worktime.rules.business import Calendar

AT_ONCE_MAX = 200
"""Wins of one morning's message and its thread; what is more waits for the next."""


LOOKED_BACK = UNDO_WITHIN + timedelta(hours=1)
"""What was given before that stands or does not, and was seen: it has been committed long ago."""


def channel_of(team: Team) -> str:
    """Return the channel in which a team is told of wins that everybody may read."""
    return team.wins_channel_id or team.channel_id


def channels_of(team: Team) -> set[str]:
    """Return the channels in which a team is told of wins, its own and those of all."""
    return {channel_of(team), team.channel_id}


def channels_for(win: Win, teams: Sequence[Team]) -> list[str]:
    """Return the channels that a win may be told in, each once.

    What is for a team alone is told in its own channel: several may share one for wins.
    """
    if win.reach is Reach.TEAM:
        return [win.team.channel_id]
    return list(dict.fromkeys(channel_of(team) for team in teams))


def begin(session: Session, teams: Sequence[Team], *, now: datetime) -> None:
    """Let the channels of these teams be told of wins from now on, also of those that wait.

    Those were given since the last morning: a team may have chosen another channel meanwhile.
    """
    rows = {
        (team.workspace_id, channel_id): {
            "workspace_id": team.workspace_id,
            "channel_id": channel_id,
            "begun_at": _last_morning(session, team, now),
            "due_at": _next_morning(session, team.workspace_id, [team], now),
        }
        for team in teams
        for channel_id in channels_of(team)
    }
    if rows:
        session.connection().execute(_begin_once(session), list(rows.values()))


def take(
    session: Session, channel: Channel, teams: Sequence[Team], *, now: datetime
) -> Post | None:
    """Put what is new for a channel of these teams into a message of today; None if nothing is.

    Nothing is on a day that is none of work, or before its morning, if nobody looked in time.
    """
    calendar = calendar_of(session, channel.workspace_id, teams, now)
    local = now.astimezone(zones.zone_named(calendar.zone))
    today = local.date()
    if not days.is_working_day(calendar, today) or local.time() < TOLD_AT:
        return None
    found = queries.list_untold(
        session,
        channel,
        is_for_all=any(channel_of(team) == channel.channel_id for team in teams),
        team_ids=[team.id for team in teams if team.channel_id == channel.channel_id],
        limit=AT_ONCE_MAX,
    )
    if len(found) < AT_ONCE_MAX:
        # The next look begins here: what was given before has been told, or was taken back.
        channel.begun_at = max(channel.begun_at, now - LOOKED_BACK)
    if not found:
        return None
    key = f"wins:{channel.channel_id}:{today}"
    return _post(session, channel.workspace_id, channel.channel_id, key, found, now=now)


def send(session: Session, win: Win, teams: Sequence[Team], *, now: datetime) -> list[Post]:
    """Put a win into a message of its own in each channel that it may go to, now."""
    return [
        _post(session, win.workspace_id, each, f"{win.name}:{each}", [win], now=now)
        for each in channels_for(win, teams)
    ]


def move_on(session: Session, channel: Channel, teams: Sequence[Team], *, now: datetime) -> None:
    """Note when a channel of these teams is told of wins next."""
    channel.due_at = _next_morning(session, channel.workspace_id, teams, now)


def _last_morning(session: Session, team: Team, now: datetime) -> datetime:
    return days.last_working(calendar_of(session, team.workspace_id, [team], now), TOLD_AT, now)


def _next_morning(
    session: Session, workspace_id: int, teams: Sequence[Team], now: datetime
) -> datetime:
    return days.next_working(calendar_of(session, workspace_id, teams, now), TOLD_AT, now)


def calendar_of(
    session: Session, workspace_id: int, teams: Sequence[Team], now: datetime
) -> Calendar:
    """Return by when teams are told: as their first lead works; without one, in UTC as usual."""
    lead = next((each for team in teams for each in team.leads), "")
    return hours.get_schedule(session, workspace_id, lead, now=now).calendar


def _post(
    session: Session,
    workspace_id: int,
    channel_id: str,
    key: str,
    wins: Sequence[Win],
    *,
    now: datetime,
) -> Post:
    told = [Told(workspace_id=workspace_id, channel_id=channel_id, win=win) for win in wins]
    post = Post(workspace_id=workspace_id, key=key, channel_id=channel_id, posted_at=now, told=told)
    session.add(post)
    session.flush()
    return post


@per_dialect
def _begin_once(insert: Any) -> Any:
    return insert(table(Channel)).on_conflict_do_nothing(
        index_elements=["workspace_id", "channel_id"]
    )
