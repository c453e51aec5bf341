"""How far the clock's buttons go."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.page.time_travel import until_monday, until_morning

BERLIN = ZoneInfo("Europe/Berlin")


def on_wall(now: str) -> datetime:
    return datetime.fromisoformat(now).replace(tzinfo=BERLIN)


def after(now: datetime, span: timedelta) -> str:
    then = datetime.fromtimestamp(now.timestamp() + span.total_seconds(), BERLIN)
    return f"{then:%a %d %b %H:%M}"


class TestUntilMorning:
    @pytest.mark.parametrize(
        ("now", "then"),
        [
            ("2026-11-27T17:30", "Sat 28 Nov 09:00"),
            ("2026-11-27T00:05", "Sat 28 Nov 09:00"),
            ("2026-10-24T22:00", "Sun 25 Oct 09:00"),  # the clocks go back that night
        ],
    )
    def test_ends_at_nine_of_the_next_day(self, now: str, then: str) -> None:
        here = on_wall(now)
        assert after(here, until_morning(here)) == then


class TestUntilMonday:
    @pytest.mark.parametrize(
        ("now", "then"),
        [
            ("2026-11-27T17:30", "Mon 30 Nov 09:00"),
            ("2026-11-29T23:59", "Mon 30 Nov 09:00"),
            ("2026-11-30T08:00", "Mon 07 Dec 09:00"),
            ("2026-03-27T12:00", "Mon 30 Mar 09:00"),  # the clocks go forward on Sunday
        ],
    )
    def test_ends_at_nine_of_the_next_one(self, now: str, then: str) -> None:
        here = on_wall(now)
        assert after(here, until_monday(here)) == then
