"""The records of a folder that others wrote: which files are some, and what follows what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from bot.decisions.rules.moves import ENDS, HOLDING
from bot.decisions.rules.records import Record
from bot.takeout.foreign import lineage, pages
from bot.takeout.foreign.lineage import Link
from bot.takeout.foreign.names import day_of, is_no_record, number_of, stem_of
from bot.takeout.foreign.pages import Page
from bot.takeout.foreign.references import Folder
from bot.takeout.foreign.telling import Defaults, Told, tell
from bot.takeout.reading import read_each


@dataclass(frozen=True)
class Taken:
    """Records by their files, what of these was not told from them, and which files are none."""

    records: Mapping[str, Record]
    notes: Sequence[str] = ()
    passed_over: Sequence[str] = ()


def read(files: Mapping[str, str], defaults: Defaults) -> Taken:
    """Return the decisions of files, by their names. Raises Unreadable, which names the files."""
    named = [
        (name, text) for name, text in sorted(files.items()) if not is_no_record(stem_of(name))
    ]
    found = {
        name: page
        for name, page in read_each(named, pages.read).items()
        if number_of(stem_of(name)) is not None or day_of(stem_of(name)) or page.status
    }
    numbers = _numbers(found, defaults)
    told = read_each(
        ((name, (name, page)) for name, page in found.items()),
        lambda file: tell(*file, numbers[file[0]], defaults),
    )
    titles = {name: page.title for name, page in found.items()}
    traced = lineage.trace(found, Folder(list(found), numbers, titles))
    records = _linked(told, traced.after.values())
    notes = [
        f"{name}: {each}."
        for name, one in told.items()
        for each in (*_untold(one, records[name]), *traced.untold[name])
    ]
    return Taken(records, notes, sorted(files.keys() - found.keys()))


def _numbers(found: Mapping[str, Page], defaults: Defaults) -> Mapping[str, int]:
    """Return the number of each file: its own, else that of the decision that is called the same,
    else the next. A folder often begins with a record 0000; decisions are counted from 1.
    """
    own = {name: number for name in found if (number := number_of(stem_of(name)))}
    there = defaults.log.keys() - own.values()
    titled = {defaults.log[number][0]: number for number in sorted(there, reverse=True)}
    following = count(max([*own.values(), *defaults.log, 0]) + 1)
    others = {
        name: titled.pop(title) if (title := found[name].title) in titled else next(following)
        for name in found
        if name not in own
    }
    return own | others


def _linked(told: Mapping[str, Told], links: Collection[Link]) -> dict[str, Record]:
    """Return the records with what they follow, and the old ones as what became of them."""
    records = {name: each.record for name, each in told.items()}
    for link in links:
        new, old = told[link.new].record, records[link.old]
        records[link.new] = replace(records[link.new], follows=old.number, follows_as=link.how)
        records[link.old] = replace(
            records[link.old],
            state=ENDS[link.how],
            state_at=max(old.proposed_at, told[link.old].decided_at or new.proposed_at),
            state_because=new.name,
            accepted_at=old.proposed_at,
        )
    return records


def _untold(told: Told, record: Record) -> Sequence[str]:
    """Return what was not told, but for a state that was told from another file."""
    return [*(told.state_untold if record.state not in HOLDING else []), *told.untold]
