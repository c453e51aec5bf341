"""A weekly digest of a thousand initiatives: is it slower, the longer they have been there?"""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

import sqlalchemy
from sqlalchemy.orm import Session

from bench import checkins, databases
from bench.report import POSTGRESQL, SQLITE, goal_line
from bench.sweep import IVAN, MAYA, RAISED_AT, analyze, raise_one
from bot import db
from bot.checkins.models import Checkin, CheckinAnswer, Round
from bot.checkins.rules import State
from bot.db import Transaction
from bot.digests.blocks import digest as blocks
from bot.digests.blocks import picture
from bot.digests.models.facts import Facts
from bot.digests.operations.keeping import keep
from bot.digests.queries.compiling import read_facts
from bot.digests.queries.roadmap import read_roadmap
from bot.digests.rules import ROADMAP
from bot.pictures import timeline
from bot.roadmap.models import Initiative, InitiativeChange, Owner, Side
from bot.roadmap.rules import Cadence, Stage, Status
from bot.tables import Base, table
from bot.teams import queries as team_queries

INITIATIVES = 1_000
CHANGED = 50
"""Initiatives that moved in the week that the digest is of."""

YEARS = (1, 3, 5)
A_YEAR = 12
"""Changes of an initiative, and rounds in which both of its sides answered, in a year."""

COMPILED_MS, DRAWN_MS = 2_000, 1_500
AT_MOST_TIMES = 1.5
"""How much longer five years of history may take than one."""

TIMES = 5

_TUESDAY = date(2027, 1, 5)

_TITLES = (
    "A web shop that loads before people give up on it",
    "新しいウェブショップの計画",
    "متجر إلكتروني جديد للجميع",
    "Newsletter 🚀",
)


def lines() -> Iterator[str]:
    """Yield a line for each database and size of history, and one for the pictures."""
    facts: list[Facts] = []
    with databases.folder() as folder, databases.sqlite(folder) as url:
        yield from _lines(SQLITE, url, facts)
    with databases.postgresql() as url:
        yield from _lines(POSTGRESQL, url, facts)
    drawn = picture.of(facts[0])
    ms = _median_ms(lambda: timeline.draw(drawn))
    pages = len(timeline.pages(drawn))
    goal = f"{pages} pages with {len(drawn.bars)} of {INITIATIVES:,} initiatives drawn"
    yield goal_line(f"{goal} within {DRAWN_MS:,} ms", f"{ms:.0f} ms", ms <= DRAWN_MS)


def _lines(subject: str, url: str, facts: list[Facts]) -> Iterator[str]:
    engine = db.build_engine(url)
    transaction = db.sessions(engine).begin
    with transaction() as session:
        workspace_id = _fill(session)
    took: list[float] = []
    checkins.plan(transaction, now=RAISED_AT)
    for since, years in zip((0, *YEARS), YEARS, strict=False):
        with transaction() as session:
            _live(session, workspace_id, range(since, years))
        analyze(engine)
        took.append(_median_ms(lambda: facts.append(_compile(transaction, workspace_id))))
        events = INITIATIVES * A_YEAR * years
        goal = f"a digest of {INITIATIVES:,} initiatives compiled within {COMPILED_MS:,} ms"
        history = f"{years} year{'s' * (years > 1)}, {events:,} changes and {2 * events:,} answers"
        yield goal_line(
            f"{subject}: {goal}, after {history}",
            f"{took[-1]:.0f} ms",
            took[-1] <= COMPILED_MS,
        )
        day = _TUESDAY + timedelta(weeks=years)
        asked, ms = checkins.begin(transaction, day, now=RAISED_AT)
        yield goal_line(
            f"{subject}: a round of {asked:,} check-ins begun within {checkins.BEGUN_MS:,} ms, "
            f"after {history}",
            f"{ms:,.0f} ms",
            ms <= checkins.BEGUN_MS,
        )
    engine.dispose()
    ratio = took[-1] / took[0]
    goal = f"at most {AT_MOST_TIMES:g} x as long after {YEARS[-1]} years as after {YEARS[0]}"
    yield goal_line(f"{subject}: {goal}", f"{ratio:.2f} x", ratio <= AT_MOST_TIMES)


def _compile(transaction: Transaction, workspace_id: int) -> Facts:
    """Read what is told and draw it, as the clock does, but for the picture."""
    with transaction() as session:
        facts = read_facts(session, workspace_id, zone="UTC", now=RAISED_AT, settled=True)
    (_text, drawn), _below = blocks.message(facts)
    if not drawn or facts.changes is None or len(facts.changes.initiatives) != CHANGED:
        raise RuntimeError("the digest does not tell what changed")
    return facts


