"""The house keeps its own plan: floors, rooms, sizes, names, and what its papers promise."""

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from bot.config import Settings

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CODE = [path for top in ("bot", "sandbox") for path in sorted((ROOT / top).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
RULES = [path for path in CODE if "rules" in path.relative_to(ROOT).with_suffix("").parts]

LONGEST = 200
LONGER_FOR_A_REASON: dict[str, str] = {}
"""Files over 200 lines: the path from the root, and why it is not split by topic."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


class TestFloorsAndRooms:
    def test_hold(self) -> None:
        # A process of its own: import-linter changes the import path and the logging around it.
        command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]
        check = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (a fixed command)
        assert check.returncode == 0, check.stdout + check.stderr

    def test_are_checked_in_every_slice(self) -> None:
        contracts = {each["id"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}
        rooms = re.findall(r"\w+", " ".join(contracts["rooms"]["layers"]))
        slices = {
            f"bot.{folder.name}"
            for folder in (ROOT / "bot").iterdir()
            if any((folder / room).is_dir() or (folder / f"{room}.py").exists() for room in rooms)
        }
        assert set(contracts["rooms"]["containers"]) == slices


class TestRules:
    @pytest.mark.parametrize("path", RULES, ids=named)
    def test_import_the_standard_library_only(self, path: Path) -> None:
        """Beside it: the parent of all refusals, who may do what, and rules, which are pure, too,
        of the same slice or of floors below.
        """
        assert not [
            name
            for name in imported(path)
            if name.partition(".")[0] not in sys.stdlib_module_names
            and not re.match(r"bot\.(errors|permissions|\w+\.rules)\b", name)
        ]


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of everything a file imports; a relative import as ".name"."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


class TestFiles:
    def test_stay_short(self) -> None:
        long = {named(path) for path in CODE if len(path.read_text().splitlines()) > LONGEST}
        assert long == set(LONGER_FOR_A_REASON)

    @pytest.mark.parametrize("word", ["util", "helper", "common", "manager", "service"])
    def test_have_names_that_say_something(self, word: str) -> None:
        vague = re.compile(rf"(^|[/_]){word}s?([/_.]|$)")
        assert not [named(path) for path in CODE + TESTS if vague.search(named(path))]

    def test_say_what_they_are_for(self) -> None:
        trees = {named(path): ast.parse(path.read_text()) for path in CODE + TESTS}
        assert not [name for name, tree in trees.items() if not ast.get_docstring(tree)]


class TestOptOuts:
    def test_give_their_reason_on_the_line(self) -> None:
        opt_out = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:)")
        reasoned = re.compile(
            r"# (noqa: \w+(, ?\w+)*|type: ignore\[[\w, -]+\]|pragma: no (cover|branch))"
            r"\s+(#\s*)?\(?\w"
        )
        assert not [
            f"{named(path)}:{token.start[0]}: {token.string}"
            for path in CODE + TESTS
            for token in comments(path)
            if opt_out.search(token.string) and not reasoned.search(token.string)
        ]


def comments(path: Path) -> Iterator[tokenize.TokenInfo]:
    with tokenize.open(path) as source:
        for token in tokenize.generate_tokens(source.readline):
            if token.type == tokenize.COMMENT:
                yield token


class TestDependencies:
    @pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
    def test_are_locked_without_an_address(self, lock: str) -> None:
        lines = (ROOT / lock).read_text().splitlines()
        pin = re.compile(r"\s*#.*|[a-z0-9.-]+==\S+ .*\\|    --hash=sha256:\w{64}( \\)?")
        assert not [line for line in lines if not pin.fullmatch(line) or "/" in line]

    def test_are_locked_as_the_project_asks(self) -> None:
        locked = pins("requirements-dev.txt")
        assert not [need for need in needs() if not need.specifier.contains(locked[need.name])]

    def test_are_tested_in_the_versions_that_hosts_install(self) -> None:
        hosted = pins("requirements.txt")
        assert {need.name for need in needs(extras=())} <= set(hosted)
        assert hosted.items() <= pins("requirements-dev.txt").items()

    def test_are_each_explained(self) -> None:
        text = (ROOT / "docs" / "dependencies.md").read_text()
        explained = re.findall(r"^\| `([a-z0-9-]+)`", text, re.MULTILINE)
        assert sorted(explained) == sorted(need.name for need in needs())


def needs(extras: Sequence[str] = ("sandbox", "test")) -> list[Requirement]:
    """Return what pyproject.toml asks for: to run, and in the named extras."""
    project = PROJECT["project"]
    lines = [project["optional-dependencies"][extra] for extra in extras]
    return [Requirement(line) for line in chain(project["dependencies"], *lines)]


def pins(lock: str) -> dict[str, str]:
    """Return the version that a lock file pins for each package."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE))


class TestEnvExample:
    def test_names_exactly_the_settings(self) -> None:
        lines = (ROOT / ".env.example").read_text()
        named = re.findall(r"^(?:# ?)?([A-Z][A-Z_]+)=", lines, re.MULTILINE)
        environment = Recorded(SLACK_BOT_TOKEN="xoxb-a-token", SLACK_API_URL="http://127.0.0.1/")
        Settings.from_env(environment)
        assert sorted(named) == sorted(environment.asked)


class Recorded(dict[str, str]):
    """An environment that remembers the names it was asked for."""

    def __init__(self, **values: str) -> None:
        super().__init__(values)
        self.asked: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override] # narrower than dict's overloads
        self.asked.add(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return super().__getitem__(name)
