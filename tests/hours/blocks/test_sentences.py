"""What people read of their hours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.hours.blocks import sentences
from bot.hours.models import Absence, HolidaysEnd, Schedule, schedule
from bot.hours.rules import week
from bot.hours.rules.week import Hours
from sandbox import validation

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENDS = HolidaysEnd("XA", "Atlantis & Mu", date(2026, 12, 31))
KNOWN_UNTIL = (
    "Public holidays of Atlantis &amp; Mu are known until Thu 31 Dec 2026; later ones count as "
    "working days."
)


def built(hours: Hours = week.DEFAULT, *absences: Absence, confirmed: bool = True) -> Schedule:
    return schedule.build(
        zone="Europe/Berlin",
        hours=hours,
        country=None,
        confirmed_at=NOW if confirmed else None,
        absences=absences,
        now=NOW,
    )


class TestHours:
    @pytest.mark.parametrize(
        ("days", "said"),
        [
            ((0, 1, 2, 3, 4), "Monday to Friday"),
            ((0, 1), "Monday and Tuesday"),
            ((0, 2, 4), "Monday, Wednesday and Friday"),
            ((6,), "Sunday"),
        ],
    )
    def test_say_the_days(self, days: tuple[int, ...], said: str) -> None:
        text = sentences.hours(built(replace(week.DEFAULT, days=days)), None)
        assert text.startswith(f"You work {said}, from 09:00 until 17:00, by the clocks of Berlin.")

    def test_say_that_they_are_guessed(self) -> None:
        assert sentences.hours(built(confirmed=False), None).startswith(
            "You have not told me your hours; I take it that you work Monday to Friday, "
        )

    def test_say_that_there_is_no_quiet(self) -> None:
        loud = replace(week.DEFAULT, quiet_from=time(0), quiet_until=time(0))
        assert sentences.hours(built(loud), None).endswith("There are no quiet hours.")

    @pytest.mark.parametrize("confirmed", [True, False])
    def test_say_until_when_holidays_are_known(self, confirmed: bool) -> None:
        assert sentences.hours(built(confirmed=confirmed), ENDS).endswith(f". {KNOWN_UNTIL}")


class TestSummary:
    def test_is_a_message_with_every_absence(self) -> None:
        away = [
            Absence(id=day, starts_on=date(2026, 12, day), ends_on=date(2026, 12, day))
            for day in range(1, 31)
        ]
        text, blocks = sentences.summary(built(week.DEFAULT, *away), ENDS)
        assert not validation.message(blocks)
        assert "You are away on Thu 10 Dec 2026." in text
        assert KNOWN_UNTIL in text


class TestBack:
    def test_says_which_days(self) -> None:
        absence = Absence(starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 4))
        assert sentences.back(absence) == (
            "Cancelled: you are here (Tue 1 Dec 2026 until Fri 4 Dec 2026)."
        )
