"""The days of check-ins: planned while an initiative is active, and begun when they come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.checkins.models import Checkin, Plan, Round
from bot.checkins.operations import asking, closing
from bot.checkins.queries import checkins as queries
from bot.checkins.rules import OPEN, State, days
from bot.hours import queries as hours
from bot.hours.models import Schedule
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Stage
from bot.tables import table


@dataclass(frozen=True)
class Planned:
    """What came of it: check-ins that `left` who was asked, and rounds that are `over` by it."""

    left: Sequence[Checkin]
    over: Sequence[Round]


def plan(session: Session, initiative: Initiative, known: Plan | None, *, now: datetime) -> Planned:
    """Plan when the owners of an initiative are asked next, as it is now; it is locked.

    Who owns it now is asked instead of who did.
    """
    plan = known or Plan(workspace_id=initiative.workspace_id, initiative_id=initiative.id)
    plan.version, plan.next_on, plan.due_at = initiative.version, None, None
    if initiative.stage is Stage.ACTIVE:
        held_on = queries.find_last_day(session, initiative)
        schedules = _schedules(session, [initiative], now)
        _set(plan, initiative, max(held_on or date.min, now.date()), schedules)
    session.add(plan)
    session.flush()
    return _follow(session, initiative, now)


def begin(session: Session, due: Sequence[Plan], *, now: datetime) -> list[Round]:
    """Begin the rounds of one workspace whose day has come, of several days that of the last.

    What nobody has answered before is over: return the rounds that were closed by it.
    """
    # What was changed since is planned anew first.
    plans = [each for each in due if each.version == each.initiative.version and each.next_on]
    initiatives = [plan.initiative for plan in plans]
    schedules = _schedules(session, initiatives, now)
    before = queries.list_open_rounds(session, initiatives)
    over = [each for each in before if _end(session, each, now)]
    days_ = {plan.initiative_id: _last_begun(plan, now) for plan in plans}
    _open(session, initiatives, days_, schedules, now)
    for plan in plans:
        _set(plan, plan.initiative, days_[plan.initiative_id], schedules)
    return over


def _last_begun(plan: Plan, now: datetime) -> date:
    """Return the last of its days that have come: nobody is asked for each of them."""
    day = plan.next_on or now.date()
    while (later := _next(plan.initiative, day)) and later <= now.date():
        day = later
    return day


def _set(
    plan: Plan, initiative: Initiative, after: date, schedules: Mapping[str, Schedule]
) -> None:
    """Plan the next day: it begins when the first of the owners is asked."""
    plan.next_on, plan.due_at = _next(initiative, after), None
    if plan.next_on is not None:
        zones = {schedules[each].zone for each in initiative.owner_ids}
        plan.due_at = min(days.asked_at(plan.next_on, zone) for zone in zones)


def _next(initiative: Initiative, after: date) -> date | None:
    return days.next_day(initiative.cadence, initiative.target_on, after)


def _open(
    session: Session,
    initiatives: Sequence[Initiative],
    days_: Mapping[int, date],
    schedules: Mapping[str, Schedule],
    now: datetime,
) -> None:
    rounds = [_round(each, days_[each.id], now) for each in initiatives]
    session.add_all(rounds)
    session.flush()
    rows = [
        {
            "workspace_id": round_.workspace_id,
            "round_id": round_.id,
            "initiative_id": round_.initiative_id,
            "team_id": owner.team_id,
            "user_id": owner.user_id,
            "held_on": round_.held_on,
            "state": State.PLANNED,
            "due_at": asking.asks_at(round_.held_on, schedules[owner.user_id], now),
        }
        for round_ in rounds
        for owner in round_.initiative.owners
    ]
    if rows:
        session.connection().execute(_INSERT, rows)


def _round(initiative: Initiative, day: date, now: datetime) -> Round:
    return Round(
        workspace_id=initiative.workspace_id,
        initiative=initiative,
        held_on=day,
        cadence=initiative.cadence,
        target_on=initiative.target_on,
        opened_at=now,
    )


def _schedules(
    session: Session, initiatives: Sequence[Initiative], now: datetime
) -> Mapping[str, Schedule]:
    if not initiatives:
        return {}
    owners = {user_id for each in initiatives for user_id in each.owner_ids}
    return hours.list_schedules(session, initiatives[0].workspace_id, list(owners), now=now)


def _end(session: Session, round_: Round, now: datetime) -> bool:
    for checkin in round_.checkins:
        if checkin.state in OPEN:
            checkin.state, checkin.due_at = State.OUT, None
    return closing.close_if_over(session, round_, now=now)


def _follow(session: Session, initiative: Initiative, now: datetime) -> Planned:
    """Let the open rounds be of those who own the initiative now, if it is active."""
    is_active = initiative.stage is Stage.ACTIVE
    owners = {owner.team_id: owner.user_id for owner in initiative.owners if is_active}
    rounds = queries.list_open_rounds(session, [initiative])
    left = [
        checkin
        for round_ in rounds
        for checkin in round_.checkins
        if checkin.state in OPEN and owners.get(checkin.team_id) != checkin.user_id
    ]
    for checkin in left:
        _hand_over(checkin, owners.get(checkin.team_id), now)
    over = [each for each in rounds if closing.close_if_over(session, each, now=now)]
    return Planned(left, over)


def _hand_over(checkin: Checkin, owner: str | None, now: datetime) -> None:
    checkin.asked_at = checkin.reminded_at = checkin.reminded_again_at = None
    if owner is None:
        checkin.state, checkin.due_at = State.WITHDRAWN, None
    else:
        checkin.state, checkin.due_at, checkin.user_id = State.PLANNED, now, owner


_INSERT = insert(table(Checkin))
