"""How much a team has to do with: what whoever closes it must know."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision
from bot.decisions.rules import State
from bot.escalations.models import Escalation
from bot.ownership.models import Entry
from bot.roadmap.models import Initiative, Owner
from bot.roadmap.rules import CLOSED
from bot.tables import one_of
from bot.teams.models import Team
from bot.teams.rules import Holdings


def count(session: Session, team: Team) -> Holdings:
    """Return how much there is of each."""
    of_its = select(Owner.initiative_id).where(
        Owner.workspace_id == team.workspace_id, Owner.team_id == team.id
    )
    asked, asks = (
        _count(session, team, Escalation, whose == team.id, Escalation.due_at.is_not(None))
        for whose in (Escalation.answering_team_id, Escalation.raising_team_id)
    )
    return Holdings(
        asked=asked,
        asks=asks,
        initiatives=_count(
            session, team, Initiative, Initiative.id.in_(of_its), Initiative.stage.not_in(CLOSED)
        ),
        entries=_count(session, team, Entry, Entry.team_id == team.id, Entry.removed_at.is_(None)),
        proposals=_count(
            session,
            team,
            Decision,
            one_of(Decision.state, State.PROPOSED),
            or_(Decision.team_id == team.id, Decision.partner_id == team.id),
        ),
    )


def _count(
    session: Session,
    team: Team,
    of: type[Escalation] | type[Initiative] | type[Entry] | type[Decision],
    *which: ColumnElement[bool],
) -> int:
    here = of.workspace_id == team.workspace_id
    return session.scalar(select(func.count()).select_from(of).where(here, *which)) or 0
