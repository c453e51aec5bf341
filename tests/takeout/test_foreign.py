"""Records that others wrote: their words are kept, and their status is told as far as it can be."""

from datetime import UTC, datetime

import pytest

from bot.decisions.rules import State, Succession
from bot.decisions.rules.records import Record, Unreadable
from bot.takeout import foreign
from bot.takeout.foreign import Defaults

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DEFAULTS = Defaults("IT", "U0IVAN00003", NOW)

NYGARD = """# 5. Use PostgreSQL

Date: 2020-02-01

## Status

Accepted

Supersedes [2. Use MySQL](0002-use-mysql.md)

## Context

We outgrew it.
"""
OLD = "# 2. Use MySQL\n\n## Status\n\nSuperseded by [5. Use PostgreSQL](0005-use-postgresql.md)\n"
MADR = """---
status: "accepted"
date: 2021-03-04
decision-makers: [Ana, Ben]
---

# Use Markdown records

## Context and Problem Statement

Where do decisions live?
"""


def read(**files: str) -> dict[int, Record]:
    named = {f"{name.lstrip('_')}.md": text for name, text in files.items()}
    return {each.number: each for each in foreign.read(named, DEFAULTS)}


class TestRead:
    def test_takes_nygards_form(self) -> None:
        found = read(_0005=NYGARD, _0002=OLD)
        new, old = found[5], found[2]
        assert (new.title, new.state, new.team) == ("Use PostgreSQL", State.ACCEPTED, "IT")
        assert new.state_at == datetime(2020, 2, 1, tzinfo=UTC)
        assert "We outgrew it." in new.what
        assert (new.follows, new.follows_as) == (2, Succession.SUPERSEDE)
        assert (old.state, old.state_because) == (State.SUPERSEDED, "DEC-5")

    def test_takes_madr(self) -> None:
        (found,) = read(_0001=MADR).values()
        assert (found.title, found.state) == ("Use Markdown records", State.ACCEPTED)
        assert found.accepted_at == datetime(2021, 3, 4, tzinfo=UTC)
        assert found.what.startswith("decision-makers: Ana, Ben\n\n## Context and Problem")

    @pytest.mark.parametrize("status", ["proposed", "deprecated", "superseded by ADR-0099", ""])
    def test_withdraws_what_does_not_hold_and_says_why(self, status: str) -> None:
        (found,) = read(_0001=f"# Use it\n\n## Status\n\n{status}\n").values()
        assert found.state is State.WITHDRAWN
        assert found.state_because == (status or "no status")

    def test_lets_a_decision_follow_one_only(self) -> None:
        found = read(_0002=OLD, _0003=OLD.replace("2. Use MySQL", "3. Use Oracle"), _0005=NYGARD)
        states = sorted((each.number, each.state) for each in found.values())
        assert states == [(2, State.SUPERSEDED), (3, State.WITHDRAWN), (5, State.ACCEPTED)]

    @pytest.mark.parametrize(
        ("files", "sentence"),
        [
            ({"use-it": "# Use it"}, "use-it.md: its name has no number"),
            ({"_0001": "Use it"}, "0001.md: it has no title"),
            ({"_0001": "---\nstatus: x\n# Use it"}, "0001.md: its front matter does not end"),
            ({"_0001": "---\n: : :\n---\n# Use it"}, "0001.md: its front matter"),
            ({"_0001": "# A", "_01": "# B"}, "01.md: there is another file with the number 1"),
            ({"_0001": "---\ndate: soon\n---\n# A"}, "0001.md: 'soon' is no date"),
        ],
    )
    def test_names_the_file_and_what_is_wrong(self, files: dict[str, str], sentence: str) -> None:
        with pytest.raises(Unreadable, match=sentence):
            read(**files)
