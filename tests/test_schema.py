"""The schema: the migrations make exactly the tables that the models describe, there and back."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy
from alembic import autogenerate, command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from bot import (
    db,
    features,  # noqa: F401 (knows every slice, and so fills Base.metadata)
    schema,
    tables,
)
from tests.databases import ROOT

FILE_CHECKS = ("permalink", "somewhere", "uploaded")
"""A file is with us or with Slack, which then has said all of it."""


@pytest.fixture
def config(database_url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database_url
    return config


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


class TestNewest:
    def test_is_the_only_head_that_alembic_knows(self, config: Config) -> None:
        assert ScriptDirectory.from_config(config).get_heads() == [schema.newest()]


class TestMigrations:
    def test_make_what_the_models_describe(self, connection: Connection) -> None:
        context = MigrationContext.configure(
            connection, opts=schema.comparison(connection.dialect.name)
        )
        assert autogenerate.compare_metadata(context, tables.Base.metadata) == []

    def test_make_every_check(self, connection: Connection) -> None:
        """Alembic does not compare these: which values each choice may have."""
        found = {
            (table, check["name"]): words(str(check["sqltext"]))
            for table in tables.Base.metadata.tables
            for check in inspect(connection).get_check_constraints(table)
        }
        choices = {
            (table.name, f"ck_{table.name}_{column.type.name}"): set(column.type.enums)
            for table in tables.Base.metadata.tables.values()
            for column in table.columns
            if isinstance(column.type, sqlalchemy.Enum)
        }
        rules = {
            ("outbox_messages", "ck_outbox_messages_ts"): {"sent", "chat.postMessage"},
            ("standup_rounds", "ck_standup_rounds_asks"): set(),
            ("initiative_sides", "ck_initiative_sides_said"): set(),
            ("digest_settings", "ck_digest_settings_due"): set(),
            ("meetings", "ck_meetings_two"): set(),
            **{("outbox_files", f"ck_outbox_files_{name}"): set() for name in FILE_CHECKS},
        }
        assert found == choices | rules

    def test_make_indexes_of_the_same_part_of_a_table(self, connection: Connection) -> None:
        """Alembic does not compare these either: `WHERE state = …`."""
        where = f"{connection.dialect.name}_where"
        inspector = inspect(connection)
        found = {
            str(index["name"]): words(str(index["dialect_options"][where]))
            for table in tables.Base.metadata.tables
            for index in inspector.get_indexes(table)
            if index.get("dialect_options", {}).get(where) is not None
        }
        assert found == {
            str(index.name): words(str(index.kwargs[where]))
            for table in tables.Base.metadata.tables.values()
            for index in table.indexes
            if index.kwargs.get(where) is not None
        }
        assert found

    def test_go_back_and_forth_cleanly(self, engine: Engine, config: Config) -> None:
        before = shape(engine)
        command.downgrade(config, "base")
        assert inspect(engine).get_table_names() == ["alembic_version"]
        command.upgrade(config, "head")
        assert shape(engine) == before


def words(condition: str) -> set[str]:
    """Return the quoted words of an SQL condition, however the database spells the rest."""
    return set(re.findall(r"'([^']*)'", condition))


def shape(engine: Engine) -> dict[str, object]:
    """Return what the database says of its tables, comparable."""
    inspector = inspect(engine)
    return {
        table: (
            [(column["name"], str(column["type"])) for column in inspector.get_columns(table)],
            sorted(str(index["name"]) for index in inspector.get_indexes(table)),
            sorted(str(check["name"]) for check in inspector.get_check_constraints(table)),
            sorted(str(key["name"]) for key in inspector.get_foreign_keys(table)),
            sorted(str(unique["name"]) for unique in inspector.get_unique_constraints(table)),
        )
        for table in sorted(inspector.get_table_names())
    }


class TestIsCurrent:
    def test_is_true_after_the_newest_migration(self, engine: Engine) -> None:
        assert schema.is_current(engine)

    def test_is_false_before_it(self, engine: Engine, config: Config) -> None:
        command.downgrade(config, "base")
        assert not schema.is_current(engine)

    def test_waits_for_no_writer(self, engine: Engine, database_url: str) -> None:
        """`readyz` asks: a long write elsewhere must not make it say that the database is away."""
        elsewhere = db.build_engine(database_url)
        with elsewhere.begin() as writer:
            writer.exec_driver_sql("DELETE FROM workspaces")
            assert schema.is_current(engine)
        elsewhere.dispose()


class TestUpgrade:
    def test_makes_an_empty_database_current(
        self, engine: Engine, config: Config, database_url: str
    ) -> None:
        command.downgrade(config, "base")
        schema.upgrade(database_url)
        assert schema.is_current(engine)

    def test_changes_nothing_when_it_is(self, engine: Engine, database_url: str) -> None:
        before = shape(engine)
        schema.upgrade(database_url)
        assert shape(engine) == before
