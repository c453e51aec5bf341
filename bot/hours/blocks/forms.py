"""The forms in which people say when they work, and when they are away."""

from collections.abc import Mapping, Sequence
from datetime import date, time

from bot.hours.models import CompanyHours, Schedule
from bot.hours.rules import places, week
from bot.hours.rules.week import Hours
from bot.slack import block_kit
from bot.slack.values import Json

OPEN = "hours.open"
GO_AWAY = "hours.go_away"
COME_BACK = "hours.come_back"
CONFIRM = "hours.confirm"
SAY_AWAY = "hours.say_away"

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Countries = Mapping[str, str]
"""Names of countries, in order, by their codes."""


def hours_form(schedule: Schedule, countries: Countries, *, slack_zone: str | None) -> Json:
    """Return the form of somebody's own hours, filled with what is known.

    `slack_zone` is what Slack says of where they are; it is said if it is somewhere else.
    """
    return block_kit.modal(
        "My hours",
        [
            block_kit.section(
                "I write to you in your working hours only. What is urgent comes at any time."
            ),
            zone_field("Where are you?", schedule.zone, hint=_slack_says(schedule, slack_zone)),
            *hours_fields(schedule.hours, schedule.country, countries),
        ],
        callback_id=CONFIRM,
        submit="Save",
    )


def defaults_fields(company: CompanyHours | None, countries: Countries) -> list[Json]:
    """Return the fields of what holds for the whole company, for a form of settings.

    `listeners.save_defaults` reads them.
    """
    hours = company.hours if company else week.DEFAULT
    country = company.country if company else None
    zone = company.zone if company else None
    hint = "For those of whom Slack does not say where they are."
    return [
        zone_field("Where is the company?", zone, hint=hint, optional=True),
        *hours_fields(hours, country, countries),
    ]


def zone_field(
    label: str, zone: str | None, *, hint: str | None = None, optional: bool = False
) -> Json:
    """Return the choice of a place by its clocks, `zone` chosen."""
    groups = {
        heading: [block_kit.option(places.city(each), each) for each in zones]
        for heading, zones in places.list_zones().items()
    }
    listed = {option["value"] for options in groups.values() for option in options}
    if zone and zone not in listed:
        groups = {"As until now": [block_kit.option(zone, zone)], **groups}
    element = block_kit.grouped_select(placeholder="A city near you", groups=groups, chosen=zone)
    hint = hint or "Type a few letters: a large city with the same clocks will do."
    return block_kit.field(label, element, block_id="zone", hint=hint, optional=optional)


def hours_fields(hours: Hours, country: str | None, countries: Countries) -> list[Json]:
    """Return the fields of a working week, quiet hours and holidays, filled in."""
    days = [block_kit.option(name, str(day)) for day, name in enumerate(DAYS)]
    chosen = [str(day) for day in hours.days]
    return [
        block_kit.field("Working days", block_kit.checkboxes(days, chosen=chosen), block_id="days"),
        _time_field("Work begins", hours.opens, "opens"),
        _time_field("Work ends", hours.closes, "closes", "Before it begins means the day after."),
        _time_field("Quiet from", hours.quiet_from, "quiet_from"),
        _time_field(
            "Quiet until",
            hours.quiet_until,
            "quiet_until",
            "Only a High escalation comes in quiet hours.",
        ),
        block_kit.field(
            "Public holidays of",
            block_kit.grouped_select(
                placeholder="A country", groups=_by_letter(countries), chosen=country
            ),
            block_id="country",
            optional=True,
        ),
    ]


def away_form(today: date) -> Json:
    """Return the form that says when somebody is away, and who stands in; `today` is theirs."""
    return block_kit.modal(
        "I'm away",
        [
            block_kit.field(
                "First day away",
                block_kit.date_input(initial=today.isoformat()),
                block_id="from",
            ),
            block_kit.field("Last day away", block_kit.date_input(), block_id="until"),
            block_kit.field(
                "Who stands in?",
                block_kit.person_select(placeholder="A colleague"),
                block_id="stand_in",
                hint="Is asked as well whenever somebody asks you in those days.",
                optional=True,
            ),
        ],
        callback_id=SAY_AWAY,
        submit="Save",
    )


def _slack_says(schedule: Schedule, slack_zone: str | None) -> str | None:
    if slack_zone is None or schedule.confirmed_at is None or slack_zone == schedule.zone:
        return None
    return f"Slack says you are near {places.city(slack_zone)} now."


def _time_field(label: str, at: time, block_id: str, hint: str | None = None) -> Json:
    element = block_kit.time_input(initial=f"{at:%H:%M}")
    return block_kit.field(label, element, block_id=block_id, hint=hint)


def _by_letter(countries: Countries) -> dict[str, Sequence[Json]]:
    groups: dict[str, list[Json]] = {}
    for code, name in countries.items():
        groups.setdefault(name[0], []).append(block_kit.option(name, code))
    return {**groups}
