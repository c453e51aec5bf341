"""`python -m bot export escalations`, and `wins`: all as a table, and nothing that runs."""

import csv
import io

import pytest

from bot import export
from bot.db import Transaction
from bot.escalations.blocks import table
from bot.escalations.operations import answering
from bot.escalations.rules import AnswerKind
from bot.wins.blocks import table as win_table
from bot.wins.rules import Reach
from tests.clock import MovedClock
from tests.escalations import world as worlds
from tests.escalations.world import IVAN, World
from tests.wins import world as win_worlds
from tests.wins.world import BO, MAYA


@pytest.fixture
def world(transaction: Transaction, clock: MovedClock) -> World:
    return worlds.build(transaction, clock)


def exported(world: World | win_worlds.World, what: str = "escalations") -> list[dict[str, str]]:
    """Return the rows of the table."""
    out = io.StringIO()
    export.write(world.transaction, export.EXPORTED[what], out)
    assert out.getvalue().startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"))))


class TestWrite:
    def test_has_a_row_for_each_and_a_cell_for_each_column(self, world: World) -> None:
        for _number in range(3):
            world.raise_one()
        rows = exported(world)
        assert [row["name"] for row in rows] == ["ESC-1", "ESC-2", "ESC-3"]
        assert list(rows[0]) == ["workspace", *table.COLUMNS]
        assert rows[0]["stuck"] == "The export fails"
        assert rows[0]["raised_at"] == "2026-11-23T09:00:00+00:00"

    def test_goes_on_beyond_what_it_reads_at_once(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(export, "AT_ONCE", 2)
        for _number in range(4):
            world.raise_one()
        assert len(exported(world)) == 4

    @pytest.mark.parametrize(
        "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", 'a "quoted", text\nof two lines', "日本"]
    )
    def test_neutralises_formulas_and_loses_nothing(self, world: World, words: str) -> None:
        escalation_id = world.raise_one()
        answer = {"text": words, "kind": AnswerKind.DECIDED}
        world.move(answering.answer, escalation_id, IVAN, **answer)
        (row,) = exported(world)
        assert row["answer"].removeprefix("'") == words
        assert not row["answer"].startswith(("=", "+", "-", "@", "\t"))

    def test_says_no_word_of_a_private_one(self, world: World) -> None:
        escalation_id = world.raise_one(is_private=True)
        answer = {"text": "The mailbox was shared", "kind": AnswerKind.DECIDED}
        world.move(answering.answer, escalation_id, IVAN, **answer)
        (row,) = exported(world)
        assert (row["private"], row["state"]) == ("yes", "answered")
        said = " ".join(row.values())
        assert not [
            word for word in ("export", "repairs", "mailbox", IVAN, "U0MAYA") if word in said
        ]


class TestWins:
    def test_have_a_row_for_each_but_those_that_were_taken_back(
        self, transaction: Transaction, clock: MovedClock
    ) -> None:
        world = win_worlds.build(transaction, clock)
        world.give(IVAN, BO, figure="-38 % page load", value="Customers first")
        world.undo(world.give().win.id)
        (row,) = exported(world, "wins")
        assert list(row) == ["workspace", *win_table.COLUMNS]
        assert row == {
            "workspace": "Acme",
            "name": "WIN-1",
            "what": win_worlds.WORDS,
            "people": f"{IVAN} {BO}",
            "figure": "'-38 % page load",
            "value": "Customers first",
            "initiative": "",
            "team": "Marketing",
            "reach": "everybody",
            "given_by": MAYA,
            "given_at": "2026-11-23T09:00:00+00:00",
            "link": "",
        }

    def test_say_no_word_of_one_for_a_team_alone(
        self, transaction: Transaction, clock: MovedClock
    ) -> None:
        world = win_worlds.build(transaction, clock)
        world.give(IVAN, reach=Reach.TEAM, figure="-38 %", value="Customers first")
        (row,) = exported(world, "wins")
        assert {name: cell for name, cell in row.items() if cell} == {
            "workspace": "Acme",
            "name": "WIN-1",
            "team": "Marketing",
            "reach": "team",
            "given_at": "2026-11-23T09:00:00+00:00",
        }
