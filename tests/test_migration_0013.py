"""Escalations in every state become such as end in an answer, and go back again."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from bot.clock import utc_now
from bot.db import Transaction
from bot.escalations.queries.invariants import INVARIANTS
from bot.escalations.rules import Move
from bot.installations.operations import install
from bot.tables import UTCDateTime
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import TeamSetup
from tests.clock import MONDAY_MORNING as NINE
from tests.databases import ROOT
from tests.escalations.world import BO, IVAN, MAYA, SOFIA

BEFORE, AFTER = "0012", "0013"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEN, ELEVEN, NOON = NINE + HOUR, NINE + 2 * HOUR, NINE + 3 * HOUR
ANA = "U0ANA"

Event = tuple[str, str, str | None, datetime]
"""A move, the level after it, who made it, and when."""

RAISED: Event = ("raise", "leads", ANA, NINE)
TAKEN = {"acknowledged_by": IVAN, "acknowledged_at": TEN}
ANSWERED = {"answer": "Repaired", "answered_by": BO, "answered_at": ELEVEN}
REOPENED = {"reopened_at": NOON, "reopened_because": "It fails again"}

OLD: dict[str, tuple[dict[str, Any], list[Event]]] = {
    "open": ({"state": "open", "level": "leads"}, [RAISED]),
    "moved up": (
        {"state": "open", "level": "both_leads"},
        [RAISED, ("advance", "both_leads", None, TEN)],
    ),
    "at the sponsors'": (
        {"state": "open", "level": "sponsors"},
        [RAISED, ("advance", "both_leads", None, TEN), ("advance", "sponsors", None, ELEVEN)],
    ),
    "taken": (
        {"state": "acknowledged", "level": "leads", **TAKEN},
        [RAISED, ("acknowledge", "leads", IVAN, TEN)],
    ),
    "answered": (
        {"state": "answered", "level": "leads", **TAKEN, **ANSWERED},
        [RAISED, ("acknowledge", "leads", IVAN, TEN), ("answer", "leads", BO, ELEVEN)],
    ),
    "reopened": (
        {"state": "open", "level": "leads", **ANSWERED, **REOPENED},
        [RAISED, ("answer", "leads", BO, ELEVEN), ("reopen", "leads", ANA, NOON)],
    ),
    "accepted": (
        {"state": "accepted", "level": "leads", **ANSWERED, "accepted_at": NOON},
        [RAISED, ("answer", "leads", BO, ELEVEN), ("accept", "leads", ANA, NOON)],
    ),
}
"""What an older release has written, by what had become of it."""


@pytest.fixture
def config(database_url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database_url
    return config


@pytest.fixture
def old(transaction: Transaction, engine: Engine, config: Config) -> None:
    """A workspace with two teams, in which the older release has escalations in every state."""
    with transaction() as session:
        workspace = install(
            session,
            slack_id="T1",
            enterprise_id=None,
            name="Acme",
            bot_user_id="B",
            bot_id="B",
            now=NINE,
        )
        setups = (TeamSetup("Marketing", "C1", (MAYA,)), TeamSetup("IT", "C2", (IVAN, BO)))
        here = {"workspace_id": workspace.id, "sponsor_id": SOFIA}
        setting_up.set_up(session, setups=setups, by=MAYA, now=NINE, **here)
    command.downgrade(config, BEFORE)
    with engine.begin() as connection:
        for number, (row, events) in enumerate(OLD.values(), 1):
            _write_old(connection, number, row, events)


def _write_old(
    connection: Connection, number: int, row: dict[str, Any], events: list[Event]
) -> None:
    same = {
        "workspace_id": 1,
        "number": number,
        "view_id": f"V{number}",
        "stuck": "The export fails",
        "ask": "Somebody who repairs it",
        "urgency": "high",
        "raising_team_id": 1,
        "answering_team_id": 2,
        "raised_by": ANA,
        "raised_at": NINE,
        "due_at": NOON,
        "notice_key": f"ESC-{number}:card",
    }
    insert(connection, "escalations", same | row)
    for move, level, by, at in events:
        event = {"move": move, "level": level, "by": by, "at": at}
        insert(
            connection, "escalation_events", {"workspace_id": 1, "escalation_id": number} | event
        )


def insert(connection: Connection, name: str, row: dict[str, Any]) -> None:
    """Write a row into a table as it is now."""
    columns = ", ".join(f'"{column}"' for column in row)
    values = ", ".join(f":{column}" for column in row)
    statement = text(f"INSERT INTO {name} ({columns}) VALUES ({values})")  # noqa: S608 (names from this file)
    times = [key for key, value in row.items() if isinstance(value, datetime)]
    binds = [sqlalchemy.bindparam(key, type_=UTCDateTime()) for key in times]
    connection.execute(statement.bindparams(*binds), row)


def change(engine: Engine, number: int, **values: Any) -> None:
    """Change an escalation behind the bot's back."""
    table = sqlalchemy.Table("escalations", sqlalchemy.MetaData(), autoload_with=engine)
    with engine.begin() as connection:
        connection.execute(table.update().where(table.c.number == number).values(values))


