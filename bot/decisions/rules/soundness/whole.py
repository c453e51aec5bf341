"""Whether records can be brought in: each for itself, all together, and beside what is there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import chain

from bot.decisions.rules.records import Record
from bot.decisions.rules.soundness import standing, words
from bot.decisions.rules.soundness.facts import Facts, Faults
from bot.decisions.rules.soundness.lineage import Family


def find_faults(records: Mapping[str, Record], facts: Facts) -> Iterator[str]:
    """Yield a sentence for each fault of records, by the file or the row in which each stands.

    It names that, the field, and what to do. What the log has already, and says the same, is not
    judged again.
    """
    family = Family(records.values(), facts.log)
    places: dict[tuple[str, object], list[str]] = defaultdict(list)
    for where, record in records.items():
        places["number", record.number].append(where)
        places["source", record.source].append(where)
    taken: Mapping[str | None, str] = {
        each.source: each.name for each in facts.log.values() if each.source
    }
    for where, record in records.items():
        found = _find_twice(record, where, places)
        if record != facts.log.get(record.number):
            found = chain(
                found,
                _find_other(record, facts, taken),
                words.find(record, facts.now),
                _find_unknown(record, facts),
                standing.find(record, facts),
                family.find(record),
            )
        yield from (f"{where}: {field}: {told}." for field, told in found)


def _find_twice(
    record: Record, where: str, places: Mapping[tuple[str, object], list[str]]
) -> Faults:
    for field, value in (("number", record.number), ("source", record.source)):
        first = places[field, value][0]
        if value is not None and first != where:
            yield field, f"{value} is that of {first} too. Give one of them another"


def _find_other(record: Record, facts: Facts, taken: Mapping[str | None, str]) -> Faults:
    there = facts.log.get(record.number)
    if there is not None:
        others = [
            each.name
            for each in fields(Record)
            if getattr(there, each.name) != getattr(record, each.name)
        ]
        told = f"{record.name} is there already, and says something else ({', '.join(others)})"
        yield "number", f"{told}. Give yours another number"
    if taken.get(record.source, record.name) != record.name:
        yield "source", f"{record.source} has made {taken[record.source]} already. Take it out"


def _find_unknown(record: Record, facts: Facts) -> Faults:
    teams = [("team", record.team), ("partner", record.partner)]
    for field, name in teams:
        if name is not None and name not in facts.teams:
            yield field, f"there is no team {name!r}. Set it up, or rename it here"
    for each in record.people:
        if each.team not in {None, record.team, record.partner}:
            yield "people.team", f"{each.team!r} does not decide this. Name one that does, or none"
    if record.initiative is not None and record.initiative not in facts.initiatives:
        yield "initiative", f"there is no {record.initiative}. Add it, or take this out"
    for field, user in users_of(record):
        if user in facts.strangers:
            yield field, f"nobody here has the id {user}. Look it up in Slack"


def users_of(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the people whom a record names, each with the field that does."""
    found = [("driver", record.driver), ("state_by", record.state_by)]
    found.append(("accepted_by", record.accepted_by))
    for each in record.people:
        found += [("people.user", each.user), ("people.voted_by", each.voted_by)]
        found.append(("people.stand_in", each.stand_in))
    return ((field, user) for field, user in found if user is not None)
