"""Ten thousand decisions out and in again: how many a second, the last as fast as the first?"""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import Engine, event
from sqlalchemy.orm import sessionmaker

from bench import databases
from bench.library import NOW, YEARS, languages, person
from bench.report import POSTGRESQL, SQLITE, goal_line
from bench.sweep import raise_one
from bot import db
from bot.decisions.models import Decision
from bot.decisions.operations.importing import bring_in
from bot.decisions.queries.records import read_all
from bot.decisions.rules import Part, State, Succession, Vote
from bot.decisions.rules.records import Person, Record
from bot.takeout import documents

RECORDS = 10_000
CHAIN = 10
"""Decisions that follow each other, all but the last superseded."""

AT_MOST_TIMES = 2.0
"""How long a record of the second half may take, as a multiple of one of the first half."""


def lines(number: int = RECORDS) -> Iterator[str]:
    """Yield how fast records go out and in on each database, a fresh one on a disk.

    Raises RuntimeError if others came in than went out.
    """
    with databases.folder() as folder, databases.sqlite(folder) as url:
        yield from _lines(SQLITE, url, number)
    with databases.postgresql() as url:
        yield from _lines(POSTGRESQL, url, number)


def _lines(subject: str, url: str, number: int) -> Iterator[str]:
    engine = db.build_engine(url)
    transaction = db.sessions(engine).begin
    with transaction() as session:
        workspace_id = raise_one(session).workspace_id
    written = list(_records(number))
    text = documents.write(written)
    start = time.perf_counter()
    stamps = [start, *_bring_in(engine, workspace_id, text)]
    took_in = stamps[-1] - start
    start = time.perf_counter()
    out = documents.write(read_all(transaction, workspace_id))
    took_out = time.perf_counter() - start
    engine.dispose()
    if out != text:
        raise RuntimeError("what went out is not what came in")
    first, second = (end - begin for begin, end in pairwise(stamps[1:4]))
    goal = f"a record of the second half of {number:,} brought in within {AT_MOST_TIMES:g} x of"
    found = f"{second / first:.2f} x"
    is_met = second <= AT_MOST_TIMES * first
    yield goal_line(f"{subject}: {goal} one of the first half", found, is_met)
    yield f"        {number / took_out:,.0f} records/s out, {number / took_in:,.0f} in"


def _bring_in(engine: Engine, workspace_id: int, text: str) -> list[float]:
    """Return when the first, the middle and the last one were written, and when all were there."""
    written: list[float] = []

    def note(*_of: object) -> None:
        written.append(time.perf_counter())

    event.listen(Decision, "after_insert", note)
    try:
        with sessionmaker(engine).begin() as session:
            bring_in(session, workspace_id, documents.read(text), now=NOW)
    finally:
        event.remove(Decision, "after_insert", note)
    return [written[0], written[len(written) // 2], written[-1], time.perf_counter()]


def _records(number: int) -> Iterator[Record]:
    """Yield decisions of Marketing, approved by two, the oldest first."""
    (english, *_others) = languages()
    for place in range(1, number + 1):
        at = NOW - YEARS + YEARS * (place / (number + 1))
        words = " ".join(english.words[(place * 7 + each * each) % 20_000] for each in range(30))
        ends = place % CHAIN and place < number
        yield Record(
            number=place,
            title=f"We decide number {place}",
            what=words,
            team="Marketing",
            driver=person(place % 200),
            proposed_at=at,
            state=State.SUPERSEDED if ends else State.ACCEPTED,
            state_at=at + timedelta(hours=1),
            accepted_at=at + timedelta(hours=1),
            follows=place - 1 if place % CHAIN != 1 else None,
            follows_as=Succession.SUPERSEDE if place % CHAIN != 1 else None,
            people=tuple(
                _approver(user, at) for user in (person(place % 200 + 1), person(place % 200 + 2))
            ),
        )


def _approver(user: str, at: datetime) -> Person:
    voted = at + timedelta(hours=1)
    return Person(user, Part.APPROVER, at, vote=Vote.APPROVE, voted_at=voted, voted_by=user)
