"""Messages of the first release survive the second one's new outbox, there and back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, Table, insert, inspect, select
from sqlalchemy.orm import Session

from bot import db, outbox
from bot.outbox.models import Gate, Lane, OutboxMessage
from bot.outbox.rules.states import GIVEN_UP, Method, State
from tests import databases
from tests.clock import MONDAY_MORNING as NOW
from tests.databases import ROOT
from tests.installations.workspaces import install

WEEK = timedelta(days=7)
CARD = {
    "text": "ESC-1",
    "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x"}}],
}
DUE = NOW - timedelta(minutes=5)

Row = dict[str, Any]


@pytest.fixture
def config(database_url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database_url
    return config


@pytest.fixture(scope="module")
def sqlite_release(sqlite_template: Path) -> Iterator[Path]:
    """A file of the first release, which tests get copies of: to go back so far takes long."""
    with databases.sqlite_copy(sqlite_template) as url:
        go_back(url)
        yield Path(str(url.database))


@pytest.fixture(scope="module")
def postgresql_release(postgresql_template: sqlalchemy.URL) -> Iterator[sqlalchemy.URL]:
    """A database of the first release."""
    with databases.postgresql_copy(postgresql_template) as url:
        go_back(url)
        yield url


@pytest.fixture
def sqlite_database(sqlite_release: Path) -> Iterator[sqlalchemy.URL]:
    with databases.sqlite_copy(sqlite_release) as url:
        yield url


@pytest.fixture
def postgresql_database(postgresql_release: sqlalchemy.URL) -> Iterator[sqlalchemy.URL]:
    with databases.postgresql_copy(postgresql_release) as url:
        yield url


def go_back(url: sqlalchemy.URL) -> None:
    """Let a database be the first release's, with one workspace in it."""
    address = url.render_as_string(hide_password=False)
    engine = db.build_engine(address)
    with Session(engine) as session:
        install(session)
        session.commit()
    engine.dispose()
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = address
    command.downgrade(config, "0001")


@pytest.fixture
def first_release(engine: Engine) -> Table:
    """The outbox of revision 0001, with one workspace beside it."""
    return Table("outbox_messages", MetaData(), autoload_with=engine)


def post(key: str, state: str, **values: Any) -> Row:
    """Return a message of the first release in this state."""
    return {
        "workspace_id": 1,
        "key": key,
        "method": "chat.postMessage",
        "destination": "C1",
        "parent_id": None,
        "owner_id": "U1",
        "payload": {"text": key},
        "state": state,
        "attempts": 2,
        "due_at": DUE,
        "expires_at": NOW + WEEK,
        "leased_until": NOW if state == "sending" else None,
        "created_at": NOW - timedelta(hours=1),
        "sent_at": None,
        "channel_id": None,
        "ts": None,
        "error": None,
    } | values


def sent(key: str, ts: str, **values: Any) -> Row:
    """Return a message of the first release that Slack shows."""
    return post(key, "sent", **{"sent_at": DUE, "channel_id": "C1", "ts": ts} | values)


def change(key: str, state: str, *, of: int, text: str, **values: Any) -> Row:
    """Return an edit of the first release: it was a message of its own."""
    of_card = {"parent_id": of, "destination": None, "payload": {"text": text}}
    return post(key, state, method="chat.update", **of_card | values)


def keep(engine: Engine, table: Table, *rows: Row) -> list[int]:
    """Write rows of the first release down; return their ids."""
    with engine.begin() as connection:
        return [
            connection.execute(insert(table).values(row)).inserted_primary_key[0] for row in rows
        ]


def kept(engine: Engine) -> dict[str, OutboxMessage]:
    """Return every message of today, by its key."""
    with Session(engine) as session:
        return {each.key: each for each in session.scalars(select(OutboxMessage))}


