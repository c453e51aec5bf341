"""Whom the end of a country's holidays concerns, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.hours import queries
from bot.hours.models import HolidaysEnd
from bot.people.rules import Standing
from tests.hours.office import ANA, BEN, SAID, Office
from tests.worktime import atlantis
from tests.worktime.atlantis import ATLANTIS, ENDS_ON

SIXTY_DAYS_BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
END = HolidaysEnd(ATLANTIS, "Atlantis", ENDS_ON)
THERE = replace(SAID, country=ATLANTIS)


@pytest.fixture(autouse=True)
def _atlantis(monkeypatch: pytest.MonkeyPatch) -> None:
    atlantis.rise(monkeypatch)


class TestFindHolidaysEnd:
    def test_is_nothing_while_there_is_time(self) -> None:
        before = SIXTY_DAYS_BEFORE - timedelta(microseconds=1)
        assert queries.find_holidays_end(ATLANTIS, now=before) is None
        assert queries.find_holidays_end(ATLANTIS, now=SIXTY_DAYS_BEFORE) == END

    @pytest.mark.parametrize("country", [None, "XX", "DE"])
    def test_is_nothing_where_nothing_ends(self, country: str | None) -> None:
        assert queries.find_holidays_end(country, now=SIXTY_DAYS_BEFORE) is None


class TestListHolidaysEnding:
    def test_has_each_country_that_somebody_or_a_company_works_in_once(
        self, office: Office, elsewhere: Office
    ) -> None:
        office.confirm(ANA, THERE)
        office.confirm(BEN, SAID)
        elsewhere.set_defaults(THERE)
        with office.transaction() as session:
            assert queries.list_holidays_ending(session, now=SIXTY_DAYS_BEFORE) == [END]

    def test_has_none_that_nobody_works_in(self, office: Office) -> None:
        office.confirm(BEN, SAID)
        office.confirm(ANA, replace(SAID, country=None))
        with office.transaction() as session:
            assert queries.list_holidays_ending(session, now=SIXTY_DAYS_BEFORE) == []


class TestCountPeopleByWorkspace:
    def test_keeps_workspaces_apart(self, office: Office, elsewhere: Office) -> None:
        office.confirm(ANA, THERE)
        office.confirm(BEN, THERE)
        elsewhere.set_defaults(THERE)
        elsewhere.confirm(ANA, SAID)
        with office.transaction() as session:
            found = queries.count_people_by_workspace(session, ATLANTIS)
        assert found == {office.workspace_id: 2, elsewhere.workspace_id: 0}

    def test_counts_nobody_who_has_left_or_became_a_guest(
        self, office: Office, elsewhere: Office
    ) -> None:
        for user_id in (ANA, BEN, "U3"):
            office.confirm(user_id, THERE)
        office.know(ANA)
        office.know(BEN, standing=Standing.GUEST)
        elsewhere.confirm(ANA, THERE)
        elsewhere.know(ANA, is_deactivated=True)
        with office.transaction() as session:
            found = queries.count_people_by_workspace(session, ATLANTIS)
        assert found == {office.workspace_id: 2}
