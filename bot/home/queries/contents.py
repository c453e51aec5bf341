"""What stands on a Home: the one place that knows every source of rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.home import rules
from bot.home.queries import decisions, escalations, nudges, ownership, roadmap
from bot.home.rules import Item, Page, Section, Viewer
from bot.hours import queries as hours_queries
from bot.ownership.rules.permissions import PERMISSIONS, QuestionState
from bot.permissions import may
from bot.teams.models import Team
from bot.worktime.rules.zones import zone_named


@dataclass(frozen=True)
class Source:
    """Where rows of a section come from: how many there are, and the first few in their order."""

    count: Callable[[Session, Viewer], int]
    list_: Callable[[Session, Viewer, int], list[Item]]


SOURCES: Mapping[Section, Sequence[Source]] = {
    Section.WAITING: (
        Source(escalations.count_waiting, escalations.list_waiting),
        Source(decisions.count_waiting, decisions.list_waiting),
        Source(ownership.count_questions, ownership.list_questions),
        Source(ownership.count_vacant, ownership.list_vacant),
        Source(ownership.count_to_confirm, ownership.list_to_confirm),
        Source(nudges.count_asked, nudges.list_asked),
    ),
    Section.RAISED: (Source(escalations.count_raised, escalations.list_raised),),
    Section.INITIATIVES: (Source(roadmap.count_owned, roadmap.list_owned),),
}


def read_viewer(
    session: Session, teams: Sequence[Team], *, workspace_id: int, user_id: str, now: datetime
) -> Viewer:
    """Return where and when a person is, and in whose place they are asked.

    That is whoever of those responsible for a team is away at `now`, and named them. `teams` are
    all, closed ones too: what they were asked, and what they own, is still called by their names.
    """
    people = {user_id, *(user_id for team in teams for user_id in team.responsible)}
    schedules = hours_queries.list_schedules(session, workspace_id, people, now=now)
    mine, kept = schedules[user_id], [team for team in teams if _keeps(team, user_id)]
    return Viewer(
        workspace_id,
        user_id,
        zone=zone_named(mine.zone),
        today=mine.local(now).date(),
        team_names={team.id: team.name for team in teams},
        stands_in_for=sorted(each for each in people if schedules[each].stand_in_id == user_id),
        keeps=[team.id for team in kept],
        answers_for=[team.id for team in kept if team.closed_at is None],
    )


def _keeps(team: Team, user_id: str) -> bool:
    return may(PERMISSIONS, "questions.answer", QuestionState.OPEN, team.roles_of(user_id))


def read_pages(
    session: Session, viewer: Viewer, turned_to: Mapping[str, int]
) -> dict[Section, Page]:
    """Return the page that each section was turned to; what is read grows with its number."""
    return {
        section: _read_page(session, viewer, sources, turned_to.get(section, 0))
        for section, sources in SOURCES.items()
    }


def _read_page(session: Session, viewer: Viewer, sources: Sequence[Source], asked: int) -> Page:
    total = sum(source.count(session, viewer) for source in sources)
    number = rules.turned_to(asked, total=total)
    until = (number + 1) * rules.PAGE
    first = [source.list_(session, viewer, until) for source in sources]
    return rules.page(first, number=number, total=total)