class TestUpgrade:
    def test_keeps_what_waits_and_what_was_sent(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        before = [
            post("waits", "pending"),
            post("parked", "parked", error="not_in_channel"),
            sent("shown", "1.1", payload=CARD),
            post("heard", "pending", method="response_url", destination="https://hooks.example/1"),
        ]
        ids = keep(engine, first_release, *before)
        command.upgrade(config, "head")
        after = kept(engine)
        assert {each.key: each.id for each in after.values()} == dict(
            zip(("waits", "parked", "shown", "heard"), ids, strict=True)
        )
        for row in before:
            message = after[row["key"]]
            assert {name: getattr(message, name) for name in row} == row
            assert (message.version, message.attempted_version, message.failures) == (1, 1, 0)
            assert (message.look_at, message.dropped_at) == (None, None)
        assert len({message.marker for message in after.values()}) == len(after)

    def test_posts_nothing_again_that_may_have_arrived(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        """It carries no mark by which it could be found."""
        in_doubt = [
            post(f"{state} {method}", state, method=method)
            for state in ("sending", "unknown")
            for method in ("chat.postMessage", "response_url")
        ]
        keep(engine, first_release, *in_doubt)
        command.upgrade(config, "head")
        after = kept(engine)
        assert len(after) == 4
        for message in after.values():
            assert (message.state, message.dropped_at) == (State.DROPPED, DUE)
            assert (message.leased_until, message.look_at) == (None, None)

    def test_remembers_what_was_given_up(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        over = ("failed", "superseded", "expired")
        rows = [post(state, state, error="invalid_blocks") for state in over]
        keep(engine, first_release, *rows)
        command.upgrade(config, "head")
        after = kept(engine)
        for state in over:
            assert after[state].state in GIVEN_UP
            assert (after[state].state.value, after[state].dropped_at) == (state, DUE)
            assert after[state].error == "invalid_blocks"

    def test_keeps_threads(self, engine: Engine, config: Config, first_release: Table) -> None:
        (card,) = keep(engine, first_release, sent("card", "1.1"))
        keep(engine, first_release, post("reply", "pending", parent_id=card))
        command.upgrade(config, "head")
        assert kept(engine)["reply"].parent_id == card

    def test_lets_the_outbox_go_on(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        """The next message has the next number, also where the last ones were edits."""
        (card,) = keep(engine, first_release, sent("card", "1.1"))
        keep(engine, first_release, change("edit", "sent", of=card, text="newer"))
        command.upgrade(config, "head")
        with Session(engine) as session:
            draft = outbox.Draft("new", "C1", "Hello")
            outbox.post(session, draft, workspace_id=1, now=NOW)
            reply = outbox.Reply("card", "answer", "Hi")
            outbox.reply(session, reply, workspace_id=1, now=NOW)
            session.commit()
        after = kept(engine)
        assert card < after["new"].id < after["answer"].id

    def test_works_where_there_is_no_message(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        command.upgrade(config, "head")
        with Session(engine) as session:
            draft = outbox.Draft("first", "C1", "Hello")
            outbox.post(session, draft, workspace_id=1, now=NOW)
            session.commit()
        assert kept(engine)["first"].state is State.PENDING

    def test_begins_without_gates_and_lanes(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        """Gates are for seconds, and a lane is opened when the bot starts."""
        gates = Table("gates", MetaData(), autoload_with=engine)
        closed = {"workspace_id": 1, "destination": "C1", "closed_until": NOW}
        with engine.begin() as connection:
            connection.execute(insert(gates).values(closed))
        command.upgrade(config, "head")
        with Session(engine) as session:
            assert session.scalars(select(Gate)).all() == []
            assert session.scalars(select(Lane)).all() == []


class TestUpgradeOfAnEdit:
    """An edit becomes what the message that it changes should read."""

    @pytest.mark.parametrize("state", ["pending", "sending", "unknown", "parked"])
    def test_that_slack_may_not_show_yet_is_shown(
        self, engine: Engine, config: Config, first_release: Table, state: str
    ) -> None:
        (card,) = keep(engine, first_release, sent("card", "1.1"))
        keep(
            engine,
            first_release,
            change("older", "superseded", of=card, text="older"),
            change("newer", state, of=card, text="newer"),
        )
        command.upgrade(config, "head")
        (message,) = kept(engine).values()
        assert (message.key, message.state) == ("card", State.PENDING)
        assert (message.method, message.is_update) == (Method.POST, True)
        assert (message.channel_id, message.ts, message.sent_at) == ("C1", "1.1", DUE)
        assert message.payload == {"text": "newer"}

    def test_that_is_the_newest_wins(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        (card,) = keep(engine, first_release, sent("card", "1.1"))
        texts = ("second", "third", "fourth")
        keep(
            engine,
            first_release,
            *(change(text, "pending", of=card, text=text) for text in texts),
        )
        command.upgrade(config, "head")
        assert kept(engine)["card"].payload == {"text": "fourth"}

    def test_that_is_done_with_changes_nothing(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        over = ("sent", "failed", "superseded", "expired")
        for number, state in enumerate(over):
            (card,) = keep(engine, first_release, sent(state, f"1.{number}"))
            edit = change(f"edit {state}", state, of=card, text="newer")
            keep(engine, first_release, edit)
        command.upgrade(config, "head")
        assert {key: (message.state, message.payload) for key, message in kept(engine).items()} == {
            state: (State.SENT, {"text": state}) for state in over
        }

    def test_has_as_long_as_it_had(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        """A card may be older than the seven days for which the outbox tries to change it."""
        (card,) = keep(engine, first_release, sent("card", "1.1", expires_at=NOW - WEEK))
        keep(engine, first_release, change("edit", "pending", of=card, text="newer"))
        command.upgrade(config, "head")
        assert kept(engine)["card"].expires_at == NOW + WEEK


class TestDowngrade:
    def test_gives_the_first_release_back_what_it_had(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        before = [
            post("waits", "pending"),
            post("parked", "parked", error="not_in_channel"),
            post("over", "failed", error="invalid_blocks"),
            sent("card", "1.1", payload=CARD),
        ]
        *_others, card = keep(engine, first_release, *before)
        keep(engine, first_release, post("reply", "pending", parent_id=card))
        with engine.connect() as connection:
            were = connection.execute(select(first_release).order_by("id")).all()
        command.upgrade(config, "head")
        command.downgrade(config, "0001")
        with engine.connect() as connection:
            assert connection.execute(select(first_release).order_by("id")).all() == were

    def test_keeps_what_the_second_release_wrote(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        command.upgrade(config, "head")
        with Session(engine) as session:
            for number, (key, state) in enumerate(
                {"shown": State.SENT, "redrawn": State.PENDING, "lost": State.DROPPED}.items()
            ):
                draft = outbox.Draft(key, "C1", key)
                outbox.post(session, draft, workspace_id=1, now=NOW)
                ts = None if state is State.DROPPED else f"{number}.1"
                session.execute(
                    sqlalchemy.update(OutboxMessage)
                    .where(OutboxMessage.key == key)
                    .values(state=state, ts=ts, channel_id="C1")
                )
            twin = OutboxMessage(
                **dict.fromkeys(("key", "destination", "marker"), "twin"),
                **{"workspace_id": 1, "method": Method.DELETE, "payload": {"ts": "9.9"}},
                **{"version": 1, "state": State.PENDING, "attempts": 0, "failures": 0},
                **{"due_at": NOW, "expires_at": NOW, "created_at": NOW},
            )
            session.add(twin)
            session.commit()
        command.downgrade(config, "0001")
        with engine.connect() as connection:
            rows = connection.execute(
                select(first_release.c.key, first_release.c.state).order_by("id")
            ).all()
        # What the first release cannot say: it must not post again, nor delete.
        assert [tuple(row) for row in rows] == [
            ("shown", "sent"),
            ("redrawn", "sent"),
            ("lost", "unknown"),
        ]
        assert "lanes" not in inspect(engine).get_table_names()

    def test_goes_on_with_the_next_number(
        self, engine: Engine, config: Config, first_release: Table
    ) -> None:
        (last,) = keep(engine, first_release, post("waits", "pending"))
        command.upgrade(config, "head")
        command.downgrade(config, "0001")
        (following,) = keep(engine, first_release, post("more", "pending"))
        assert following > last
