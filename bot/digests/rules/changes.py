"""What changed between two snapshots of the roadmap."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.digests.rules.snapshots import Item, Side, Snapshot
from bot.roadmap.rules import Stage, Status


@dataclass(frozen=True)
class Moved:
    """An initiative that was put off, or brought forward."""

    initiative_id: int
    before: date
    after: date


@dataclass(frozen=True)
class Passed:
    """An initiative that went from one stage to another, both of them open."""

    initiative_id: int
    before: Stage
    after: Stage


@dataclass(frozen=True)
class Turned:
    """One side of an initiative that sees it in another way than before, or for the first time."""

    initiative_id: int
    team_id: int
    before: Status | None
    after: Status


@dataclass(frozen=True)
class Changes:
    """Everything that a digest tells, each in the order of the initiatives' numbers.

    `ended` have the ids of those that are done, and then of those that were dropped; `silent` those
    sides that have not answered for the first time, by initiative and team.
    """

    new: tuple[int, ...] = ()
    reopened: tuple[int, ...] = ()
    done: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    moved: tuple[Moved, ...] = ()
    passed: tuple[Passed, ...] = ()
    turned: tuple[Turned, ...] = ()
    silent: tuple[tuple[int, int], ...] = field(default=())

    @property
    def initiatives(self) -> set[int]:
        """The ids of those of which anything is told."""
        told = {*self.new, *self.reopened, *self.done, *self.dropped}
        told |= {each.initiative_id for each in self.moved}
        told |= {each.initiative_id for each in self.passed}
        told |= {each.initiative_id for each in self.turned}
        return told | {initiative_id for initiative_id, _team_id in self.silent}


def compare(before: Snapshot, after: Snapshot) -> Changes:
    """Return what changed from one snapshot to a later one.

    Of what had ended in both nothing is told, and of what is open again no more than that: what it
    was like before is too long ago.
    """
    pairs = sorted(
        ((id_, before.items.get(id_), item) for id_, item in after.items.items()),
        key=lambda pair: pair[2].number,
    )
    new = {id_ for id_, was, item in pairs if was is None and item.number > before.last}
    lasting = [(id_, was, item) for id_, was, item in pairs if was and was.is_open and item.is_open]
    began = [(id_, None, item) for id_, _was, item in pairs if id_ in new and item.is_open]
    going_on = sorted([*lasting, *began], key=lambda pair: pair[2].number)
    ended = [
        (id_, item.stage)
        for id_, was, item in pairs
        if not item.is_open and (id_ in new or (was and was.is_open))
    ]
    known = {id_ for id_, _was, _item in lasting} | new
    return Changes(
        new=tuple(id_ for id_, _was, _item in pairs if id_ in new),
        reopened=tuple(id_ for id_, _was, item in pairs if item.is_open and id_ not in known),
        done=tuple(id_ for id_, stage in ended if stage is Stage.DONE),
        dropped=tuple(id_ for id_, stage in ended if stage is Stage.DROPPED),
        moved=tuple(
            Moved(id_, was.target_on, item.target_on)
            for id_, was, item in lasting
            if was.target_on != item.target_on
        ),
        passed=tuple(
            Passed(id_, was.stage, item.stage)
            for id_, was, item in lasting
            if was.stage is not item.stage
        ),
        turned=tuple(each for pair in going_on for each in _turned(*pair)),
        silent=tuple(each for pair in going_on for each in _silent(*pair)),
    )


def _turned(initiative_id: int, was: Item | None, item: Item) -> Iterator[Turned]:
    for team_id, side in sorted(item.sides.items()):
        before = _side(was, team_id).status
        if side.status is not None and side.status is not before:
            yield Turned(initiative_id, team_id, before, side.status)


def _silent(initiative_id: int, was: Item | None, item: Item) -> Iterator[tuple[int, int]]:
    for team_id, side in sorted(item.sides.items()):
        if side.is_silent and not _side(was, team_id).is_silent:
            yield initiative_id, team_id


def _side(item: Item | None, team_id: int) -> Side:
    return item.sides.get(team_id, Side()) if item else Side()
