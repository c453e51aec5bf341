"""`export decisions` and `import decisions`: the same bytes come out of another database."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy

from bot import __main__ as program
from bot import db
from bot.decisions.queries.history import find_altered
from bot.decisions.rules import Vote
from tests import databases
from tests.clock import MovedClock
from tests.decisions import world as worlds
from tests.decisions.world import ANA, BO, IVAN, World
from tests.takeout.test_round_trip import NASTY

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def told(transaction: db.Transaction, clock: MovedClock) -> World:
    """A workspace with decisions of every kind, in words that are hard to keep."""
    world = worlds.build(transaction, clock)
    for nasty in NASTY:
        world.propose(title=f"x {nasty.strip().splitlines()[0][:100]}"[:150], what=nasty)
    joint = world.propose(IVAN, BO, joint=True, needed=1, informed=[ANA], rejected=NASTY[0])
    world.vote(joint, IVAN, Vote.REJECT)
    world.vote(joint, BO)
    world.succeed(joint)
    world.propose(IVAN, contributors=[ANA], restricted_to="C0LEADS0004", source="ESC-1")
    return world


@pytest.fixture
def run(
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Run:
    """Runs a command on the story's database, or on another one."""
    monkeypatch.chdir(tmp_path)

    def command(*words: str, url: str = database_url) -> tuple[int, str]:
        environment = {"SLACK_BOT_TOKEN": "xoxb-1", "DATABASE_URL": url}
        monkeypatch.setattr(os, "environ", environment)
        code = program.main(list(words))
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


@pytest.fixture
def other(sqlite_template: Path, clock: MovedClock):  # type: ignore[no-untyped-def]  # a generator
    """Another database, with the same teams and nothing else."""
    with databases.sqlite_copy(sqlite_template) as url:
        engine = db.build_engine(url.render_as_string(hide_password=False))
        yield worlds.build(db.sessions(engine).begin, clock)
        engine.dispose()


def url_of(world: World) -> str:
    with world.transaction() as session:
        bind = session.get_bind()
        assert isinstance(bind, sqlalchemy.Engine)
        return bind.url.render_as_string(hide_password=False)


class TestRoundTrip:
    @pytest.mark.parametrize("form", ["csv", "json", "markdown"])
    @pytest.mark.usefixtures("told")
    def test_gives_the_same_bytes(self, run: Run, other: World, tmp_path: Path, form: str) -> None:
        first, second = tmp_path / f"first.{form}", tmp_path / f"second.{form}"
        assert run("export", "decisions", "--format", form, "--to", str(first)) == (0, "")
        url = url_of(other)
        code, said = run("import", "decisions", str(first), url=url)
        assert (code, said) == (0, f"{len(NASTY) + 3} new, 0 there already.\n")
        assert run("export", "decisions", "--format", form, "--to", str(second), url=url)[0] == 0
        assert content(first) == content(second)
        assert find_altered(other.transaction) is None
        code, said = run("import", "decisions", str(first), url=url)
        assert (code, said) == (0, f"0 new, {len(NASTY) + 3} there already.\n")
        assert other.get(other.propose()).number == len(NASTY) + 4

    @pytest.mark.usefixtures("told")
    def test_writes_a_table_that_a_spreadsheet_opens(self, run: Run) -> None:
        code, said = run("export", "decisions")
        assert code == 0
        assert said.startswith("\ufeffnumber,title,")
        assert "\n=1" not in said


def content(path: Path) -> object:
    if path.is_dir():
        return {each.name: each.read_bytes() for each in path.iterdir()}
    return path.read_bytes()


class TestImport:
    def test_brings_in_nothing_if_anything_is_wrong(
        self, told: World, run: Run, other: World, tmp_path: Path
    ) -> None:
        folder = tmp_path / "records"
        run("export", "decisions", "--format", "markdown", "--to", str(folder))
        last = max(folder.iterdir())
        last.write_text(last.read_text().replace("state: ", "state: final"))
        code, said = run("import", "decisions", str(folder), url=url_of(other))
        assert code == 1
        assert said == f"Nothing was brought in. {last.name}: state cannot be 'finalproposed'\n"
        assert other.get(other.propose()).number == 1

    def test_refuses_another_one_with_the_same_number(
        self, told: World, run: Run, other: World, tmp_path: Path
    ) -> None:
        file = tmp_path / "all.json"
        run("export", "decisions", "--format", "json", "--to", str(file))
        other.propose(title="Something else")
        code, said = run("import", "decisions", str(file), url=url_of(other))
        assert (code, said) == (
            1,
            "Nothing was brought in. DEC-1 is there already, and says something else. Give yours "
            "another number.\n",
        )

    def test_takes_a_folder_that_others_wrote(self, run: Run, other: World, tmp_path: Path) -> None:
        folder = tmp_path / "adr"
        folder.mkdir()
        (folder / "0001-use-it.md").write_text("# 1. Use it\n\n## Status\n\nAccepted\n")
        code, said = run("import", "decisions", str(folder), url=url_of(other))
        assert (code, said) == (
            1,
            "Nothing was brought in. 0001-use-it.md was not written by me: say whose decisions "
            "these are (--team).\n",
        )
        assert run("import", "decisions", str(folder), "--team", "IT", url=url_of(other)) == (
            0,
            "1 new, 0 there already.\n",
        )
        assert find_altered(other.transaction) is None

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (("import", "decisions", "nowhere.csv"), "There is no nowhere.csv."),
            (("export", "decisions", "--format", "markdown"), "Markdown is a folder of files"),
            (("export", "decisions", "--workspace", "T9"), "Say which workspace with --workspace"),
        ],
    )
    def test_says_what_is_missing(
        self, told: World, run: Run, words: tuple[str, ...], sentence: str
    ) -> None:
        code, said = run(*words)
        assert code == 1
        assert sentence in said


class TestProposals:
    def test_ask_their_approvers_once_they_are_brought_in(
        self, told: World, run: Run, other: World, tmp_path: Path
    ) -> None:
        file = tmp_path / "all.csv"
        run("export", "decisions", "--to", str(file))
        run("import", "decisions", str(file), url=url_of(other))
        with other.transaction() as session:
            sent = session.execute(
                sqlalchemy.text("SELECT key FROM outbox_messages UNION SELECT key FROM nudges")
            ).scalars()
            keys = set(sent)
        assert {key.partition(":")[0] for key in keys} == {f"DEC-{len(NASTY) + 3}"}
        assert any(":approver:" in key for key in keys)