def rows(engine: Engine, name: str) -> list[dict[str, Any]]:
    """Return a table's rows as they are, oldest first; times are aware."""
    table = sqlalchemy.Table(name, sqlalchemy.MetaData(), autoload_with=engine)
    with engine.connect() as connection:
        found = connection.execute(sqlalchemy.select(table).order_by(table.c.id)).mappings()
        return [{key: _aware(value) for key, value in row.items()} for row in found]


def _aware(value: Any) -> Any:
    is_naive = isinstance(value, datetime) and value.tzinfo is None
    return value.replace(tzinfo=UTC) if is_naive else value


def escalations(engine: Engine) -> dict[str, dict[str, Any]]:
    """Return the rows by what had become of each."""
    return dict(zip(OLD, rows(engine, "escalations"), strict=True))


def replayed(engine: Engine, escalation_id: int) -> dict[str, Any]:
    """Return what its events make of an escalation."""
    found: dict[str, Any] = {}
    for event in rows(engine, "escalation_events"):
        if event["escalation_id"] == escalation_id:
            changed = event["changed"]
            found |= json.loads(changed) if isinstance(changed, str) else changed
    return found


def asked(engine: Engine, escalation_id: int) -> list[str]:
    """Return who is asked about it."""
    of = [each for each in rows(engine, "participants") if each["escalation_id"] == escalation_id]
    assert all(each["asked_for"] == each["user_id"] for each in of)
    return [each["user_id"] for each in of if each["asked_at"]]


@pytest.mark.usefixtures("old")
class TestUpgrade:
    def test_keeps_what_was_said(self, engine: Engine, config: Config) -> None:
        before = escalations(engine)
        command.upgrade(config, AFTER)
        after = escalations(engine)
        new = {"level", "due_at"}
        for name, row in before.items():
            assert {key: after[name][key] for key in row if key not in new} == {
                key: row[key] for key in row if key not in new
            }, name

    def test_asks_those_who_were_asked(self, engine: Engine, config: Config) -> None:
        command.upgrade(config, AFTER)
        found = {name: asked(engine, row["id"]) for name, row in escalations(engine).items()}
        leads = [IVAN, BO]
        assert found == {
            "open": leads,
            "moved up": [MAYA, *leads],
            "at the sponsors'": [SOFIA],
            "taken": leads,
            "answered": leads,
            "reopened": leads,
            "accepted": [],
        }

    def test_says_when_each_is_due(self, engine: Engine, config: Config) -> None:
        """Nobody has promised anything yet: who has it, or is to accept, has a day from now on."""
        command.upgrade(config, AFTER)
        found = escalations(engine)
        for name in ("open", "moved up", "at the sponsors'", "reopened"):
            assert found[name]["due_at"] == NOON, name
        taken, answered = found["taken"], found["answered"]
        assert taken["promised_at"] - taken["due_at"] == DAY / 2
        assert taken["due_at"] > utc_now() + 11 * HOUR
        assert answered["due_at"] > utc_now() + 23 * HOUR
        assert found["accepted"]["due_at"] is None

    def test_says_how_far_each_had_come(self, engine: Engine, config: Config) -> None:
        command.upgrade(config, AFTER)
        found = {
            name: (
                row["level"],
                row["highest_level"],
                row["first_owned_at"],
                row["first_late_at"],
                row["reopened_times"],
            )
            for name, row in escalations(engine).items()
        }
        assert found == {
            "open": (0, 0, None, None, 0),
            "moved up": (1, 1, None, TEN, 0),
            "at the sponsors'": (2, 2, None, TEN, 0),
            "taken": (0, 0, TEN, None, 0),
            "answered": (0, 0, TEN, None, 0),
            "reopened": (0, 0, ELEVEN, None, 1),
            "accepted": (0, 0, ELEVEN, None, 0),
        }

    def test_lets_the_history_make_the_row(self, engine: Engine, config: Config) -> None:
        command.upgrade(config, AFTER)
        for name, row in escalations(engine).items():
            made = replayed(engine, row["id"])
            assert made.pop("asked") == sorted(asked(engine, row["id"])), name
            assert made.keys() >= {"state", "level", "asker_id", "due_at", "ladder_id", "card_key"}
            assert made == {
                key: value.isoformat() if isinstance(value, datetime) else value
                for key, value in row.items()
                if key in made
            }, name

    def test_gives_two_teams_one_ladder(self, engine: Engine, config: Config) -> None:
        command.upgrade(config, AFTER)
        (ladder,) = rows(engine, "ladders")
        assert (ladder["team_id"], ladder["other_team_id"], ladder["version"]) == (1, 2, 1)
        assert {row["ladder_id"] for row in escalations(engine).values()} == {ladder["id"]}

    def test_leaves_nothing_that_an_audit_misses(
        self, engine: Engine, transaction: Transaction, config: Config
    ) -> None:
        command.upgrade(config, "head")
        elsewhere = {"an escalation has its card"}  # this test has written none
        with transaction() as session:
            for sentence, invariant in INVARIANTS.items():
                violated = sqlalchemy.select(invariant.of.id).where(invariant.violated(NINE))  # type: ignore[attr-defined]  # each table has one
                missed = session.scalars(violated).all()
                assert not missed or sentence in elsewhere, sentence

    def test_lets_numbers_go_on(self, engine: Engine, config: Config) -> None:
        """On PostgreSQL they come from a sequence."""
        command.upgrade(config, AFTER)
        newest = rows(engine, "participants")[-1]
        row = {"workspace_id": 1, "escalation_id": 1, "user_id": "U9"}
        with engine.begin() as connection:
            insert(connection, "participants", row)
        assert rows(engine, "participants")[-1]["id"] == newest["id"] + 1


