"""Whether records follow each other as decisions do, and which of them comes first."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence

from bot.decisions.rules.moves import ENDS, HOLDING, OPEN, State
from bot.decisions.rules.records import Record
from bot.decisions.rules.soundness.facts import Faults

_ENDED = (State.SUPERSEDED, State.REVERSED)


class Family:
    """All records of a set and of the log, by their numbers, and those that follow each."""

    def __init__(self, records: Iterable[Record], log: Mapping[int, Record]) -> None:
        self.all: dict[int, Record] = {**log, **{each.number: each for each in records}}
        self.followers: dict[int, list[Record]] = defaultdict(list)
        for each in self.all.values():
            if each.follows is not None:
                self.followers[each.follows].append(each)
        self.circles = _in_circles(self.all.values())

    def find(self, record: Record) -> Faults:
        """Yield what is wrong between a record, what it follows, and what follows it."""
        if (record.follows is None) is not (record.follows_as is None):
            yield "follows", "it says what it follows and not how, or the other way. Write both"
            return
        if record.number in self.circles:
            yield "follows", f"{_named(self.circles[record.number])} follow each other in a circle"
            return
        yield from self._find_before(record)
        yield from self._find_after(record)

    def _find_before(self, record: Record) -> Faults:
        if record.follows is None:
            return
        before = self.all.get(record.follows)
        if before is None:
            told = f"there is no DEC-{record.follows}, neither here nor in the log"
            yield "follows", f"{told}. Bring it in with these, or take this out"
        elif before.state not in HOLDING:
            yield "follows", f"{before.name} is {before.state}, and never held. Take this out"
        elif others := [
            each.number
            for each in self.followers[record.follows]
            if each.number != record.number and _are_rivals(record, each)
        ]:
            names = _named([record.number, *others])
            yield "follows", f"{names} follow {before.name} at once: only one can. Choose one"
        elif before.state is not (wanted := _before(record) or before.state):
            told = f"{before.name} is {before.state}, and as {record.name} is {record.state}"
            yield "follows", f"{told} it must be {wanted}. Correct that, or take this out"

    def _find_after(self, record: Record) -> Faults:
        if record.state in _ENDED and not any(
            each.state in HOLDING for each in self.followers[record.number]
        ):
            told = f"it is {record.state}, and nothing that held follows it"
            yield "state", f"{told}. Bring that in too, or correct the state"


def in_order(records: Iterable[Record]) -> Sequence[Record]:
    """Return records, which have no circle, each after the one that it follows, else by number."""
    by_number = {each.number: each for each in sorted(records, key=lambda each: each.number)}
    followers = defaultdict(list)
    for each in by_number.values():
        followers[each.follows].append(each)
    ordered: list[Record] = []
    waiting = deque(each for each in by_number.values() if each.follows not in by_number)
    while waiting:
        each = waiting.popleft()
        ordered.append(each)
        waiting += followers[each.number]
    return ordered


def _before(record: Record) -> State | None:
    """Return the state that what a record follows must be in; None if that tells nothing of it."""
    if record.state is State.PROPOSED:
        return State.ACCEPTED
    held = record.state in HOLDING
    return ENDS[record.follows_as] if held and record.follows_as else None


def _are_rivals(one: Record, other: Record) -> bool:
    """Return whether only one of two that follow the same can be: both current, or both held."""
    return (one.state in OPEN and other.state in OPEN) or (
        one.state in HOLDING and other.state in HOLDING
    )


def _in_circles(records: Iterable[Record]) -> dict[int, list[int]]:
    """Return the circles by the numbers of those that are in one."""
    before = {each.number: each.follows for each in records}
    waited = Counter(before.values())
    ends = deque(number for number in before if not waited[number])
    while ends:
        follows = before.pop(ends.popleft())
        waited[follows] -= 1
        if follows in before and not waited[follows]:
            ends.append(follows)
    circles: dict[int, list[int]] = {}
    for first in before:
        circle: list[int] = []
        each: int | None = first
        while each is not None and each not in circles:
            circles[each] = circle
            circle.append(each)
            each = before[each]
    return circles


def _named(numbers: Iterable[int]) -> str:
    return ", ".join(f"DEC-{number}" for number in sorted(numbers))
