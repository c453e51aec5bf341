"""Whether what a record says can be kept: its words, its ids and its times."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.decisions.rules.records import Record
from bot.decisions.rules.soundness.facts import Faults
from bot.decisions.rules.titles import TITLE_MAX

WORDS_MAX = 40_000
"""Characters of what was decided, and of what was not: as long as a message in Slack may be."""

REASON_MAX = 3000
"""Characters of a reason: as long as what is typed into a field may be."""

NUMBER_MAX = 999_999_999

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2999, 12, 31, tzinfo=UTC)
_BEHIND = timedelta(hours=12)
"""How far behind UTC somebody's day may be."""

_USER = re.compile(r"[UW][A-Z0-9]{1,31}")
_CHANNEL = re.compile(r"[CGD][A-Z0-9]{1,31}")
_SOURCE = re.compile(r"ESC-[1-9]\d{0,8}|message:[0-9a-f]{16}")
_ADDRESS = re.compile(r"https://[^\s<>|]{1,490}")

_USER_TOLD = "is nobody's id in Slack. Write it as U0MAYA00001: names change"
_FORMS = {
    **dict.fromkeys(("driver", "state_by", "accepted_by"), (_USER, _USER_TOLD)),
    **dict.fromkeys(("people.user", "people.voted_by", "people.stand_in"), (_USER, _USER_TOLD)),
    "restricted_to": (_CHANNEL, "is no channel's id in Slack. Write it as C0LEADS0004"),
    "source": (_SOURCE, "is nothing that a decision comes from, as ESC-12. Take it out"),
    "permalink": (_ADDRESS, "is no address. Begin it with https://, or take it out"),
}
_LIMITS = {
    "title": TITLE_MAX,
    **dict.fromkeys(("what", "rejected"), WORDS_MAX),
    **dict.fromkeys(("state_because", "people.because"), REASON_MAX),
}
_AHEAD = {"review_on", "people.stand_in_until"}
"""What may lie in the future."""


def find(record: Record, now: datetime) -> Faults:
    """Yield what is wrong with the fields of a record, each for itself."""
    if len(record.title.splitlines()) != 1 or not record.title.strip():
        yield "title", "it is no line of text. Write one"
    if not 1 <= record.number <= NUMBER_MAX:
        yield "number", f"{record.number} is no number of a decision. Count them from 1"
    for name, value in _values(record):
        if isinstance(value, str):
            yield from _find_in_text(name, value)
        elif isinstance(value, date):
            yield from _find_in_time(name, value, now)
    yield from _find_between(record)


def _values(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record, and those of its people."""
    yield from ((name, value) for name, value in vars(record).items() if name != "people")
    for person in record.people:
        yield from ((f"people.{name}", value) for name, value in vars(person).items())


def _find_in_text(name: str, value: str) -> Faults:
    form, told = _FORMS.get(name, (None, ""))
    if form is not None and form.fullmatch(value) is None:
        yield name, f"{value!r} {told}"
    if len(value) > _LIMITS.get(name, len(value)):
        most = _LIMITS[name]
        yield name, f"it has {len(value):,} characters. Shorten it to {most:,}"
    if "\0" in value or any("\ud800" <= each <= "\udfff" for each in value):
        yield name, "it has a character that is none (NUL, or half of a pair). Take that out"


def _find_in_time(name: str, value: date, now: datetime) -> Faults:
    moment = value if isinstance(value, datetime) else _midnight(value)
    if not _FIRST <= moment <= _LAST:
        yield name, f"{value} is no time that I can keep: only from {_FIRST:%Y} to {_LAST:%Y}"
    elif name not in _AHEAD and moment > now:
        yield name, f"{value} has not come yet, and it has happened. Correct the time"


def _find_between(record: Record) -> Faults:
    if record.state_at < record.proposed_at:
        yield "state_at", f"{record.state_at} is before it was proposed. Correct one of the two"
    at = record.accepted_at
    if at is not None and not record.proposed_at <= at <= record.state_at:
        told = f"{at} is before it was proposed, or after its state_at. Correct one of them"
        yield "accepted_at", told
    day = record.review_on
    if day is not None and record.proposed_at >= _FIRST and day < _local_day(record.proposed_at):
        yield "review_on", f"{day} is before the decision. Choose a later day, or take it out"


def _local_day(moment: datetime) -> date:
    """Return the earliest day that it can have been then, wherever somebody was."""
    return (moment.astimezone(UTC) - _BEHIND).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)
