"""Which days are public holidays where somebody works."""

from datetime import date

import pytest

from bot.errors import NotFound
from bot.worktime import queries


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


class TestListCountries:
    def test_names_countries_by_their_codes_in_order(self) -> None:
        found = queries.list_countries()
        assert (found["GB"], found["DE"]) == ("United Kingdom", "Germany")
        assert list(found.values()) == sorted(found.values())
