"""Bringing decisions in that were taken out before, or that others wrote."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision, Participant
from bot.decisions.operations.recording import begin
from bot.decisions.queries.records import read_beside, record_of
from bot.decisions.rules import Move, State
from bot.decisions.rules.records import Person, Record, Unreadable
from bot.decisions.rules.soundness import NUMBER_MAX, Facts, find_faults, in_order, users_of
from bot.installations.operations import skip_numbers
from bot.people import queries as people
from bot.roadmap.models import Initiative
from bot.teams import queries as team_queries
from bot.teams.models import Team


def bring_in(
    session: Session, workspace_id: int, records: Mapping[str, Record], *, now: datetime
) -> list[Decision]:
    """Write records down as decisions, with their numbers; return those that are new.

    Each is called by the file or the row in which it stands. What is there already, and says the
    same, is passed over. Raises Unreadable, with a sentence for each fault: then nothing of it may
    be committed.
    """
    if numbers := _sayable([each.number for each in records.values()]):
        # First, for it is a lock: nobody records one in the meantime.
        skip_numbers(session, workspace_id=workspace_id, kind="DEC", last=max(numbers))
    known = _Known.here(session, workspace_id, records.values())
    if faults := list(find_faults(records, known.facts(session, records.values(), now=now))):
        raise Unreadable(*faults)
    new = [each for each in in_order(records.values()) if each.number not in known.decisions]
    return [_write(session, known, record, now) for record in new]


@dataclass(frozen=True)
class _Known:
    """What is there: teams and initiatives by the names that people call them by, and decisions.

    Of two teams of one name, the one that is not closed.
    """

    workspace_id: int
    teams: Mapping[str, Team]
    initiatives: Mapping[str, Initiative]
    decisions: dict[int, Decision]

    @classmethod
    def here(cls, session: Session, workspace_id: int, records: Collection[Record]) -> "_Known":
        teams = team_queries.list_all_teams(session, workspace_id)
        found = session.scalars(select(Initiative).where(Initiative.workspace_id == workspace_id))
        numbers = {number for each in records for number in (each.number, each.follows)}
        sources = {each.source for each in records if each.source and each.source.isprintable()}
        there = read_beside(session, workspace_id, _sayable(numbers), sources)
        return cls(
            workspace_id,
            {team.name: team for team in sorted(teams, key=lambda each: each.closed_at is None)},
            {each.name: each for each in found},
            dict(there),
        )

    def facts(self, session: Session, records: Collection[Record], *, now: datetime) -> Facts:
        """Return what a set of records is judged by."""
        users = {user for record in records for _field, user in users_of(record)}
        return Facts(
            now,
            {name: team.people for name, team in self.teams.items()},
            set(self.initiatives),
            people.find_strangers(session, self.workspace_id, users),
            {number: record_of(each) for number, each in self.decisions.items()},
        )

    def team(self, name: str | None) -> Team | None:
        """Return the team that is called so."""
        return self.teams[name] if name else None


def _sayable(numbers: Collection[int | None]) -> set[int]:
    """Return those numbers that a decision may have."""
    return {each for each in numbers if each is not None and 1 <= each <= NUMBER_MAX}


def _write(session: Session, known: _Known, record: Record, now: datetime) -> Decision:
    decision = Decision(
        workspace_id=known.workspace_id,
        number=record.number,
        title=record.title,
        what=record.what,
        rejected=record.rejected,
        team=known.teams[record.team],
        partner=known.team(record.partner),
        initiative=known.initiatives[record.initiative] if record.initiative else None,
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
        follows=known.decisions[record.follows] if record.follows else None,
        follows_as=record.follows_as,
        participants=[_participant(known, each) for each in record.people],
        successors=[],
        reminders=0,
    )
    known.decisions[record.number] = decision
    session.add(decision)
    move = Move.PROPOSE if record.state is State.PROPOSED else Move.RECORD
    begin(session, move, decision, by=record.driver, at=now)
    return decision


def _participant(known: _Known, person: Person) -> Participant:
    team = known.team(person.team)
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
