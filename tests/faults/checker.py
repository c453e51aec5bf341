"""Judges, from what Slack shows and what the database holds, whether every message was seen once.

It knows nothing of the program that sent them: it is told what was asked for, and looks.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

NAME = re.compile(r"\[(\w+-\d+) v(\d+)\]")
"""How a message says which it is, and which version: `[r-000017 v2]`."""

POST = "chat.postMessage"
NOT_SETTLED = ("pending", "sending", "unknown")


@dataclass(frozen=True)
class Expected:
    """A message that must be seen exactly once, as its newest version, in its place.

    `destination` is a channel or a person; `thread_of` names the message in whose thread it goes.
    The order of several in one thread is the order in which they are given.
    """

    name: str
    version: int
    destination: str
    thread_of: str | None = None


@dataclass(frozen=True)
class Shown:
    """A message of the app's that people can see."""

    channel: str
    ts: str
    thread_ts: str | None
    text: str
    marker: str | None

    @property
    def names(self) -> list[tuple[str, int]]:
        """Name and version of every message that its text speaks for."""
        return [(name, int(version)) for name, version in NAME.findall(self.text)]


@dataclass(frozen=True)
class Call:
    """A call that reached Slack; `retry_after` is how long Slack then wanted none."""

    at: datetime
    method: str
    channel: str
    landed_in: str | None = None
    retry_after: timedelta | None = None


@dataclass(frozen=True)
class Row:
    """A message as the database knows it."""

    number: int
    state: str
    method: str
    marker: str
    channel_id: str | None
    ts: str | None
    text: str


@dataclass(frozen=True)
class Evidence:
    """All that can be known of a run from outside."""

    expected: Sequence[Expected] = ()
    shown: Sequence[Shown] = ()
    calls: Sequence[Call] = ()
    rows: Sequence[Row] = ()


@dataclass(frozen=True)
class Report:
    """What is wrong, one line each; nothing of it is all that may be found."""

    lost: tuple[str, ...]
    twice: tuple[str, ...]
    unexpected: tuple[str, ...]
    stale: tuple[str, ...]
    misplaced: tuple[str, ...]
    out_of_order: tuple[str, ...]
    unsettled: tuple[str, ...]
    unanchored: tuple[str, ...]
    impatient: tuple[str, ...]
    """Calls before the end of a Retry-After. A process that was killed with Slack's answer in hand
    takes it to its grave: only where nobody is killed there must be none."""

    def complaints(self, *, but: Sequence[str] = ()) -> list[str]:
        """Return everything that is wrong, but for the kinds named."""
        kinds = [each.name for each in fields(self) if each.name not in but]
        return [f"{kind}: {line}" for kind in kinds for line in getattr(self, kind)]


def check(evidence: Evidence) -> Report:
    """Return what is wrong in the world that the evidence shows."""
    named: dict[str, list[Shown]] = defaultdict(list)
    for shown in evidence.shown:
        for name, _version in shown.names:
            named[name].append(shown)
    return Report(
        lost=tuple(each.name for each in evidence.expected if not named[each.name]),
        twice=(*_named_twice(named), *_marked_twice(evidence.shown)),
        unexpected=tuple(_unexpected(evidence)),
        stale=tuple(_stale(evidence.expected, named)),
        misplaced=tuple(_misplaced(evidence, named)),
        out_of_order=tuple(_out_of_order(evidence.expected, named)),
        unsettled=tuple(
            f"row {row.number} is {row.state}" for row in evidence.rows if row.state in NOT_SETTLED
        ),
        unanchored=tuple(_unanchored(evidence)),
        impatient=tuple(_impatient(evidence.calls)),
    )


def _named_twice(named: Mapping[str, Sequence[Shown]]) -> Iterator[str]:
    for name, copies in named.items():
        if len(copies) > 1:
            yield f"{name} at {', '.join(_place(copy) for copy in copies)}"


def _marked_twice(shown: Iterable[Shown]) -> Iterator[str]:
    copies: dict[str, list[Shown]] = defaultdict(list)
    for each in shown:
        if each.marker and not each.names:  # the others are judged by their names
            copies[each.marker].append(each)
    for same in copies.values():
        if len(same) > 1:
            yield f"{same[0].text!r} at {', '.join(_place(copy) for copy in same)}"


