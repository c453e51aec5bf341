"""Proposing a decision, or recording one that was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.decisions import queries
from bot.decisions.models import Decision, Participant
from bot.decisions.operations import people, succeeding
from bot.decisions.operations.checking import check_successor
from bot.decisions.operations.people import Seats
from bot.decisions.operations.recording import begin, enter
from bot.decisions.rules import Move, Part, State, Succession
from bot.decisions.rules.titles import title_of
from bot.errors import InvalidInput, Refused
from bot.installations.operations import next_number
from bot.roadmap.models import Initiative
from bot.teams.models import Team


@dataclass(frozen=True)
class Proposal:
    """What somebody wants to be decided, or says is; without `approvers` it is decided by them.

    `needed` is how many of these must approve, None for all. `partner` is the other team of a joint
    one. `follows` is the decision that it amends, supersedes or reverses (`follows_as`).
    """

    title: str
    what: str
    team: Team
    rejected: str | None = None
    partner: Team | None = None
    initiative: Initiative | None = None
    approvers: Sequence[str] = ()
    needed: int | None = None
    contributors: Sequence[str] = ()
    informed: Sequence[str] = ()
    review_on: date | None = None
    source: str | None = None
    permalink: str | None = None
    restricted_to: str | None = None
    follows_id: int | None = None
    follows_as: Succession | None = None
    view_id: str | None = None


class AlreadyRecorded(Refused):
    """The same message or form has made a decision before; `by_form` says which of the two."""

    def __init__(self, decision: Decision, *, by_form: bool) -> None:
        super().__init__(f"{decision.name} was recorded from this already.")
        self.decision_id, self.by_form = decision.id, by_form


def propose(
    session: Session, workspace_id: int, proposal: Proposal, *, by: str, now: datetime
) -> Decision:
    """Write a decision down: proposed to its approvers, or accepted if it has none.

    Raises AlreadyRecorded, CannotMove (of what it follows), InvalidInput: then nothing of it may be
    committed, or a number is lost.
    """
    # First, for it is a lock: of two at once from the same message, the second finds the first.
    number = next_number(session, workspace_id=workspace_id, kind="DEC")
    _refuse_twice(session, workspace_id, proposal)
    places = _check_people(session, workspace_id, proposal, by=by)
    followed = _lock_followed(session, workspace_id, proposal, by=by, now=now)
    decision = Decision(
        workspace_id=workspace_id,
        number=number,
        view_id=proposal.view_id,
        title=title_of(proposal.title),
        what=proposal.what,
        rejected=proposal.rejected,
        team=proposal.team,
        partner=proposal.partner,
        initiative=proposal.initiative,
        source=proposal.source,
        permalink=proposal.permalink,
        restricted_to=proposal.restricted_to,
        driver_id=by,
        proposed_at=now,
        needed=proposal.needed,
        review_on=proposal.review_on,
        follows=followed,
        follows_as=proposal.follows_as if followed else None,
        participants=_participants(workspace_id, proposal, places, now),
        successors=[],
        reminders=0,
    )
    is_open = bool(proposal.approvers)
    enter(decision, State.PROPOSED if is_open else State.ACCEPTED, by=by, because=None, now=now)
    session.add(decision)
    begin(session, Move.PROPOSE if is_open else Move.RECORD, decision, by=by, at=now)
    if not is_open:
        succeeding.replace(session, followed, decision, by=by, now=now)
    return decision


def _check_people(session: Session, workspace_id: int, proposal: Proposal, *, by: str) -> Seats:
    if proposal.partner is proposal.team:
        raise InvalidInput("partner", "A joint decision is of two teams: choose the other one.")
    teams = [proposal.team, *([proposal.partner] if proposal.partner else [])]
    approvers = list(dict.fromkeys(proposal.approvers))
    places = people.seats(session, workspace_id, approvers, driver=by, teams=teams)
    people.check_quorum(teams, places, proposal.needed, driver=by)
    return places


def _refuse_twice(session: Session, workspace_id: int, proposal: Proposal) -> None:
    if proposal.view_id:
        found = queries.find_by_view(session, workspace_id, proposal.view_id)
        if found is not None:
            raise AlreadyRecorded(found, by_form=True)
    if proposal.source:
        found = queries.find_by_source(session, workspace_id, proposal.source)
        if found is not None:
            raise AlreadyRecorded(found, by_form=False)


def _lock_followed(
    session: Session, workspace_id: int, proposal: Proposal, *, by: str, now: datetime
) -> Decision | None:
    if proposal.follows_id is None:
        return None
    followed = queries.get_decision(
        session, workspace_id=workspace_id, decision_id=proposal.follows_id, lock=True
    )
    check_successor(session, followed, by=by, now=now)
    return followed


def _participants(
    workspace_id: int, proposal: Proposal, seats: Seats, now: datetime
) -> list[Participant]:
    parts: Mapping[Part, Seats] = {
        Part.APPROVER: seats,
        Part.CONTRIBUTOR: dict.fromkeys(proposal.contributors),
        Part.INFORMED: dict.fromkeys(proposal.informed),
    }
    found = []
    for part, named in parts.items():
        for user_id, team_id in named.items():
            person = people.participant(workspace_id, part, user_id)
            person.team_id, person.added_at = team_id, now
            found.append(person)
    return found
