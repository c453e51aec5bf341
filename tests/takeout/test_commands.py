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
        world.propose(title=f"x {nasty.strip()}".splitlines()[0][:100], what=nasty)
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

    @pytest.mark.sqlite_first
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
    @pytest.mark.sqlite_first
    def test_brings_in_nothing_if_anything_is_wrong(
        self, told: World, run: Run, other: World, tmp_path: Path
    ) -> None:
        folder = tmp_path / "records"
        run("export", "decisions", "--format", "markdown", "--to", str(folder))
        last = max(folder.iterdir())
        last.write_text(last.read_text().replace("state: ", "state: final"))
        code, said = run("import", "decisions", str(folder), url=url_of(other))
        assert code == 1
        assert said.startswith(f"Nothing was brought in. {last.name}: state cannot be 'finalpro")
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
            "Nothing was brought in. decision 1: number: DEC-1 is there already, and says "
            "something else (title, what). Give yours another number.\n",
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
            "1 new, 0 there already.\n"
            "Kept in words only:\n- 0001-use-it.md: it has no day, and is of today.\n",
        )
        assert find_altered(other.transaction) is None

    @pytest.mark.sqlite_first
    def test_says_everything_that_is_wrong(
        self, told: World, run: Run, other: World, tmp_path: Path
    ) -> None:
        file = tmp_path / "all.csv"
        run("export", "decisions", "--to", str(file))
        text = file.read_bytes().decode().replace(",accepted,", ",superseded,")
        file.write_bytes(text.replace(",Marketing,", ",Sales,", 1).encode())
        code, said = run("import", "decisions", str(file), url=url_of(other))
        assert code == 1
        first, *faults = said.splitlines()
        assert first == f"Nothing was brought in. {len(faults)} things are wrong:"
        assert faults[0] == (
            "- row 2: team: there is no team 'Sales'. Set it up, or rename it here."
        )
        assert all(": state: it is superseded, and" in each for each in faults[1:])
        assert other.get(other.propose()).number == 1

    @pytest.mark.sqlite_first
    def test_reports_what_it_passed_over_and_kept_in_words(
        self, run: Run, other: World, tmp_path: Path
    ) -> None:
        (tmp_path / "0001-use-it.md").write_text(
            "# Use it\n\n- Status: draft\n- Date: 2020-02-01\n"
        )
        (tmp_path / "README.md").write_text("# Decisions\n")
        words = ("import", "decisions", str(tmp_path), "--team", "IT")
        assert run(*words, url=url_of(other)) == (
            0,
            "1 new, 0 there already.\n"
            "Passed over, for they are no records: README.md.\n"
            "Kept in words only:\n"
            "- 0001-use-it.md: I cannot keep its status (draft): it is withdrawn, for that "
            "reason.\n",
        )
        other.clock.advance(days=1)
        assert run(*words, url=url_of(other))[1].startswith("0 new, 1 there already.\n")

    @pytest.mark.sqlite_first
    def test_takes_our_own_files_however_they_were_saved(
        self, told: World, run: Run, other: World, tmp_path: Path
    ) -> None:
        run("export", "decisions", "--format", "markdown", "--to", str(tmp_path / "all"))
        folder = tmp_path / "saved"
        folder.mkdir()
        lone = [
            each for each in (tmp_path / "all").iterdir() if "state: accepted" in each.read_text()
        ]
        saved = next(each for each in lone if "follows" not in each.read_text())
        content = saved.read_bytes().replace(b"\n", b"\r\n")
        (folder / saved.name).write_bytes(b"\xef\xbb\xbf" + content)
        code, said = run("import", "decisions", str(folder), url=url_of(other))
        assert (code, said) == (0, "1 new, 0 there already.\n")

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (
                b"# A\n\nGr\xfc\xdfe\n",
                "0001-a.md: line 3 is no text in UTF-8. Save the file as UTF-8.",
            ),
            (
                "# A".encode("utf-16"),
                "0001-a.md: line 1 is no text in UTF-8. Save the file as UTF-8.",
            ),
            (None, "0001-a.md: I cannot read it (Is a directory). See who may."),
        ],
    )
    def test_names_a_file_that_it_cannot_read(
        self, other: World, run: Run, tmp_path: Path, content: bytes | None, sentence: str
    ) -> None:
        (tmp_path / "0002-b.md").write_text("# B\n")
        file = tmp_path / "0001-a.md"
        file.mkdir() if content is None else file.write_bytes(content)
        code, said = run("import", "decisions", ".", "--team", "IT", url=url_of(other))
        assert (code, said) == (1, f"Nothing was brought in. {sentence}\n")
        assert other.get(other.propose()).number == 1

    @pytest.mark.sqlite_first
    def test_names_a_folder_without_a_record(self, told: World, run: Run, tmp_path: Path) -> None:
        (tmp_path / "README.md").write_text("# Decisions\n")
        said = "There is no decision in .: no file in it is a record (.md).\n"
        assert run("import", "decisions", ".") == (1, said)

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (("import", "decisions", "nowhere.csv"), "There is no nowhere.csv."),
            (("export", "decisions", "--format", "markdown"), "Markdown is a folder of files"),
            (("export", "decisions", "--workspace", "T9"), "Say which workspace with --workspace"),
            (("export", "decisions", "--to", "/no/such/file"), "I cannot write to /no/such/file"),
            (("import", "decisions", ".", "--team", "Sales"), "There is no team 'Sales', only"),
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


class TestWithoutRestricted:
    @pytest.mark.parametrize("form", ["csv", "json", "markdown"])
    def test_leaves_them_out_and_says_how_many(
        self, told: World, run: Run, tmp_path: Path, form: str
    ) -> None:
        told.propose(title="A secret", restricted_to="C0LEADS0004")
        to = tmp_path / "out"
        words = ("export", "decisions", "--format", form, "--to", str(to))
        assert run(*words, "--without-restricted") == (0, "2 restricted decisions left out.\n")
        assert "C0LEADS0004" not in written(to)
        assert "A secret" not in written(to)
        assert run(*words) == (0, "")
        assert "C0LEADS0004" in written(to)
        assert "A secret" in written(to)

    def test_counts_one(self, told: World, run: Run) -> None:
        code, said = run("export", "decisions", "--without-restricted")
        assert code == 0
        assert said.endswith("\n1 restricted decision left out.\n")

    def test_is_told_of_in_the_help(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            program.main(["export", "--help"])
        said = " ".join(capsys.readouterr().out.split())
        assert "with all their words, those of private channels too" in said
        assert "--without-restricted decisions: leave those of private channels out" in said


def written(path: Path) -> str:
    """Return all that was written to a file or into a folder."""
    files = path.iterdir() if path.is_dir() else [path]
    return "".join(each.read_text() for each in files)
