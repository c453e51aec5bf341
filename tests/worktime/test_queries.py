"""Which days are public holidays where somebody works."""

from datetime import date

import pytest

from bot.errors import NotFound
from bot.worktime import queries
from tests.worktime import atlantis
from tests.worktime.atlantis import ATLANTIS, ENDS_ON


class TestListHolidays:
    def test_knows_a_country(self) -> None:
        found = queries.list_holidays("DE", region=None, years=(2026, 2027))
        assert {date(2026, 10, 3), date(2027, 3, 26)} <= found
        assert date(2026, 1, 6) not in found

    def test_knows_a_region(self) -> None:
        assert date(2026, 1, 6) in queries.list_holidays("DE", region="BY", years=(2026,))

    def test_counts_the_day_on_which_one_is_made_up_for(self) -> None:
        """In 2026 the fourth of July is a Saturday."""
        found = queries.list_holidays("US", region=None, years=(2026,))
        assert {date(2026, 7, 3), date(2026, 7, 4)} <= found

    @pytest.mark.parametrize(
        ("country", "region", "place"), [("XX", None, "'XX'"), ("DE", "ZZ", "'DE-ZZ'")]
    )
    def test_refuses_an_unknown_place(self, country: str, region: str | None, place: str) -> None:
        with pytest.raises(NotFound, match=f"no public holidays for {place}: use a code such as"):
            queries.list_holidays(country, region=region, years=(2026,))

    def test_knows_none_after_the_last_year_without_a_word(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """So escalations would climb on a day off: that is why leads are told before."""
        atlantis.rise(monkeypatch)
        found = queries.list_holidays(ATLANTIS, region=None, years=range(2026, 2030))
        assert found == {date(2026, 1, 1), date(2026, 12, 30)}
        assert not queries.list_holidays(ATLANTIS, region=None, years=(2027,))


class TestFindDataEnd:
    def test_is_the_last_day_of_the_last_year_that_the_library_names(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        atlantis.rise(monkeypatch)
        assert queries.find_data_end(ATLANTIS) == ENDS_ON
        atlantis.learn_more(monkeypatch)
        assert queries.find_data_end(ATLANTIS) == date(2027, 12, 31)

    def test_is_known_of_every_country_that_can_be_chosen(self) -> None:
        assert all(queries.find_data_end(country) for country in queries.list_countries())

    def test_is_nothing_for_a_country_that_nobody_knows(self) -> None:
        assert queries.find_data_end("XX") is None


class TestListCountries:
    def test_names_countries_by_their_codes_in_order(self) -> None:
        found = queries.list_countries()
        assert (found["GB"], found["DE"]) == ("United Kingdom", "Germany")
        assert list(found.values()) == sorted(found.values())