@pytest.mark.usefixtures("old")
class TestDowngrade:
    def test_leaves_what_was_there_before(self, engine: Engine, config: Config) -> None:
        """But for when what nobody chases is due, which meant nothing."""
        before = [rows(engine, name) for name in ("escalations", "escalation_events")]
        command.upgrade(config, AFTER)
        command.downgrade(config, BEFORE)
        after = [rows(engine, name) for name in ("escalations", "escalation_events")]
        for table in (before[0], after[0]):
            for row in table:
                assert row["due_at"]
                if row["state"] != "open":
                    row["due_at"] = None
        assert after == before

    def test_finds_an_older_state_for_each(self, engine: Engine, config: Config) -> None:
        command.upgrade(config, AFTER)
        for number, state in ((1, "snoozed"), (4, "asked_back"), (7, "withdrawn")):
            change(engine, number, state=state, level=7, answered_by=None, withdrawn_at=NOON)
        command.downgrade(config, BEFORE)
        found = escalations(engine)
        assert [(found[name]["state"], found[name]["level"]) for name in ("open", "taken")] == [
            ("acknowledged", "sponsors")
        ] * 2
        withdrawn = found["accepted"]
        assert (withdrawn["state"], withdrawn["answered_by"]) == ("accepted", ANA)
        assert withdrawn["accepted_at"] == NOON

    def test_writes_no_move_that_the_older_release_does_not_know(
        self, engine: Engine, config: Config
    ) -> None:
        command.upgrade(config, AFTER)
        event = {"workspace_id": 1, "escalation_id": 1, "level": 0, "at": NOON, "changed": "{}"}
        with engine.begin() as connection:
            for move in Move:
                insert(connection, "escalation_events", event | {"move": move.value})
        command.downgrade(config, BEFORE)
        events = rows(engine, "escalation_events")
        assert [each["move"] for each in events if each["escalation_id"] == 1] == [
            "raise",
            # Of those that are written now, in the order of the enum.
            *("raise", "acknowledge", "acknowledge", "advance", "answer", "accept", "reopen"),
            *("accept", "advance", "advance", "release"),
        ]

    def test_leaves_no_words_of_what_is_private(self, engine: Engine, config: Config) -> None:
        command.upgrade(config, AFTER)
        change(engine, 5, private_at=NINE)
        with engine.begin() as connection:
            connection.execute(text("UPDATE escalation_events SET why = 'Repaired'"))
        command.downgrade(config, BEFORE)
        row = escalations(engine)["answered"]
        assert (row["stuck"], row["ask"], row["answer"]) == ("This was private.",) * 3
        whys = [
            each["why"] for each in rows(engine, "escalation_events") if each["escalation_id"] == 5
        ]
        assert whys == [None] * 3
