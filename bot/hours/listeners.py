"""`/align hours` and `/align away`: when somebody works, and when they are away."""

from collections.abc import Collection
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.hours import operations, queries
from bot.hours.blocks import forms, sentences
from bot.hours.models import Schedule
from bot.hours.operations import Said
from bot.hours.rules.week import Hours
from bot.people import queries as people
from bot.permissions import Role
from bot.slack import block_kit, modals
from bot.slack.modals import Values
from bot.slack.values import Click, Command, CommandRow, Json, Need, Reply, Submission
from bot.worktime.queries import list_countries


def on_hours(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Say how the person's hours stand; if they have never said, ask."""
    now = clock()
    with transaction() as session:
        schedule = _schedule(session, command, now)
        if schedule.confirmed_at is None:
            return Reply.open(_hours_form(session, command, schedule))
    ends = queries.find_holidays_end(schedule.country, now=now)
    return Reply.text(*sentences.summary(schedule, ends))


def on_open(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of the person's own hours."""
    with transaction() as session:
        return Reply.open(_hours_form(session, click, _schedule(session, click, clock())))


def on_confirm(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save the person's own hours, and say how they stand."""
    said, now = read_hours(submission.values), clock()
    with transaction() as session:
        operations.confirm(session, submission.workspace_id, submission.user_id, said, now=now)
        schedule = _schedule(session, submission, now)
    ends = queries.find_holidays_end(schedule.country, now=now)
    return Reply.replace(block_kit.notice("Your hours", sentences.hours(schedule, ends)))


def on_away(gesture: Command | Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that says when the person is away."""
    with transaction() as session:
        schedule = _schedule(session, gesture, clock())
    return Reply.open(forms.away_form(schedule.local(clock()).date()))


def on_say_away(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Write down when the person is away, and say it back."""
    values = submission.values
    days = (
        date.fromisoformat(modals.date(values, "from", missing="Please choose the first day.")),
        date.fromisoformat(modals.date(values, "until", missing="Please choose the last day.")),
    )
    with transaction() as session:
        absence = operations.go_away(
            session,
            submission.workspace_id,
            submission.user_id,
            days,
            stand_in_id=modals.person(values, "stand_in") or None,
            now=clock(),
        )
    return Reply.replace(block_kit.notice("You are away", sentences.away(absence)))


def on_come_back(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Cancel an absence of the person's own."""
    with transaction() as session:
        absence = operations.come_back(
            session, click.workspace_id, click.user_id, int(click.value), now=clock()
        )
    return Reply(whisper=sentences.back(absence))


def save_defaults(
    session: Session,
    submission: Submission,
    *,
    seen_at: datetime | None,
    roles: Collection[Role],
    now: datetime,
) -> None:
    """Save the company's hours from a form with `forms.defaults_fields`.

    Raises as `operations.set_defaults`, and InvalidInput for a field that is empty.
    """
    operations.set_defaults(
        session,
        submission.workspace_id,
        read_hours(submission.values),
        seen_at=seen_at,
        roles=roles,
        by=submission.user_id,
        now=now,
    )


def read_hours(values: Values) -> Said:
    """Return what a form with `forms.zone_field` and `forms.hours_fields` says.

    Raises InvalidInput for a field that is empty.
    """
    days = modals.choices(values, "days", missing="Please choose at least one day.")
    times = [
        time.fromisoformat(modals.time(values, field, missing="Please choose a time."))
        for field in ("opens", "closes", "quiet_from", "quiet_until")
    ]
    return Said(
        zone=modals.choice(values, "zone") or None,
        hours=Hours(tuple(sorted(int(day) for day in days)), *times),
        country=modals.choice(values, "country") or None,
    )


def _schedule(session: Session, gesture: Command | Click | Submission, now: datetime) -> Schedule:
    return queries.get_schedule(session, gesture.workspace_id, gesture.user_id, now=now)


def _hours_form(session: Session, gesture: Command | Click, schedule: Schedule) -> Json:
    user_id = gesture.user_id
    known = people.find_people(session, gesture.workspace_id, [user_id]).get(user_id)
    slack_zone = known.zone if known else None
    return forms.hours_form(schedule, list_countries(), slack_zone=slack_zone)


COMMANDS = {
    "/align hours": CommandRow(
        on_hours, hint="", summary="Say when you work, and when you want quiet", need=Need.TIME
    ),
    "/align away": CommandRow(
        on_away, hint="", summary="Say when you are away, and who stands in", need=Need.TIME
    ),
}
TOPICS = {"hours": sentences.HELP}
ACTIONS = {forms.OPEN: on_open, forms.GO_AWAY: on_away, forms.COME_BACK: on_come_back}
VIEWS = {forms.CONFIRM: on_confirm, forms.SAY_AWAY: on_say_away}