def _unexpected(evidence: Evidence) -> Iterator[str]:
    expected = {each.name for each in evidence.expected}
    places = {(row.channel_id, row.ts) for row in evidence.rows}
    for shown in evidence.shown:
        if any(name not in expected for name, _version in shown.names):
            yield f"{shown.text!r} at {_place(shown)}"
        elif (shown.channel, shown.ts) not in places:
            yield f"{shown.text!r} at {_place(shown)}, of which the database does not know"


def _stale(expected: Sequence[Expected], named: Mapping[str, Sequence[Shown]]) -> Iterator[str]:
    for each in expected:
        for shown in named[each.name]:
            version = dict(shown.names)[each.name]
            if version != each.version:
                yield f"{each.name} shows version {version}, not {each.version}"


def _misplaced(evidence: Evidence, named: Mapping[str, Sequence[Shown]]) -> Iterator[str]:
    landed = _landed(evidence.calls)
    taken = {place for named, place in landed.items() if named != place}
    for each in evidence.expected:
        parents = {shown.ts for shown in named[each.thread_of]} if each.thread_of else {None}
        for shown in named[each.name]:
            # Slack's answers to all the posts to somebody may have been lost.
            unheard = shown.channel.startswith("D") and shown.channel not in taken
            if shown.channel != landed.get(each.destination, each.destination) and not (
                unheard and each.destination not in landed
            ):
                yield f"{each.name} is in {shown.channel}, not in {each.destination}"
            if shown.thread_ts not in parents:
                yield f"{each.name} is in the thread {shown.thread_ts}, not in {each.thread_of}'s"


def _out_of_order(
    expected: Sequence[Expected], named: Mapping[str, Sequence[Shown]]
) -> Iterator[str]:
    newest: dict[str, tuple[str, str]] = {}
    for each in expected:
        for shown in named[each.name] if each.thread_of else ():
            before, ts = newest.get(each.thread_of or "", ("", ""))
            if shown.ts < ts:
                yield f"{each.name} stands before {before}"
            else:
                newest[each.thread_of or ""] = each.name, shown.ts


def _unanchored(evidence: Evidence) -> Iterator[str]:
    """Yield sent rows that no visible message bears out, and those that share one."""
    shown = {(each.channel, each.ts): each for each in evidence.shown}
    sent = [row for row in evidence.rows if row.method == POST and row.state == "sent"]
    for row in sent:
        found = shown.get((row.channel_id or "", row.ts or ""))
        if found is None:
            yield f"row {row.number} is not at {row.channel_id} {row.ts}"
        elif found.marker != row.marker:
            yield f"row {row.number} is at {row.channel_id} {row.ts} with another's marker"
        elif row.text not in found.text:
            yield f"row {row.number} says {row.text!r}, and Slack shows {found.text!r}"
    for place, number in Counter((row.channel_id, row.ts) for row in sent).items():
        if number > 1:
            yield f"{number} rows claim {place}"


def _impatient(calls: Iterable[Call]) -> Iterator[str]:
    """Yield the posts that came while Slack wanted none in that channel.

    Other methods are limited as a whole, and several calls may be under way when one is refused.
    """
    posts = sorted((call for call in calls if call.method == POST), key=lambda call: call.at)
    landed = _landed(posts)
    closed: dict[str, datetime] = {}
    for call in posts:
        channel = landed.get(call.channel) or call.channel
        until = closed.get(channel)
        if until and call.at < until:
            early = (until - call.at).total_seconds()
            yield f"{call.channel} at {call.at:%H:%M:%S.%f}, {early:.3f} s early"
        if call.retry_after:
            closed[channel] = max(until or call.at, call.at + call.retry_after)


def _landed(calls: Iterable[Call]) -> dict[str, str]:
    """Return the channel in which posts arrive, by what they name: it, or a person."""
    return {call.channel: call.landed_in for call in calls if call.landed_in}


def _place(shown: Shown) -> str:
    return f"{shown.channel} {shown.ts}"