def _fill(session: Session) -> int:
    """Put a thousand initiatives on the roadmap, of which some changed since the last digest."""
    workspace_id = raise_one(session).workspace_id
    owners = dict(zip(_teams(session, workspace_id), (IVAN, MAYA), strict=True))
    _insert(session, Initiative, (_initiative(number) for number in range(1, INITIATIVES + 1)))
    each = [
        {"initiative_id": id_, "team_id": team_id}
        for id_ in range(1, INITIATIVES + 1)
        for team_id in owners
    ]
    _insert(session, Owner, (one | {"user_id": owners[one["team_id"]]} for one in each))
    said = {"status": Status.ON_TRACK, "said_at": RAISED_AT, "said_by": MAYA, "why": "So"}
    days = {"expected_on": date(2027, 3, 1), "confidence": 7}
    _insert(session, Side, (one | said | days for one in each))
    before = read_roadmap(session, workspace_id, None).snapshot
    week = RAISED_AT - timedelta(days=7)
    kept = before.dump()
    keep(session, workspace_id, ROADMAP, "2026-W47", snapshot=kept, compiled_at=week)
    lately = sqlalchemy.update(Side).where(Side.initiative_id <= CHANGED)
    session.execute(lately.values(status=Status.AT_RISK, why="The agency is late"))
    return workspace_id


def _live(session: Session, workspace_id: int, years: range) -> None:
    """Let years have passed: changes of each initiative, and answers of both its sides."""
    teams, first = _teams(session, workspace_id), RAISED_AT - timedelta(days=2_000)
    for month in range(years.start * A_YEAR, years.stop * A_YEAR):
        at, ids = first + timedelta(days=30 * month), range(1, INITIATIVES + 1)
        _insert(
            session,
            InitiativeChange,
            (
                {"initiative_id": id_, "version": month + 2, "field": "target_on"}
                | {"before": "2026-01-01", "after": "2026-02-01", "by": MAYA, "at": at}
                for id_ in ids
            ),
        )
        held: dict[str, Any] = {"held_on": at.date(), "opened_at": at, "closed_at": at}
        held |= {"cadence": Cadence.MONTHLY, "target_on": date(2027, 3, 1)}
        _insert(session, Round, ({"initiative_id": id_} | held for id_ in ids))
        rounds = dict(
            session.execute(
                sqlalchemy.select(Round.initiative_id, Round.id).where(Round.held_on == at.date())
            ).all()
        )
        asked = {"held_on": at.date(), "state": State.ANSWERED, "user_id": MAYA}
        sides = [(id_, team_id) for id_ in ids for team_id in teams]
        _insert(
            session,
            Checkin,
            (
                {"initiative_id": id_, "round_id": rounds[id_], "team_id": team_id} | asked
                for id_, team_id in sides
            ),
        )
        said = {"by": MAYA, "at": at, "status": Status.ON_TRACK, "confidence": 7, "why": "So"}
        said |= {"expected_on": date(2027, 3, 1), "waits_for": "", "what_next": ""}
        checkins = session.execute(
            sqlalchemy.select(Checkin.id, Checkin.initiative_id, Checkin.team_id).where(
                Checkin.held_on == at.date()
            )
        )
        _insert(
            session,
            CheckinAnswer,
            (
                {"checkin_id": id_, "initiative_id": initiative_id, "team_id": team_id} | said
                for id_, initiative_id, team_id in checkins.all()
            ),
        )


def _initiative(number: int) -> dict[str, Any]:
    title = f"{_TITLES[number % len(_TITLES)]} {number}"
    return {
        "number": number,
        "view_id": f"VI{number}",
        "title": title,
        "folded": title,
        "outcome": "So",
        "why": "So",
        "target_on": date(2026, 12, 1) + timedelta(days=number % 400),
        "stage": Stage.ACTIVE,
        "cadence": Cadence.MONTHLY,
        "version": 1,
        "created_by": MAYA,
        "created_at": RAISED_AT - timedelta(days=2_000),
        "changed_by": MAYA,
        "changed_at": RAISED_AT,
    }


def _teams(session: Session, workspace_id: int) -> list[int]:
    return [team.id for team in team_queries.list_teams(session, workspace_id)]


def _insert(session: Session, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    session.execute(sqlalchemy.insert(table(model)), [{"workspace_id": 1} | each for each in rows])


def _median_ms(act: Callable[[], object]) -> float:
    return median(_seconds(act) for _time in range(TIMES)) * 1000


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
