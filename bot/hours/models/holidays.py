"""Until when public holidays are known."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class HolidaysEnd:
    """The last day for which the public holidays of a country (ISO 3166-1) are known."""

    country: str
    name: str
    ends_on: date
