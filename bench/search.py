"""`/decision find` among a million: how long until somebody sees a page of what was decided?"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from statistics import median
from zoneinfo import ZoneInfo

from bench import databases
from bench.library import LARGE, Language, languages, person, rows, team_id
from bench.report import POSTGRESQL, SQLITE, goal_line
from bench.shelving import shelve
from bench.sweep import analyze
from bot import db
from bot.db import Transaction
from bot.decisions.queries.search import search
from bot.decisions.rules import State
from bot.decisions.rules.wanted import Wanted

DECISIONS = 1_000_000
TIMES = 20
"""Questions of each kind and language; the median counts."""

AT_MOST_MS = 20
PAGE = 8
ZONE = ZoneInfo("Europe/Berlin")

Ask = Callable[[random.Random, Language], Wanted]


def lines(number: int = DECISIONS) -> Iterator[str]:
    """Yield what a search takes on each database, by what is looked for, and by language."""
    spoken = languages()
    with databases.folder() as folder, databases.sqlite(folder) as url:
        yield from _lines(SQLITE, url, number, spoken)
    with databases.postgresql() as url:
        yield from _lines(POSTGRESQL, url, number, spoken)


def _lines(subject: str, url: str, number: int, spoken: Sequence[Language]) -> Iterator[str]:
    engine = db.build_engine(url)
    shelve(engine, rows(number, spoken), spoken)
    analyze(engine)
    transaction = db.sessions(engine).begin
    every: list[float] = []
    shown = []
    for kind, ask in KINDS.items():
        of_kind = [
            took for language in spoken for took in _times(transaction, LARGE, language, ask)
        ]
        every += of_kind
        shown.append(f"{kind} {median(of_kind):.1f} (slowest {max(of_kind):.0f})")
    small = [
        took
        for language in spoken
        for ask in KINDS.values()
        for took in _times(transaction, LARGE + 1, language, ask)
    ]
    engine.dispose()
    goal = f"a search among {number:,} decisions within {AT_MOST_MS} ms, in three languages"
    yield goal_line(f"{subject}: {goal}", f"{median(every):.1f} ms", median(every) <= AT_MOST_MS)
    yield f"        by kind, medians in ms: {', '.join(shown)}"
    yield f"        in one of the small workspaces: {median(small):.1f}"


def _times(
    transaction: Transaction, workspace_id: int, language: Language, ask: Ask
) -> list[float]:
    """Return the milliseconds of some searches, each for something else."""
    chance = random.Random(3)  # noqa: S311 (a reproducible bench, no secret)
    took = []
    for _time in range(TIMES):
        wanted = ask(chance, language)
        start = time.perf_counter()
        with transaction() as session:
            search(session, workspace_id, wanted, channels=(), zone=ZONE, limit=PAGE)
        took.append((time.perf_counter() - start) * 1000)
    return took


def _common(chance: random.Random, language: Language) -> str:
    return chance.choice(language.words[:20])


def _usual(chance: random.Random, language: Language) -> str:
    return chance.choice(language.words[50:1000])


def _rare(chance: random.Random, language: Language) -> str:
    return chance.choice(language.words[-5000:])


def _slip(chance: random.Random, language: Language) -> str:
    """Return a word with two neighbours changed; of a script with no letters, another one."""
    word = chance.choice([each for each in language.words[50:5000] if len(each) >= PAGE - 4])
    place = chance.randrange(len(word) - 1)
    return f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"


def _filtered(chance: random.Random, language: Language) -> Wanted:
    return Wanted(
        _usual(chance, language),
        state=State.ACCEPTED,
        team_id=team_id(LARGE, chance.randrange(10)),
        since=date(2022, 1, 1),
        until=date(2023, 12, 31),
    )


KINDS: dict[str, Ask] = {
    "common": lambda chance, language: Wanted(_common(chance, language)),
    "usual": lambda chance, language: Wanted(_usual(chance, language)),
    "rare": lambda chance, language: Wanted(_rare(chance, language)),
    "two words": lambda chance, language: Wanted(
        f"{_usual(chance, language)} {_usual(chance, language)}"
    ),
    "filtered": _filtered,
    "person": lambda chance, _language: Wanted(user_id=person(chance.randrange(200))),
    "slip": lambda chance, language: Wanted(_slip(chance, language)),
    "beginning": lambda chance, language: Wanted(_usual(chance, language)[:4]),
    "nothing": lambda chance, language: Wanted(f"{_rare(chance, language)} xylophon"),
}
"""What people look for."""
