"""Bringing decisions in that were taken out before, or that others wrote."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision, Participant
from bot.decisions.operations.recording import begin
from bot.decisions.queries.records import read_numbered, record_of
from bot.decisions.rules import Move, State
from bot.decisions.rules.records import Record, Unreadable, in_order, require_sound
from bot.installations.operations import skip_numbers
from bot.roadmap.models import Initiative
from bot.teams import queries as team_queries
from bot.teams.models import Team


def bring_in(
    session: Session, workspace_id: int, records: Iterable[Record], *, now: datetime
) -> list[Decision]:
    """Write records down as decisions, with their numbers; return those that are new.

    What is there already, and says the same, is passed over. Raises Unreadable, with a sentence
    that names the record: then nothing of it may be committed.
    """
    ordered = in_order(records)
    numbers = [each.number for each in ordered]
    if not numbers:
        return []
    # First, for it is a lock: nobody records one in the meantime.
    skip_numbers(session, workspace_id=workspace_id, kind="DEC", last=max(numbers))
    there = read_numbered(session, workspace_id, numbers)
    known = _Known(session, workspace_id)
    new: dict[int, Decision] = {}
    for record in ordered:
        require_sound(record)
        if record.number in there:
            _require_same(record, there[record.number])
        else:
            new[record.number] = _write(session, known, record, {**there, **new}, now)
    return list(new.values())


class _Known:
    """Teams and initiatives by the names that people call them by."""

    def __init__(self, session: Session, workspace_id: int) -> None:
        self.workspace_id = workspace_id
        teams = team_queries.list_all_teams(session, workspace_id)
        self._teams: Mapping[str, Team] = {team.name: team for team in teams}
        found = session.scalars(select(Initiative).where(Initiative.workspace_id == workspace_id))
        self._initiatives: Mapping[str, Initiative] = {each.name: each for each in found}

    def team(self, name: str | None, record: Record) -> Team | None:
        """Return the team of that name; raise Unreadable if there is none."""
        if name is None:
            return None
        if name not in self._teams:
            raise Unreadable(f"{record.name}: there is no team {name!r}. Set it up, or rename it.")
        return self._teams[name]

    def initiative(self, name: str | None, record: Record) -> Initiative | None:
        """Return the initiative of that name; raise Unreadable if there is none."""
        if name is None:
            return None
        if name not in self._initiatives:
            raise Unreadable(f"{record.name}: there is no {name}. Add it, or take the line out.")
        return self._initiatives[name]


def _require_same(record: Record, there: Decision) -> None:
    if record_of(there) != record:
        raise Unreadable(
            f"{record.name} is there already, and says something else. Give yours another number."
        )


def _write(
    session: Session,
    known: _Known,
    record: Record,
    others: Mapping[int, Decision],
    now: datetime,
) -> Decision:
    team = known.team(record.team, record)
    follows = others.get(record.follows) if record.follows is not None else None
    if record.follows is not None and follows is None:
        raise Unreadable(f"{record.name}: DEC-{record.follows}, which it follows, is missing")
    decision = Decision(
        workspace_id=known.workspace_id,
        number=record.number,
        title=record.title,
        what=record.what,
        rejected=record.rejected,
        team=team,
        partner=known.team(record.partner, record),
        initiative=known.initiative(record.initiative, record),
        source=record.source,
        permalink=record.permalink,
        restricted_to=record.restricted_to,
        driver_id=record.driver,
        proposed_at=record.proposed_at,
        state=record.state,
        state_at=record.state_at,
        state_by=record.state_by,
        state_because=record.state_because,
        accepted_at=record.accepted_at,
        accepted_by=record.accepted_by,
        needed=record.needed,
        review_on=record.review_on,
        follows=follows,
        follows_as=record.follows_as,
        participants=[_participant(known, record, number) for number in range(len(record.people))],
        successors=[],
        reminders=0,
    )
    session.add(decision)
    move = Move.PROPOSE if record.state is State.PROPOSED else Move.RECORD
    begin(session, move, decision, by=record.driver, at=now)
    return decision


def _participant(known: _Known, record: Record, place: int) -> Participant:
    person = record.people[place]
    team = known.team(person.team, record)
    return Participant(
        workspace_id=known.workspace_id,
        user_id=person.user,
        part=person.part,
        team_id=team.id if team else None,
        added_at=person.added_at,
        removed_at=person.removed_at,
        vote=person.vote,
        voted_at=person.voted_at,
        voted_by=person.voted_by,
        because=person.because,
        stand_in_id=person.stand_in,
        stand_in_until=person.stand_in_until,
        acknowledged_at=person.acknowledged_at,
    )
