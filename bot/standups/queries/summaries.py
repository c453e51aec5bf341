"""What was said in a round, as it is told."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, load_only

from bot.escalations.models import Escalation
from bot.people import queries as people
from bot.standups.models import Blocker, Round, Turn
from bot.standups.models.summaries import Spoken, Summary
from bot.standups.queries import lines, rounds, turns
from bot.standups.queries.blockers import list_blockers
from bot.standups.rules import moods
from bot.standups.rules.counting import count
from bot.teams.models import Team

ASKED_MAX = 20
"""Open escalations that one summary names."""


def get_summary(session: Session, round_: Round) -> Summary:
    """Return what was said in a round by now."""
    everybody = turns.list_of_round(session, round_)
    user_ids = [turn.user_id for turn in everybody]
    known = people.find_people(session, round_.workspace_id, user_ids)
    return Summary(
        round_,
        list_spoken(session, [turn for turn in everybody if turn.is_heard]),
        count((turn.state, turn.skipped_because, turn.out_because) for turn in everybody),
        {user_id: person.name for user_id, person in known.items()},
        _list_asked(session, round_),
        moods.average(rounds.count_moods(session, round_)) if round_.has_mood else None,
    )


def list_spoken(session: Session, heard: Sequence[Turn]) -> list[Spoken]:
    """Return what was said in these turns of one round."""
    planned, before = lines.list_planned(session, heard), lines.list_reported(session, heard)
    blockers: dict[int, list[Blocker]] = defaultdict(list)
    for each in list_blockers(session, heard):
        blockers[each.turn_id].append(each)
    return [
        Spoken(turn, planned.get(turn.id, ()), before.get(turn.id, ()), blockers.get(turn.id, ()))
        for turn in heard
    ]


def list_asked_of(
    session: Session, workspace_id: int, team_ids: Sequence[int], *, limit: int
) -> Sequence[Escalation]:
    """Return what is open and other teams asked of these, the oldest first; nothing private."""
    values = {"of_workspace": workspace_id, "of_teams": list(team_ids), "at_most": limit}
    return session.scalars(_ASKED_OF, values).all()


_ASKED_OF = (
    select(Escalation)
    .where(
        Escalation.workspace_id == bindparam("of_workspace"),
        Escalation.answering_team_id.in_(bindparam("of_teams", expanding=True)),
        Escalation.raising_team_id != Escalation.answering_team_id,
        Escalation.due_at.is_not(None),
        Escalation.private_at.is_(None),
    )
    .order_by(Escalation.id)
    .limit(bindparam("at_most"))
    .options(
        load_only(Escalation.number, Escalation.ask, raiseload=True),
        joinedload(Escalation.raising_team, innerjoin=True).load_only(Team.name, raiseload=True),
        joinedload(Escalation.answering_team, innerjoin=True).load_only(Team.name, raiseload=True),
    )
)


def _list_asked(session: Session, round_: Round) -> Sequence[Escalation]:
    team_ids = [link.team_id for link in round_.standup.links]
    return list_asked_of(session, round_.workspace_id, team_ids, limit=ASKED_MAX)
