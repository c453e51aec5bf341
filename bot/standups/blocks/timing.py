"""The fields of a stand-up's form that say when it asks, and for how long."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.blocks import words
from bot.standups.rules.settings import Settings
from bot.standups.rules.times import OPEN_HOURS
from bot.worktime.rules.periods import EVERY, NTH, Rhythm

Field = tuple[str, str, Json, dict[str, Any]]
"""Of a field its name, its label, its element, and what else it has."""

OWN = "own"
"""The clock of each person."""

_RHYTHMS = {
    **{f"{Rhythm.WEEKLY}:{n}": "Every week" if n == 1 else f"Every {n} weeks" for n in EVERY},
    f"{Rhythm.MONTHLY_BY_DAY}:1": "Every month, on a day",
    f"{Rhythm.MONTHLY_BY_WEEKDAY}:1": "Every month, on a weekday",
}
_DAYS_IN_A_MONTH = 31
_LAST = 5
_OPEN = {4: "4 hours", 8: "8 hours", 24: "A day", 48: "Two days", 72: "Three days"}


def rhythm(chosen: Settings) -> Json:
    """Return the choice of how often."""
    every = chosen.every if chosen.rhythm is Rhythm.WEEKLY else 1
    return select(_RHYTHMS, f"{chosen.rhythm}:{every}")


def days(chosen: Settings) -> list[Field]:
    """Return the fields of the days that the rhythm needs."""
    weekdays = {str(day): name for day, name in enumerate(words.DAYS)}
    if chosen.rhythm is Rhythm.WEEKLY:
        options = [block_kit.option(name, day) for day, name in weekdays.items()]
        boxes = block_kit.checkboxes(options, chosen=[str(day) for day in chosen.days])
        return [("days", "On which days?", boxes, {})]
    if chosen.rhythm is Rhythm.MONTHLY_BY_DAY:
        days = {str(day): str(day) for day in range(1, _DAYS_IN_A_MONTH + 1)}
        hint = "In a shorter month it is the last day; on a weekend it is the Monday after."
        return [
            (
                "day",
                "On which day of the month?",
                select(days, str(chosen.day or 1)),
                {"hint": hint},
            )
        ]
    nths = {str(n): "The last" if n == _LAST else f"The {words.NTHS[n - 1]}" for n in NTH}
    return [
        ("nth", "Which one of the month?", select(nths, str(chosen.nth or 1)), {}),
        ("weekday", "Which weekday?", select(weekdays, str((chosen.days or (0,))[0])), {}),
    ]


def clock(chosen: Settings, zones_offered: Sequence[str]) -> Json:
    """Return the choice of whose clock it goes by."""
    zones = dict.fromkeys([*([chosen.zone] if chosen.zone else []), *zones_offered])
    clocks = {each: f"One moment for all: by {words.city(each)}'s" for each in zones}
    return select({OWN: "Each person's own", **clocks}, chosen.zone or OWN)


def open_for(chosen: Settings) -> Json:
    """Return the choice of how long it stays open."""
    labels = {str(hours): f"{_OPEN[hours]}, once the last is asked" for hours in OPEN_HOURS}
    return select(labels, str(chosen.open_hours))


def select(labels: Mapping[str, str], chosen: str | None) -> Json:
    """Return a list to choose one of, `labels` by their values."""
    options = {value: block_kit.option(text, value) for value, text in labels.items()}
    return block_kit.select(
        placeholder="Choose", options=list(options.values()), initial=options.get(chosen or "")
    )
