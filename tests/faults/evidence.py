"""Reads, for the checker, what a database holds: with plain SQL, and nothing of the bot."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

import psycopg

from tests.faults.checker import Row

_ROWS = "SELECT id, state, method, marker, channel_id, ts, payload FROM outbox_messages ORDER BY id"


def read_rows(database_url: str) -> list[Row]:
    """Return every message that the database at an SQLAlchemy URL knows."""
    return [
        Row(number, state, method, marker, channel_id, ts, _text(payload))
        for number, state, method, marker, channel_id, ts, payload in _select(database_url)
    ]


def _select(database_url: str) -> Iterable[tuple[Any, ...]]:
    if database_url.startswith("sqlite:///"):
        with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
            return connection.execute(_ROWS).fetchall()
    with psycopg.connect(database_url.replace("+psycopg", "", 1)) as connection:
        return connection.execute(_ROWS).fetchall()


def _text(payload: Any) -> str:
    said = json.loads(payload) if isinstance(payload, str) else payload
    return str(said.get("text", ""))
