"""Showing people their Homes as they are now."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.home import operations, rules
from bot.home.blocks import view
from bot.home.models import Home
from bot.home.queries import contents, escalations, nudges, week
from bot.people import queries as people_queries
from bot.people.rules import Standing
from bot.slack.values import Json
from bot.teams import queries as team_queries


def show(session: Session, home: Home, *, seen: str | None, now: datetime) -> None:
    """Publish a locked Home as it is now, unless Slack shows just that.

    `seen` is the digest of what it shows, as far as we know.
    """
    blocks = _draw(session, home, now)
    drawn = rules.digest(blocks)
    if not drawn == home.drawn == seen:
        outbox.publish(
            session,
            outbox.Home(home.user_id, blocks, metadata=drawn),
            workspace_id=home.workspace_id,
            now=now,
        )
    operations.record_drawn(home, drawn, now=now)


def _draw(session: Session, home: Home, now: datetime) -> list[Json]:
    workspace_id, user_id = home.workspace_id, home.user_id
    person = people_queries.find_people(session, workspace_id, [user_id]).get(user_id)
    if person and person.standing is not Standing.COLLEAGUE:
        return view.guest()
    known = team_queries.list_all_teams(session, workspace_id)
    if not known:
        return view.not_set_up()
    viewer = contents.read_viewer(
        session, known, workspace_id=workspace_id, user_id=user_id, now=now
    )
    teams = [team for team in known if team.closed_at is None]
    since = rules.week_began(now, viewer.zone)
    return view.home(
        contents.read_pages(session, viewer, home.pages),
        escalations.count_week(session, viewer, since=since),
        week.read_ahead(session, viewer, teams),
        teams,
        user_id=user_id,
        is_silent=nudges.has_stopped(session, viewer),
    )
