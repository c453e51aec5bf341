"""Writing a million decisions down at once: with plain SQL, and the indexes made afterwards."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import time
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import Engine, Table, insert, make_url

from bench.library import LARGE, NOW, OTHERS, TEAMS, Language, Row, person, team_id
from bot.decisions.models import Spelling, Word
from bot.decisions.models.index import SEARCH
from bot.decisions.rules import HOLDING
from bot.decisions.rules.words import TYPO_MIN, deletions, is_spelled
from bot.installations.models import Workspace
from bot.tables import table
from bot.teams.models import Team

AT_ONCE = 20_000

_FILLED = "CREATE {} TABLE filled (id bigint, workspace bigint, place bigint, tokens text, "
_FILLED += "state text, at {})"
_HOLDS = ", ".join(f"'{state.value}'" for state in HOLDING)
_DECISIONS = f"""
    INSERT INTO decisions (id, workspace_id, number, title, what, team_id, driver_id, proposed_at,
                           state, state_at, accepted_at, reminders)
    SELECT id, workspace, id, 'Decision ' || id, '{"It saves us two tools. " * 15}',
           workspace * {TEAMS}, '{person(0)}', at, state, at,
           CASE WHEN state IN ({_HOLDS}) THEN at END, 0
    FROM filled
"""  # noqa: S608 (our own words)
_INDEX = """
    INSERT INTO decision_index (decision_id, workspace_id, position, tokens, indexed_at)
    SELECT id, workspace, place, {}, at FROM filled
"""


def shelve(engine: Engine, rows: Iterable[Row], spoken: Sequence[Language]) -> None:
    """Write decisions into a migrated, empty database, and the words of two workspaces."""
    _teams(engine)
    url = engine.url.render_as_string(hide_password=False)
    if engine.dialect.name == "sqlite":
        _into_sqlite(str(make_url(url).database), rows)
    else:
        _into_postgresql(url.replace("+psycopg", ""), rows)
    for workspace_id in (LARGE, LARGE + 1):
        _spell(engine, workspace_id, {word for each in spoken for word in each.words})


def _teams(engine: Engine) -> None:
    workspace_ids = range(LARGE, LARGE + OTHERS + 1)
    workspaces = (
        {
            "id": each,
            "slack_id": f"T{each}",
            "name": "Acme",
            "bot_user_id": "U0BOT",
            "bot_id": "B0BOT",
            "installed_at": NOW,
        }
        for each in workspace_ids
    )
    teams = (
        {
            "id": team_id(each, number),
            "workspace_id": each,
            "name": f"Team {number}",
            "channel_id": f"C{number}",
            "created_at": NOW,
            "standup_day": 0,
            "standup_at": time(9),
            "version": 1,
        }
        for each in workspace_ids
        for number in range(TEAMS)
    )
    _insert(engine, table(Workspace), workspaces)
    _insert(engine, table(Team), teams)


def _into_sqlite(file: str, rows: Iterable[Row]) -> None:
    """Without the triggers, which would write each into the index by itself."""
    with sqlite3.connect(file) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        connection.execute(_FILLED.format("TEMPORARY", "text"))
        shown = ((*row[:5], f"{row[5]:%Y-%m-%d %H:%M:%S.%f}") for row in rows)
        connection.executemany("INSERT INTO filled VALUES (?, ?, ?, ?, ?, ?)", shown)
        connection.execute(_DECISIONS)
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(_INDEX.format("tokens"))
        connection.execute(f"INSERT INTO {SEARCH} ({SEARCH}) VALUES ('rebuild')")  # noqa: S608 (ours)
        for _name, sql in triggers:
            connection.execute(sql)
    connection.close()


def _into_postgresql(url: str, rows: Iterable[Row]) -> None:
    """Without the keys, which are right, and with the words' index made at the end."""
    with psycopg.connect(url) as connection:
        (indexed,) = connection.execute(
            "SELECT pg_get_indexdef('ix_decision_index_tokens'::regclass)"
        ).fetchone() or ("",)
        connection.execute("SET session_replication_role = replica")
        connection.execute(_FILLED.format("TEMPORARY", "timestamptz"))
        with connection.cursor().copy("COPY filled FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        connection.execute(_DECISIONS)
        connection.execute("DROP INDEX ix_decision_index_tokens")
        connection.execute(_INDEX.format("array_to_tsvector(string_to_array(tokens, ' '))"))
        connection.execute(indexed)


def _spell(engine: Engine, workspace_id: int, words: Iterable[str]) -> None:
    spelled = sorted(filter(is_spelled, words))
    same: dict[str, Any] = {"workspace_id": workspace_id, "channel_id": ""}
    _insert(engine, table(Word), (same | {"word": each} for each in spelled))
    spellings = (
        same | {"spelling": spelling, "word": each}
        for each in spelled
        if len(each) >= TYPO_MIN
        for spelling in deletions(each)
    )
    _insert(engine, table(Spelling), spellings)


def _insert(engine: Engine, into: Table, rows: Iterator[dict[str, Any]]) -> None:
    with engine.begin() as connection:
        while some := list(islice(rows, AT_ONCE)):
            connection.execute(insert(into), some)
