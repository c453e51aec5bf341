"""The database's schema: Alembic owns it; here it is brought up to date, or found wanting."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from bot.db import ONLY_READS

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


@cache
def _newest() -> set[str]:
    return set(ScriptDirectory.from_config(Config(_ALEMBIC_INI)).get_heads())
