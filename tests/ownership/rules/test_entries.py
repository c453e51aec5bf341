"""What an entry says, and how two changes of it meet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ownership.rules.entries import (
    FIELDS,
    Changed,
    Details,
    as_it_was,
    confirmation_due,
    differences,
    from_values,
    is_doubtful,
    merge,
    tidy,
    to_values,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DETAILS = Details(1, "Newsletter", "The weekly one", "UIVAN", ("UBO", "UANA"), ("UMAYA",))

people = st.lists(st.sampled_from(["U1", "U2", "U3", "U4"]), unique=True, max_size=4).map(tuple)
details = st.builds(
    Details,
    team_id=st.integers(1, 3),
    name=st.text(min_size=1, max_size=5),
    about=st.text(max_size=5),
    accountable=st.sampled_from(["", "U1", "U2"]),
    responsible=people,
    consulted=people,
    informed=people,
)


def recorded(steps: list[Details]) -> list[Changed]:
    """Return the history of these states, each the next version of the one before."""
    return [
        Changed(version, field, before, after, "U9", NOW)
        for version, (old, new) in enumerate(pairwise(steps), start=2)
        for field, (before, after) in differences(to_values(old), to_values(new)).items()
    ]


def same(one: dict[str, str], other: dict[str, str]) -> bool:
    """Return whether two states differ in nothing but the order of people."""
    return differences(one, other) == {}


class TestToValues:
    def test_writes_every_field_down(self) -> None:
        assert to_values(DETAILS) == {
            "team_id": "1",
            "name": "Newsletter",
            "about": "The weekly one",
            "accountable": "UIVAN",
            "responsible": "UBO UANA",
            "consulted": "UMAYA",
            "informed": "",
        }

    @given(details)
    def test_is_undone_by_from_values(self, these: Details) -> None:
        assert from_values(to_values(these)) == these
        assert tuple(to_values(these)) == FIELDS


class TestTidy:
    def test_names_each_person_once(self) -> None:
        twice = replace(DETAILS, responsible=("UBO", "UANA", "UBO"), informed=("U1", "U1"))
        assert tidy(twice) == replace(DETAILS, informed=("U1",))


class TestDifferences:
    def test_are_what_was_and_what_is(self) -> None:
        after = replace(DETAILS, name="Newsletters", responsible=("UBO",))
        assert differences(to_values(DETAILS), to_values(after)) == {
            "name": ("Newsletter", "Newsletters"),
            "responsible": ("UBO UANA", "UBO"),
        }

    def test_are_none_for_another_order_of_people(self) -> None:
        after = replace(DETAILS, responsible=("UANA", "UBO"))
        assert differences(to_values(DETAILS), to_values(after)) == {}


class TestAsItWas:
    @given(st.lists(details, min_size=1, max_size=5), st.randoms())
    def test_goes_back_through_any_history(self, steps: list[Details], chance: object) -> None:
        changes = recorded(steps)
        chance.shuffle(changes)  # type: ignore[attr-defined] # hypothesis gives a random.Random
        assert same(as_it_was(to_values(steps[-1]), changes), to_values(steps[0]))


class TestMerge:
    @given(details, details, details)
    def test_loses_nothing_of_mine_and_nothing_of_theirs(
        self, base: Details, theirs: Details, mine: Details
    ) -> None:
        base_, theirs_, mine_ = to_values(base), to_values(theirs), to_values(mine)
        merged = merge(base_, theirs_, mine_)
        for field in FIELDS:
            changed_by_me = field in differences(base_, mine_)
            assert merged[field] == (mine_[field] if changed_by_me else theirs_[field])

    @given(details, details)
    def test_is_mine_if_nobody_else_changed_anything(self, base: Details, mine: Details) -> None:
        assert same(merge(to_values(base), to_values(base), to_values(mine)), to_values(mine))

    @given(details, details)
    def test_is_theirs_if_i_changed_nothing(self, base: Details, theirs: Details) -> None:
        assert merge(to_values(base), to_values(theirs), to_values(base)) == to_values(theirs)


class TestIsDoubtful:
    @pytest.mark.parametrize(
        ("days", "seconds", "doubtful"), [(0, 0, False), (180, -1, False), (180, 0, True)]
    )
    def test_begins_after_180_days(self, days: int, seconds: int, doubtful: bool) -> None:
        now = NOW + timedelta(days=days, seconds=seconds)
        assert is_doubtful(NOW, now=now) is doubtful
        assert (confirmation_due(NOW) <= now) is doubtful
