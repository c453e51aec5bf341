"""Which days are public holidays where somebody works."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

import holidays
from holidays.registry import COUNTRIES

from bot.errors import NotFound

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def list_countries() -> Mapping[str, str]:
    """Return the names of the countries whose holidays are known, by their ISO 3166-1 codes."""
    found = {code: _WORDS.sub(" ", name) for name, code, *_others in COUNTRIES.values()}
    return dict(sorted(found.items(), key=lambda each: each[1]))


def list_holidays(country: str, *, region: str | None, years: Iterable[int]) -> frozenset[date]:
    """Return the public holidays of those years, with the days on which they are made up for.

    `country` is its ISO 3166-1 code ("DE"), `region` the end of its ISO 3166-2 code ("BY" for
    DE-BY). Raises NotFound when no holidays are known there.
    """
    try:
        return frozenset(holidays.country_holidays(country, subdiv=region, years=years))
    except NotImplementedError as error:
        place = country if region is None else f"{country}-{region}"
        raise NotFound(
            f"I know no public holidays for {place!r}: use a code such as DE or DE-BY."
        ) from error


def find_data_end(country: str) -> date | None:
    """Return the last day for which the holidays of a country are known; None for no such country.

    After it the library knows of none, without a word (its attribute `end_year`).
    """
    try:
        return date(holidays.country_holidays(country).end_year, 12, 31)
    except NotImplementedError:
        return None
