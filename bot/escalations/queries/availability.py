"""Who can be asked now, and when they work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy.orm import Session

from bot.escalations.models import Escalation
from bot.escalations.rules import Roster, ladders
from bot.hours import queries as hours
from bot.hours.models import Absence, Schedule
from bot.worktime.rules import waiting
from bot.worktime.rules.business import Calendar


@dataclass(frozen=True)
class Availability:
    """When people of a workspace work, from now on, who has left, and who is away now."""

    schedules: Mapping[str, Schedule]
    gone: frozenset[str]
    absences: Mapping[str, Absence]

    def roster(self, escalation: Escalation) -> Roster:
        """Return who can be asked about the escalation; its teams must have been loaded."""
        deputies = self._deputies(escalation)
        away = {
            user_id: absence.stand_in_id or deputies.get(user_id)
            for user_id, absence in self.absences.items()
        }
        roster = Roster(escalation.people(), escalation.asker_id, away, self.gone)
        if escalation.private_at is None:
            return roster
        # Nobody sees a private one who is not on its ladder, whomever they stand in for.
        on_ladder = ladders.everybody(escalation.ladder.rule, roster)
        known = {each: other if other in on_ladder else None for each, other in away.items()}
        return Roster(roster.roles, roster.asker, known, self.gone, is_private=True)

    def calendars(self, user_ids: Iterable[str]) -> list[Calendar]:
        """Return when these people work."""
        return [self.calendar(user_id) for user_id in user_ids]

    def calendar(self, user_id: str) -> Calendar:
        """Return when somebody works."""
        return self.schedules[user_id].calendar

    def reachable(self, user_id: str, at: datetime) -> datetime:
        """Return `at` if somebody may be written to then, else when they next may."""
        return waiting.opening(self.schedules[user_id].reachable, at)

    def is_here(self, user_id: str) -> bool:
        """Return whether somebody is neither away nor has left."""
        return self.schedules[user_id].away is None and user_id not in self.gone

    def _deputies(self, escalation: Escalation) -> dict[str, str]:
        """Return the deputy who stands in for each lead that named nobody."""
        found = {}
        for team in (escalation.answering_team, escalation.raising_team):
            if team.closed_at is not None:
                continue
            present = [each for each in team.deputies if self._can_stand_in(each, escalation)]
            if present:
                found.update(dict.fromkeys(team.leads, present[0]))
        return found

    def _can_stand_in(self, user_id: str, escalation: Escalation) -> bool:
        return self.is_here(user_id) and user_id != escalation.asker_id


def find_availability(
    session: Session, escalations: Sequence[Escalation], *, now: datetime
) -> Availability:
    """Return when those work who are or can be asked about `escalations`, all of one workspace.

    In eight questions at most, four if nobody is away, however many they are. Their teams must
    have been loaded.
    """
    if not escalations:
        return Availability({}, frozenset(), {})
    workspace_id = escalations[0].workspace_id
    concerned = sorted(set(chain.from_iterable(map(_concerned, escalations))))
    # What has passed of their time is asked, too.
    began: list[datetime | None] = [each.asked_at for each in escalations]  # None if it is new
    since = min((at for at in began if at), default=now)
    schedules = hours.list_schedules(session, workspace_id, concerned, now=now, since=since)
    stand_ins = {each.stand_in_id for each in schedules.values() if each.stand_in_id}
    if missing := sorted(stand_ins - schedules.keys()):
        schedules |= hours.list_schedules(session, workspace_id, missing, now=now)
    gone = frozenset(user_id for user_id, each in schedules.items() if each.has_left)
    absences = {user_id: each.away for user_id, each in schedules.items() if each.away}
    return Availability(schedules, gone, absences)


def _concerned(escalation: Escalation) -> set[str]:
    named = {each for level in escalation.ladder.rule.levels for each in level.people}
    teams = (escalation.answering_team, escalation.raising_team)
    roles = set(chain.from_iterable(escalation.people().values()))
    deputies = {each for team in teams for each in team.deputies}
    owner = {escalation.acknowledged_by} if escalation.acknowledged_by else set()
    return {*named, *roles, *deputies, *owner, *escalation.asked, escalation.asker_id}
