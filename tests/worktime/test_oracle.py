"""Working time agrees with walking through the minutes, whatever the calendar and the zone."""

from datetime import timedelta
from random import Random

import pytest

from bot.worktime.rules.business import add, is_open, measure
from tests.worktime.calendars import WINDOW, random_calendar, random_window
from tests.worktime.oracle import MINUTE, Oracle

SEED = 20261123
CASES_A_CALENDAR = 40


class TestBusinessTime:
    def test_agrees_with_the_oracle_in_5_000_cases(self) -> None:
        self.agrees(5_000)

    @pytest.mark.faults
    def test_agrees_with_the_oracle_in_100_000_cases(self) -> None:
        self.agrees(100_000)

    def agrees(self, cases: int) -> None:
        """Ask each question of both, and print how often the answers differ."""
        random = Random(SEED)  # noqa: S311 (cases, not secrets)
        calendars = cases // CASES_A_CALENDAR
        differences = [each for _ in range(calendars) for each in differing(random)]
        print(f"business time: {cases} cases, {len(differences)} differences, seed {SEED}")  # noqa: T201 (the figures of the proof)
        assert not differences


def differing(random: Random) -> list[str]:
    """Return the questions about one calendar at random that get two answers."""
    zone, begin = random_window(random)
    calendar = random_calendar(random, zone, begin)
    oracle = Oracle(calendar, begin, begin + WINDOW)
    found = []
    for _ in range(CASES_A_CALENDAR):
        first, last = sorted(random.sample(range(WINDOW // MINUTE), 2))
        start, end = begin + first * MINUTE, begin + last * MINUTE
        worked = oracle.measure(start, end)
        duration = random.choice(
            [worked, timedelta(), random.randint(0, worked // MINUTE) * MINUTE]
        )
        answers = {
            "is_open": (is_open(calendar, start), oracle.is_open(start)),
            "measure": (measure(calendar, start, end), worked),
            "add": (add(calendar, start, duration), oracle.add(start, duration)),
        }
        found += [
            f"{question}({calendar}, {start}, {end}, {duration}): {ours}, not {right}"
            for question, (ours, right) in answers.items()
            if ours != right
        ]
    return found
