"""A folder of Markdown records that others wrote: MADR, or Nygard's form of ADRs.

Their words are kept whole; of their status, what can be told from it (adr.github.io/adr-templates).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.decisions.rules.moves import HOLDING, State, Succession
from bot.decisions.rules.records import Record, Unreadable
from bot.takeout import markdown

_FILE = re.compile(r"(?:\D*?)(\d{1,9})\b")
_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
_NUMBER = re.compile(r"^(?:ADR[- ]?)?\d+\s*[.:)-]\s*", re.IGNORECASE)
_STATUS = re.compile(r"^##\s+Status\s*\n+\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_DATE = re.compile(r"^(?:[*-]\s*)?Date:\s*(\d{4}-\d{2}-\d{2})", re.MULTILINE | re.IGNORECASE)
_SUPERSEDED = re.compile(r"superseded by\D*(\d{1,9})", re.IGNORECASE)

_STATES = {"accepted": State.ACCEPTED, "approved": State.ACCEPTED, "rejected": State.REJECTED}


@dataclass(frozen=True)
class Defaults:
    """What no such file says: whose decisions they are, who drives them, and from when they are if
    they have no date.
    """

    team: str
    driver: str
    now: datetime


def read(files: Mapping[str, str], defaults: Defaults) -> list[Record]:
    """Return the decisions of files, by their names. Raises Unreadable, which names the file."""
    records: dict[int, Record] = {}
    replaced: dict[int, int] = {}
    for name, text in sorted(files.items()):
        record, by = _read(name, text, defaults)
        if record.number in records:
            raise Unreadable(f"{name}: there is another file with the number {record.number}")
        records[record.number] = record
        if by is not None:
            replaced[record.number] = by
    for old, new in replaced.items():
        _link(records, old, new)
    return list(records.values())


def _read(name: str, text: str, defaults: Defaults) -> tuple[Record, int | None]:
    found = _FILE.match(name)
    if found is None:
        raise Unreadable(f"{name}: its name has no number, as 0007-use-hubspot.md has")
    try:
        head, body = markdown.front_matter(text)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error
    heading = _HEADING.search(body)
    if heading is None:
        raise Unreadable(f"{name}: it has no title (a line that begins with #)")
    status, at = _status(head, body), _at(name, head, body, defaults.now)
    state = _STATES.get(status.lower().strip("\"'"), State.WITHDRAWN)
    by = _SUPERSEDED.search(status)
    record = Record(
        number=int(found[1]),
        title=_NUMBER.sub("", heading[1]),
        what=_words(head, body, heading.end()) or heading[1],
        team=defaults.team,
        driver=defaults.driver,
        proposed_at=at,
        state=state,
        state_at=at,
        state_because=None if state is not State.WITHDRAWN else status or "no status",
        accepted_at=at if state is State.ACCEPTED else None,
    )
    return record, int(by[1]) if by else None


def _status(head: Mapping[str, Any], body: str) -> str:
    if head.get("status"):
        return str(head["status"])
    found = _STATUS.search(body)
    return found[1] if found else ""


def _at(name: str, head: Mapping[str, Any], body: str, now: datetime) -> datetime:
    said = head.get("date")
    if said is None and (found := _DATE.search(body)):
        said = found[1]
    if said is None:
        return now
    try:
        day = said if isinstance(said, date) else date.fromisoformat(str(said))
    except ValueError as error:
        raise Unreadable(f"{name}: {said!r} is no date, as 2026-11-23 is") from error
    return datetime.combine(day, time(), UTC)


def _words(head: Mapping[str, Any], body: str, start: int) -> str:
    """Return all that the file says below its title, and who decided, as it names them."""
    named = [
        f"{key}: {_listed(said)}"
        for key in ("decision-makers", "deciders", "consulted", "informed")
        if (said := head.get(key))
    ]
    return "\n\n".join(filter(None, ["\n".join(named), body[start:].strip()]))


def _listed(said: Any) -> str:
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def _link(records: dict[int, Record], old: int, new: int) -> None:
    """Let the new one follow the old one, if it can: it holds, and follows no other."""
    successor = records.get(new)
    if successor is None or successor.state not in HOLDING or successor.follows is not None:
        return
    records[new] = replace(successor, follows=old, follows_as=Succession.SUPERSEDE)
    at = successor.state_at
    before = records[old]
    records[old] = replace(
        before,
        state=State.SUPERSEDED,
        state_at=at,
        state_because=successor.name,
        accepted_at=before.proposed_at,
    )
