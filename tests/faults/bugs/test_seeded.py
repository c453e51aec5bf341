"""Every seeded bug is seen by some test: what a green run of the tests is worth."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy

from tests.faults.bugs.seeded import BUGS, Bug

ROOT = Path(__file__).parent.parent.parent.parent
COPIED = ("alembic.ini", "bot", "migrations", "pyproject.toml", "sandbox", "tests")
WITHIN = 600.0
"""Seconds for the tests of one bug, or of all on a tree without one."""

Run = Callable[[Path, tuple[str, ...]], "subprocess.CompletedProcess[str]"]

each_bug = pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)


class TestEachBug:
    @each_bug
    def test_can_be_put_into_the_code_as_it_is(self, bug: Bug) -> None:
        assert (ROOT / bug.file).read_text().count(bug.right) == 1
        missing = [test for test in bug.caught_by if not (ROOT / test).exists()]
        assert not missing

    @pytest.mark.faults
    @each_bug
    def test_is_caught(
        self,
        bug: Bug,
        tree: Path,
        run_tests: Run,
        record_property: Callable[[str, object], None],
    ) -> None:
        plant(bug, tree)
        ended = run_tests(tree, bug.caught_by)
        failed = re.findall(r"^FAILED (?:[^\s\[]*/)?([^\s\[]+)", ended.stdout, re.MULTILINE)
        record_property("caught by", f"`{failed[0]}`" if failed else "nobody")
        assert failed, ended.stdout[-2000:]

    @pytest.mark.faults
    def test_is_what_its_tests_fail_for(self, tree: Path, run_tests: Run) -> None:
        all_tests = {test for bug in BUGS for test in bug.caught_by}
        passed = run_tests(tree, tuple(sorted(all_tests)))
        assert passed.returncode == 0, passed.stdout[-2000:]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of everything that the tests need."""
    for name in COPIED:
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, tmp_path)
        else:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    return tmp_path


@pytest.fixture
def run_tests(postgresql_server: sqlalchemy.URL) -> Run:
    """What runs tests in a tree, on the server that runs already, up to the first that fails."""
    server = postgresql_server.render_as_string(hide_password=False)

    def run(tree: Path, tests: tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "pytest", "-x", "-q", "-rf", "-p", "no:cacheprovider", *tests],
            cwd=tree,
            env={**os.environ, "TEST_POSTGRES_URL": server, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=WITHIN,
            check=False,
        )

    return run


def plant(bug: Bug, tree: Path) -> None:
    """Put the bug into a copy of the tree."""
    file = tree / bug.file
    file.write_text(file.read_text().replace(bug.right, bug.wrong))
