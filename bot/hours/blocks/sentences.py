"""What is said of somebody's hours and absences."""

from datetime import time

from bot.hours.blocks.forms import COME_BACK, DAYS, GO_AWAY, OPEN
from bot.hours.models import Absence, CompanyHours, HolidaysEnd, Schedule
from bot.hours.rules import places, week
from bot.hours.rules.week import Hours
from bot.slack import block_kit
from bot.slack.values import Json

HELP = (
    "*Hours: I write to you when you work*\n"
    "Type `/align hours` to say where you are, when you work, and when you want quiet. Type "
    "`/align away` before you go on holiday, and say who stands in: they are asked as well.\n"
    "• I write to you unasked at most once on a working day, and three times in a week; what comes "
    "on top waits, and comes in one message.\n"
    "• Only an escalation of High urgency comes at any time.\n"
    "• If I hear nothing from you three times, I ask whether I shall stop. One click brings it "
    "back."
)


_SHOWN = 10
"""Absences that can be cancelled in one message; nobody plans more at once."""


def summary(schedule: Schedule, ends: HolidaysEnd | None) -> tuple[str, list[Json]]:
    """Return how somebody's hours stand now, with what they can do about it.

    `ends` is when their holidays are known no more, if that is soon or over.
    """
    said = hours(schedule, ends)
    absences = [(each, away(each)) for each in schedule.absences[:_SHOWN]]
    blocks = [
        block_kit.section(said),
        block_kit.actions(
            block_kit.button("Change", action_id=OPEN, value="hours"),
            block_kit.button("I'm away", action_id=GO_AWAY, value="away"),
        ),
    ]
    for absence, sentence in absences:
        cancel = block_kit.button("Cancel", action_id=COME_BACK, value=str(absence.id))
        blocks += [block_kit.section(sentence), block_kit.actions(cancel)]
    return " ".join([said, *(sentence for _, sentence in absences)]), blocks


def hours(schedule: Schedule, ends: HolidaysEnd | None) -> str:
    """Return when somebody works and has quiet, in two or three sentences, and what `ends`."""
    known = "" if schedule.confirmed_at else "You have not told me your hours; I take it that "
    you = "You" if schedule.confirmed_at else "you"
    free = f", except on public holidays ({schedule.country})" if schedule.country else ""
    return (
        f"{known}{you} work {_days(schedule.hours.days)}, "
        f"{_span(schedule.hours.opens, schedule.hours.closes)}, by the clocks of "
        f"{places.city(schedule.zone)}{free}. {_quiet(schedule.hours)}"
        f"{_known_until(ends)}"
    )


def company(company: CompanyHours | None) -> str:
    """Return what holds for everybody who has not said otherwise."""
    hours = company.hours if company else week.DEFAULT
    country = company.country if company else None
    free = f", except on public holidays ({country})" if country else ""
    holidays = "" if country else " No public holidays are counted yet."
    return (
        f"whoever has not said otherwise works {_days(hours.days)}, "
        f"{_span(hours.opens, hours.closes)}, by their own clocks{free}. {_quiet(hours)}"
        f"{holidays} "
        "`/align hours` says otherwise for one person."
    )


def away(absence: Absence) -> str:
    """Return when somebody is away, and who stands in, in one sentence to them."""
    stand_in = absence.stand_in_id
    who = f"; {block_kit.mention(stand_in)} stands in for you" if stand_in else ""
    if absence.starts_on == absence.ends_on:
        return f"You are away on {block_kit.day(absence.starts_on)}{who}."
    first, last = block_kit.day(absence.starts_on), block_kit.day(absence.ends_on)
    return f"You are away from {first} until {last}{who}."


def back(absence: Absence) -> str:
    """Return what is said when an absence has been cancelled."""
    first, last = block_kit.day(absence.starts_on), block_kit.day(absence.ends_on)
    days = first if first == last else f"{first} until {last}"
    return f"Cancelled: you are here ({days})."


def _known_until(ends: HolidaysEnd | None) -> str:
    if ends is None:
        return ""
    return (
        f" Public holidays of {block_kit.quote(ends.name)} are known until "
        f"{block_kit.day(ends.ends_on)}; later ones count as working days."
    )


def _quiet(hours: Hours) -> str:
    if hours.quiet_from == hours.quiet_until:
        return "There are no quiet hours."
    return f"Quiet hours are {_span(hours.quiet_from, hours.quiet_until)}."


def _span(begins: time, ends: time) -> str:
    next_day = " on the day after" if ends <= begins and ends != time.min else ""
    return f"from {begins:%H:%M} until {ends:%H:%M}{next_day}"


def _days(days: tuple[int, ...]) -> str:
    names = [DAYS[day] for day in days]
    if len(days) > _A_FEW and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]} to {names[-1]}"
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


_A_FEW = 2
