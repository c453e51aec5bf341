"""When a round is next: on a working morning, ahead, once a week or month, in any zone."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.wins.operations.rounds import due_after
from bot.wins.rules import Rhythm
from bot.wins.rules.rounds import this_begin
from bot.wins.rules.times import TOLD_AT
from bot.worktime.rules import days, zones
from bot.worktime.rules.business import Calendar, Hours
from bot.worktime.rules.zones import Weekday

ZONES = ("UTC", "Europe/Lisbon", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia")


def moments(first: str, last: str) -> st.SearchStrategy[datetime]:
    """Draw instants; Hypothesis wants the ends without a zone."""
    ends = (datetime.fromisoformat(each) for each in (first, last))
    return st.datetimes(*ends, timezones=st.just(UTC))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Draw somebody's working days, with holidays at the beginning of a month too."""
    weekdays = draw(st.sets(st.sampled_from(Weekday), min_size=1))
    free = draw(st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 10)), max_size=20))
    return Calendar(
        zone=draw(st.sampled_from(ZONES)),
        hours={day: [Hours(time(8), time(16))] for day in weekdays},
        holidays=frozenset(free),
    )


class TestDueAfter:
    @given(calendars(), st.sampled_from(Rhythm), moments("2011-12-01", "2040-01-01"))
    def test_is_a_working_morning_ahead(
        self, calendar: Calendar, rhythm: Rhythm, now: datetime
    ) -> None:
        due = due_after(calendar, rhythm, told_until=now, now=now)
        local = due.astimezone(zones.zone_named(calendar.zone))
        assert due > now
        assert local.time() >= TOLD_AT
        assert days.is_working_day(calendar, local.date())

    @given(
        calendars(),
        st.sampled_from(Rhythm),
        moments("2025-12-20", "2026-03-10"),
        st.lists(st.timedeltas(timedelta(0), timedelta(6)), max_size=12),
    )
    def test_comes_once_a_period_however_often_it_is_asked(
        self, calendar: Calendar, rhythm: Rhythm, begun: datetime, asked: list[timedelta]
    ) -> None:
        """Who saves the settings asks again; nothing of that puts it off or brings it twice."""
        zone = zones.zone_named(calendar.zone)
        now, due = begun, due_after(calendar, rhythm, told_until=begun, now=begun)
        for step in asked:
            now += step
            if now < due:
                assert due_after(calendar, rhythm, told_until=begun, now=now) == due
                continue
            told = now
            following = due_after(calendar, rhythm, told_until=told, now=now)
            began, begins = (
                this_begin(each.astimezone(zone).date(), rhythm) for each in (told, following)
            )
            assert began < begins
            begun, due = told, following
