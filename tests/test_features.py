"""The table of contents: no two slices claim the same, and the papers say what the tables say."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot import features

README = (Path(__file__).parent.parent / "README.md").read_text()


class TestMerge:
    def test_has_the_rows_of_every_table_in_order(self) -> None:
        assert list(features.merge([{"b": 1, "a": 2}, {}, {"c": 3}]).items()) == [
            ("b", 1),
            ("a", 2),
            ("c", 3),
        ]

    def test_refuses_what_two_slices_claim(self) -> None:
        with pytest.raises(ValueError, match=r"^claimed by two slices: /a, /b$"):
            features.merge([{"/b": 1, "/a": 1}, {"/c": 1}, {"/a": 2, "/b": 2}])


class TestGather:
    def test_has_every_slices_row_in_the_order_of_the_slices(self) -> None:
        tables = [{"joined": 1, "left": 2}, {}, {"renamed": 3, "joined": 4}]
        assert features.gather(tables) == {"joined": (1, 4), "left": (2,), "renamed": (3,)}


class TestTables:
    def test_have_what_every_slice_has(self) -> None:
        for slice_ in features.LISTENERS:
            for name in ("commands", "topics", "actions", "views", "shortcuts"):
                merged = getattr(features.TABLES, name)
                assert getattr(slice_, name.upper(), {}).items() <= merged.items()
            for event, handler in getattr(slice_, "EVENTS", {}).items():
                assert handler in features.TABLES.events[event]
        for slice_ in features.RULES:
            assert slice_.PERMISSIONS.items() <= features.PERMISSIONS.items()
        for slice_ in features.JOBS:
            assert slice_.SCHEDULE.items() <= features.SCHEDULE.items()

    def test_know_every_slice(self) -> None:
        """A slice with listeners or jobs that is not listed would never be called."""
        bot = Path(features.__file__).parent
        for room, listed in (("listeners", features.LISTENERS), ("jobs", features.JOBS)):
            slices = {
                found.parent.relative_to(bot).parts[0]
                for found in (*bot.glob(f"*/{room}.py"), *bot.glob(f"*/{room}/__init__.py"))
            }
            known = {module.__name__.split(".")[1] for module in listed}
            assert known == slices - {"installations"}  # its listener is Bolt's `authorize`

    def test_know_every_slice_with_a_table_of_who_may_do_what(self) -> None:
        bot = Path(features.__file__).parent
        having = {
            found.relative_to(bot).parts[0]
            for found in (*bot.glob("*/rules.py"), *bot.glob("*/rules/*.py"))
            if re.search(r"^PERMISSIONS\b", found.read_text(), re.MULTILINE)
        }
        assert {module.__name__.split(".")[1] for module in features.RULES} == having

    @pytest.mark.parametrize(
        "name", [*features.TABLES.actions, *features.TABLES.views, *features.SHORTCUTS]
    )
    def test_name_what_is_done_after_the_slice(self, name: str) -> None:
        slices = {slice_.__name__.split(".")[1] for slice_ in features.LISTENERS}
        slice_, _, verb = name.partition(".")
        assert slice_ in slices
        assert re.fullmatch("[a-z_]+", verb)

    @pytest.mark.parametrize("name", features.COMMANDS)
    def test_describe_every_command(self, name: str) -> None:
        assert re.fullmatch(r"/[a-z]+( [a-z]+)?", name)
        assert features.COMMANDS[name].summary

    def test_list_help(self) -> None:
        assert features.COMMANDS["/align help"].summary == "Show this list"

    def test_have_intervals(self) -> None:
        assert all(every > timedelta(0) for every, _sweep in features.SCHEDULE.values())


class TestReadme:
    def test_has_exactly_the_commands(self) -> None:
        rows = re.findall(r"^\| `(/[^`]+)` \| (.+) \|$", README, re.MULTILINE)
        assert rows == [
            (f"{name} {row.hint}".strip(), row.summary) for name, row in features.COMMANDS.items()
        ]

    def test_has_exactly_the_shortcuts(self) -> None:
        rows = re.findall(r"^\| \*\*([^*]+)\*\* \| (.+) \|$", README, re.MULTILINE)
        assert rows == [(row.name, row.description) for row in features.SHORTCUTS.values()]
