"""The database's schema: Alembic owns it; here it is brought up to date, or found wanting."""

from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.schema import SchemaItem

from bot.db import ONLY_READS
from bot.decisions.models.index import SEARCH
from bot.tables import ONLY_ON

_ALEMBIC_INI = Path(__file__).parent.parent / "alembic.ini"


def upgrade(url: str) -> None:
    """Bring the schema of the database at `url` up to the newest migration."""
    config = Config(_ALEMBIC_INI)
    config.attributes["url"] = url
    command.upgrade(config, "head")


def is_current(engine: Engine) -> bool:
    """Return whether the newest migration has been run; also shows that the database answers."""
    with engine.connect().execution_options(**{ONLY_READS: True}) as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
    return set(heads) == _newest()


def comparison(dialect: str) -> dict[str, Any]:
    """Return how Alembic compares a database of that kind with what the models describe."""

    def is_described(name: str | None, kind: str, _parents: object) -> bool:
        # SQLite keeps a full-text index in tables of its own making, which only migrations know.
        return kind != "table" or not (name or "").startswith(SEARCH)

    def is_here(what: SchemaItem, _name: str | None, *_others: object) -> bool:
        return bool(what.info.get(ONLY_ON, dialect) == dialect)

    return {"compare_type": True, "include_name": is_described, "include_object": is_here}


@cache
def _newest() -> set[str]:
    return set(ScriptDirectory.from_config(Config(_ALEMBIC_INI)).get_heads())
