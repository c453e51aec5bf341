"""The sandbox's README says what there is, and its examples work."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from sandbox import Sandbox, config, control
from sandbox.config import tables
from sandbox.control.acting import ACTS
from sandbox.control.doing import DOINGS
from sandbox.rate import BY_NAME

README = (Path(__file__).parent.parent.parent / "sandbox" / "README.md").read_text()
EXAMPLE = tomllib.loads(README.partition("```toml\n")[2].partition("```")[0])


def rows(heading: str) -> set[str]:
    """Return what stands in the first column of the table under a heading."""
    table = README.partition(f"| {heading} |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(.+?)`", cell)}


class TestExample:
    def test_is_a_file_that_works(self) -> None:
        slack = Sandbox(config=config.parse(EXAMPLE))
        assert [company.workspace.name for company in slack.companies] == ["Acme", "Beta"]

    @pytest.mark.parametrize(
        ("table", "examples"),
        [
            (tables.Config, [EXAMPLE]),
            (tables.App, [EXAMPLE["app"]]),
            (tables.Workspace, EXAMPLE["workspaces"]),
            (tables.Person, EXAMPLE["workspaces"][0]["people"]),
            (tables.Channel, EXAMPLE["workspaces"][0]["channels"]),
            (tables.Group, EXAMPLE["workspaces"][0]["groups"]),
        ],
    )
    def test_has_every_key(self, table: type, examples: list[dict[str, object]]) -> None:
        shown = {key for example in examples for key in example}
        assert shown == {field.name for field in fields(table)}


class TestTables:
    def test_name_everything_that_can_be_done(self) -> None:
        assert rows("`action`") == set(ACTS)
        assert rows("`do`") == set(DOINGS)
        assert all(f"| `{name}` |" in README for name in BY_NAME)

    def test_name_every_address(self) -> None:
        shown = set(re.findall(r"/_sandbox/\w+", README))
        assert shown == {path for path, _, _ in control.table(Sandbox())}
