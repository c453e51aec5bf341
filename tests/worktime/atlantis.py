"""A country of our own in the library of public holidays, whose data end when a test says so."""

from datetime import date

import holidays
import pytest
from holidays import HolidayBase
from holidays.registry import COUNTRIES

ATLANTIS = "XA"
ENDS_ON = date(2026, 12, 31)


class Atlantis(HolidayBase):
    """New Year and the day of the flood, until the library knows no more."""

    country = ATLANTIS
    end_year = ENDS_ON.year

    def _populate_public_holidays(self) -> None:
        self._add_holiday_jan_1("New Year")
        self._add_holiday_dec_30("Day of the Flood")


def rise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library know it, as it would know any other country."""
    monkeypatch.setattr(holidays, ATLANTIS, Atlantis, raising=False)
    monkeypatch.setitem(COUNTRIES, "atlantis", ("Atlantis", ATLANTIS, "XAT"))


def learn_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a newer release know of one more year."""
    monkeypatch.setattr(Atlantis, "end_year", ENDS_ON.year + 1)
