"""The database's schema: Alembic owns it; here it is brought up to date, or found wanting."""

from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, column, inspect, select, table
from sqlalchemy.schema import SchemaItem

from bot import db
from bot.db import ONLY_READS
from bot.decisions.models.index import SEARCH
from bot.tables import ONLY_ON

_HERE = Path(__file__).parent.parent

_VERSION = table("alembic_version", column("version_num"))
"""Where Alembic keeps which migration was the last one that was run."""


def upgrade(url: str) -> None:
    """Bring the schema of the database at `url` up to the newest migration."""
    engine = db.build_engine(url)
    try:
        is_done = is_current(engine)
    finally:
        engine.dispose()
    if not is_done:
        _migrate(url)


def _migrate(url: str) -> None:
    # Only here: with all migrations it takes 0.3 s and 10 MB, which a process that serves can do
    # without.
    from alembic import command  # noqa: PLC0415 (see above)
    from alembic.config import Config  # noqa: PLC0415 (see above)

    config = Config(_HERE / "alembic.ini")
    config.attributes["url"] = url
    command.upgrade(config, "head")


def is_current(engine: Engine) -> bool:
    """Return whether the newest migration has been run; also shows that the database answers."""
    with engine.connect().execution_options(**{ONLY_READS: True}) as connection:
        if not inspect(connection).has_table(_VERSION.name):
            return False
        return list(connection.scalars(select(_VERSION.c.version_num))) == [newest()]


def comparison(dialect: str) -> dict[str, Any]:
    """Return how Alembic compares a database of that kind with what the models describe."""

    def is_described(name: str | None, kind: str, _parents: object) -> bool:
        # SQLite keeps a full-text index in tables of its own making, which only migrations know.
        return kind != "table" or not (name or "").startswith(SEARCH)

    def is_here(what: SchemaItem, _name: str | None, *_others: object) -> bool:
        return bool(what.info.get(ONLY_ON, dialect) == dialect)

    return {"compare_type": True, "include_name": is_described, "include_object": is_here}


@cache
def newest() -> str:
    """Return the newest migration: their files begin with their numbers."""
    return max(file.stem[:4] for file in (_HERE / "migrations" / "versions").glob("[0-9]*.py"))
