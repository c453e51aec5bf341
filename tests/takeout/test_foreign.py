"""Records that others wrote: their words are kept, and their status is told as far as it can be."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.decisions.rules import State, Succession
from bot.decisions.rules.records import Record, Unreadable
from bot.takeout import foreign
from bot.takeout.foreign import Defaults, Taken

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
    return {each.number: each for each in foreign.read(named, DEFAULTS).records.values()}


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
            ({"_0001": "Use it"}, "0001.md: it has no title. Begin a line with # and write one."),
            ({"_0001": "---\nstatus: x\n# Use it"}, "0001.md: its front matter does not end"),
            ({"_0001": "---\n: : :\n---\n# A"}, "0001.md: its front matter is no YAML"),
            ({"_0001": "---\ndate: 2020-13-01\n---\n# A"}, "0001.md: its front matter is no YAML"),
        ],
    )
    def test_names_the_file_and_what_is_wrong(self, files: dict[str, str], sentence: str) -> None:
        with pytest.raises(Unreadable, match=sentence):
            read(**files)

    def test_names_all_files_with_which_something_is_wrong(self) -> None:
        with pytest.raises(Unreadable) as caught:
            read(_0001="Use it", _0002="# Use it", _0003="Use that")
        assert [each.partition(":")[0] for each in caught.value.faults] == ["0001.md", "0003.md"]


def take(defaults: Defaults = DEFAULTS, **files: str) -> Taken:
    """Read a folder; a file is called `_0001_use_it` here, and `0001-use-it.md` there."""
    named = {f"{name.lstrip('_').replace('_', '-')}.md": text for name, text in files.items()}
    return foreign.read(named, defaults)


def nygard(title: str, status: str, date: str = "2020-02-01") -> str:
    return f"# {title}\n\nDate: {date}\n\n## Status\n\n{status}\n\n## Context\n\nWords\n"


class TestLineage:
    """One is followed by two, in every way in which people say so."""

    @pytest.mark.parametrize(
        "status",
        [
            "Superseded by [2. Use B](0002-use-b.md)",
            "superseded by [ADR-0002](./0002-use-b.md) (2020-03-01)",
            "Superceded by ADR-2",
            "Superseded by 0002",
            "**Superseded** by: ADR 2 for the web, since V1 was too slow",
            "Replaced by [something else](https://git.example/docs/0002-use-b.md#why)",
            "Superseded by 0002-use-b.md",
            "Superseded by Use B",
            "Deprecated; superseded by [0002](0002-renamed-since.md)",
            "~~Accepted~~ Superseded by [ADR-0002]",
            "Accepted\n\nSuperseded by [2. Use B](0002-use-b.md)",
        ],
    )
    def test_is_told_by_the_old_one(self, status: str) -> None:
        taken = take(
            _0001_use_a=nygard("1. Use A", status), _0002_use_b=nygard("2. Use B", "Accepted")
        )
        old, new = taken.records["0001-use-a.md"], taken.records["0002-use-b.md"]
        assert (old.state, old.state_because) == (State.SUPERSEDED, "DEC-2")
        assert (new.state, new.follows, new.follows_as) == (State.ACCEPTED, 1, Succession.SUPERSEDE)
        assert taken.notes == []

    @pytest.mark.parametrize(
        ("line", "how", "state"),
        [
            ("Supersedes [1. Use A](0001-use-a.md)", Succession.SUPERSEDE, State.SUPERSEDED),
            ("Amends [1. Use A](0001-use-a.md)", Succession.AMEND, State.SUPERSEDED),
            ("Reverses ADR-0001", Succession.REVERSE, State.REVERSED),
            ("Replaces: ADR 1", Succession.SUPERSEDE, State.SUPERSEDED),
        ],
    )
    @pytest.mark.parametrize("place", ["status", "field", "head", "links"])
    def test_is_told_by_the_new_one(
        self, line: str, how: Succession, state: State, place: str
    ) -> None:
        verb, _, named = line.replace(":", "").partition(" ")
        new = {
            "status": f"# Use B\n\n## Status\n\nAccepted\n\n{line}\n",
            "field": f"# Use B\n\n- **Status:** Accepted\n- {verb}: {named}\n\n## Context\n",
            "head": f"---\nstatus: accepted\n{verb.lower()}: '{named}'\n---\n# Use B\n",
            "links": f"# Use B\n\nStatus: accepted\n\n## Links\n\n* {line}\n",
        }[place]
        taken = take(_0001_use_a=nygard("1. Use A", "Accepted"), _0002_use_b=new)
        found = taken.records["0002-use-b.md"]
        assert (found.follows, found.follows_as) == (1, how)
        assert taken.records["0001-use-a.md"].state is state

    def test_goes_through_several(self) -> None:
        taken = take(
            _0001=nygard("A", "Superseded by 0002"),
            _0002=nygard("B", "Superseded by 0003", "2020-03-01"),
            _0003=nygard("C", "Accepted", "2020-04-01"),
        )
        found = [(each.state, each.follows) for each in taken.records.values()]
        assert found == [(State.SUPERSEDED, None), (State.SUPERSEDED, 1), (State.ACCEPTED, 2)]
        assert taken.records["0001.md"].state_at == datetime(2020, 3, 1, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("files", "note"),
        [
            (
                {"_0001": nygard("A", "Superseded by ADR-0099")},
                "0001.md: ADR-0099 is not in this folder.",
            ),
            (
                {"_0001": nygard("A", "Accepted, partially superseded by 2"), "_0002": "# B"},
                "0001.md: it follows 0001.md only in part.",
            ),
            (
                {
                    "_0001": nygard("A", "Accepted"),
                    "_0002": nygard("B", "Proposed\n\nSupersedes 0001"),
                },
                "0002.md: that 0002.md should supersede 0001.md: what holds follows one that has "
                "held, and alone.",
            ),
            (
                {
                    "_0001": nygard("A", "Accepted"),
                    "_0002": nygard("B", "Accepted\n\nAmends 0001"),
                    "_0003": nygard("C", "Accepted\n\nAmends 0001"),
                },
                "0003.md: that 0003.md should amend 0001.md: what holds follows one that has held, "
                "and alone.",
            ),
        ],
    )
    def test_says_what_it_could_not_tell(self, files: dict[str, str], note: str) -> None:
        assert note in take(**files).notes


class TestHabits:
    """What is usual in the folders of adr-tools, MADR, log4brains, and others."""

    def test_log4brains_calls_records_by_their_days(self) -> None:
        taken = take(
            _20200926_use_the_number="# Use the number\n\n- Status: superseded by "
            "[20201016-use-the-slug](20201016-use-the-slug.md)\n",
            _20201016_use_the_slug="# Use the slug\n\n- Status: accepted\n\n## Links\n\n"
            "- Supersedes [20200926-use-the-number](20200926-use-the-number.md)\n",
        )
        old, new = taken.records.values()
        assert (old.number, old.state, new.number, new.follows) == (1, State.SUPERSEDED, 2, 1)
        assert old.proposed_at == datetime(2020, 9, 26, tzinfo=UTC)
        assert "20200926-use-the-number.md: it has no number that I can keep, and is DEC-1." in (
            taken.notes
        )

    def test_a_number_that_was_given_stays(self) -> None:
        files = {"_0000_use_madr": MADR, "_0003_use_it": nygard("Use it", "Accepted")}
        first = take(**files).records["0000-use-madr.md"]
        assert first.number == 4
        log = {9: (first.title, first.proposed_at)}
        assert take(replace(DEFAULTS, log=log), **files).records["0000-use-madr.md"].number == 9

    def test_the_day_of_what_has_none_stays(self) -> None:
        before = NOW - timedelta(days=9)
        log = {1: ("Use it", before)}
        taken = take(replace(DEFAULTS, log=log), _0001="# Use it\n\nStatus: accepted\n")
        assert taken.records["0001.md"].proposed_at == before

    def test_backstage_has_its_titles_in_the_front_matter(self) -> None:
        head = "---\nid: adrs-adr003\ntitle: 'ADR003: No defaults'\n---\n"
        text = f"{head}\n## Context\n\n```\n# x\n```\n"
        taken = take(adr003_avoid_default_exports=text)
        (found,) = taken.records.values()
        assert (found.number, found.title, found.state) == (3, "No defaults", State.WITHDRAWN)
        assert found.what.startswith("id: adrs-adr003\n\n## Context")
        assert taken.notes[0].endswith(".md: it has no status, and is withdrawn.")

    @pytest.mark.parametrize(
        "text",
        [
            "# ADR-0001: Use it\n\n**Status:** Accepted \u00b7 **Date:** 2020-02-01\n\n## Why\n",
            "# 1. Use it\n\n| Status | \u2705 Accepted |\n|---|---|\n| Date | 1 Feb 2020 |\n",
            "# Use it #\r\n\r\n* Status: accepted\r\n* Date: 01.02.2020\r\n",
            "Use it\n======\n\n## Status: Accepted on 2020-02-01\n",
            "# 0001 Use it\n\n## 1. Status\n\n<!-- Proposed? -->\nApproved, February 1st, 2020\n",
            "---\nStatus: Accepted\nDate: 2020-02-01\n---\n\n# Use it\n",
        ],
    )
    def test_says_the_same_in_many_ways(self, text: str) -> None:
        taken = take(_0001=text)
        (found,) = taken.records.values()
        assert (found.title, found.state) == ("Use it", State.ACCEPTED)
        assert found.accepted_at == datetime(2020, 2, 1, tzinfo=UTC)
        assert taken.notes == []

    def test_passes_over_what_is_no_record(self) -> None:
        files = dict.fromkeys(
            ("README", "index", "template", "adr_template_bare_minimal", "0000_template"), "x"
        )
        taken = take(**files, adr000_template="x", notes="Notes", _0012_template_engine="# T")
        assert list(taken.records) == ["0012-template-engine.md"]
        assert len(taken.passed_over) == len(files) + 2

    def test_a_day_that_has_begun_in_the_east_only_is_now(self) -> None:
        (found,) = take(_0001=nygard("A", "Accepted", "2026-11-23")).records.values()
        assert found.state_at == datetime(2026, 11, 23, tzinfo=UTC)
        (found,) = take(_0001=nygard("A", "Accepted", "2026-11-24")).records.values()
        assert found.state_at == datetime(2026, 11, 24, tzinfo=UTC)
        early = replace(DEFAULTS, now=datetime(2026, 11, 23, 22, tzinfo=UTC))
        (found,) = take(early, _0001=nygard("A", "Accepted", "2026-11-24")).records.values()
        assert found.state_at == early.now

    def test_a_day_that_may_be_another_is_kept_in_words(self) -> None:
        taken = take(
            _0001=nygard("A", "Accepted", "07/11/2016"), _0002=nygard("B", "Accepted", "16/04/2017")
        )
        assert taken.notes == [
            "0001.md: I do not know which day '07/11/2016' is.",
            "0001.md: it has no day, and is of today.",
        ]
        assert "07/11/2016" in taken.records["0001.md"].what
        assert taken.records["0002.md"].state_at == datetime(2017, 4, 16, tzinfo=UTC)

    @given(
        st.dictionaries(
            st.from_regex(r"(adr)?[0-9]{0,8}[-_ a-z]{0,6}\.md", fullmatch=True),
            st.lists(
                st.sampled_from(
                    [
                        "---",
                        "# 1. A",
                        "## Status",
                        "Superseded by 2",
                        "Supersedes [1](1.md)",
                        "Accepted",
                    ]
                )
                | st.text(max_size=30),
                max_size=8,
            ).map("\n".join),
            max_size=4,
        )
    )
    @settings(derandomize=True, max_examples=200)
    def test_is_read_or_refused_in_words_whatever_it_is(self, files: dict[str, str]) -> None:
        with suppress(Unreadable):
            taken = foreign.read(files, DEFAULTS)
            assert taken.records.keys().isdisjoint(taken.passed_over)
            assert {*taken.records, *taken.passed_over} == set(files)
