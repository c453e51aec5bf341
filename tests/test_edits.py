"""What comes of two people changing the same thing, whatever each of them changes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.edits import differences, meet

NAMES = ("title", "leads", "owner:1")
USERS = st.sampled_from(["U1", "U2", "U3"])
STATES = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["a", "b", "c"]),
        "leads": st.lists(USERS, unique=True, max_size=3),
        "owner:1": st.none() | USERS,
    }
)
Fields = dict[str, Any]


@dataclass(frozen=True)
class Change:
    field: str
    before: Any
    after: Any
    by: str | None = "U9"
    at: datetime = datetime(2026, 11, 23, 9, tzinfo=UTC)


def recorded(states: list[Fields]) -> list[Change]:
    """Return the history of these states, the oldest change first."""
    return [
        Change(name, old[name], new[name])
        for old, new in pairwise(states)
        for name in differences(old, new)
    ]


class TestDifferences:
    @pytest.mark.parametrize(
        ("before", "after", "names"),
        [
            ({"name": "IT"}, {"name": "IT"}, []),
            ({"name": "IT"}, {"name": "Tech"}, ["name"]),
            ({"name": "IT", "leads": ["U1"]}, {"leads": ["U2"]}, ["leads"]),
            ({"leads": ["U1", "U2"]}, {"leads": ["U2", "U1"]}, []),
            ({"leads": ("U1", "U2")}, {"leads": ("U2",)}, ["leads"]),
            ({"title": "a"}, {"title": "a", "owner:1": None}, []),
            ({}, {"owner:1": "U1"}, ["owner:1"]),
        ],
    )
    def test_are_the_fields_that_are_said_anew(
        self, before: Fields, after: Fields, names: list[str]
    ) -> None:
        assert differences(before, after) == names


class TestMeet:
    @given(st.lists(STATES, min_size=1, max_size=4), STATES)
    def test_loses_nothing_of_mine_and_nothing_of_theirs(
        self, states: list[Fields], mine: Fields
    ) -> None:
        shown, theirs = states[0], states[-1]
        merged, changed = meet(theirs, recorded(states), mine)
        assert changed == differences(shown, mine)
        assert merged == {name: (mine if name in changed else theirs)[name] for name in NAMES}

    @given(st.lists(STATES, min_size=1, max_size=4), st.randoms())
    def test_is_theirs_when_i_changed_nothing(self, states: list[Fields], chance: Random) -> None:
        leads = states[0]["leads"]
        mine = states[0] | {"leads": chance.sample(leads, len(leads))}
        assert meet(states[-1], recorded(states), mine) == (states[-1], [])
