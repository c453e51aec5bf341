"""What the name of a file says: whether it is a record, its number, its day."""

import re
from datetime import date

_PREFIX = r"(?:(?:adrs?|ard|dec(?:ision)?|rfc)[-_ .]*)?"
_NUMBER = re.compile(rf"{_PREFIX}(\d{{1,9}})(?=[-_. ]|$)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?=[-_. ]|$)")
_SIZE = r"(?:[-_ ](?:bare|minimal|short|long|full|madr|nygard))*"
_NO_RECORD = re.compile(
    rf"[_.]?(?:readme|index|summary|contents|toc|changelog|contributing|license|"
    rf"{_PREFIX}(?:\d+[-_ .]*)?(?:(?:adr|madr|decision|record)[-_ ])*template{_SIZE})",
    re.IGNORECASE,
)


def stem_of(name: str) -> str:
    """Return the name of a file without its ending."""
    return name.rpartition(".")[0]


def is_no_record(stem: str) -> bool:
    """Return whether a file is there for its readers, or to be copied: README, index, template."""
    return _NO_RECORD.fullmatch(stem) is not None


def number_of(stem: str) -> int | None:
    """Return the number that a file has: 7 of `0007-use-it`, `adr007`; None of a day."""
    found = _NUMBER.match(stem)
    return int(found[1]) if found and day_of(stem) is None else None


def day_of(stem: str) -> date | None:
    """Return the day that a file's name begins with, as those of log4brains do."""
    found = _DAY.match(stem)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def slug(words: str) -> str:
    """Return words as they are the same in a title, a link and a file's name."""
    return "-".join(re.findall(r"[^\W_]+", words.casefold()))
