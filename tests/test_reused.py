"""The database that tests get one after the other: each finds it as if it were new."""

from collections.abc import Iterator

import pytest
import sqlalchemy
from sqlalchemy import text

from bot import db
from tests.installations.workspaces import install
from tests.reused import Reused


@pytest.fixture
def own(postgresql_template: sqlalchemy.URL) -> Iterator[Reused]:
    reused = Reused(postgresql_template)
    yield reused
    reused.close()


def leave(url: sqlalchemy.URL, *statements: str) -> int:
    """Install a workspace, do more, and leave; return the workspace's id."""
    engine = db.build_engine(url.render_as_string(hide_password=False))
    with db.sessions(engine).begin() as session:
        id_ = install(session, slack_id="T1").id
        for statement in statements:
            session.execute(text(statement))
    engine.dispose()
    return id_


class TestLend:
    def test_gives_the_same_one_again_and_it_is_empty(self, own: Reused) -> None:
        with own.lend() as first:
            assert leave(first) == 1
        with own.lend() as again:
            assert leave(again) == 1
        assert first == again

    @pytest.mark.parametrize(
        "statement",
        [
            "DROP INDEX uq_outbox_messages_place",
            "ALTER TABLE outbox_messages DROP CONSTRAINT ck_outbox_messages_ts",
            "ALTER TABLE outbox_messages ALTER COLUMN ts SET DEFAULT '1.1'",
            "CREATE TABLE notes (id integer)",
            "ANALYZE workspaces",
        ],
    )
    def test_gives_a_new_one_after_one_was_altered(self, own: Reused, statement: str) -> None:
        with own.lend() as first:
            leave(first, statement)
        with own.lend() as other:
            assert leave(other) == 1
        assert first != other

    def test_waits_for_nobody_who_stayed(self, own: Reused) -> None:
        with own.lend() as first:
            engine = db.build_engine(first.render_as_string(hide_password=False))
            staying = engine.connect()
            staying.execute(text("LOCK TABLE workspaces"))
        with own.lend() as again:
            assert leave(again) == 1
        assert first == again
        staying.invalidate()
        engine.dispose()
