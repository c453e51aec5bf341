"""What an entry says."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ownership.rules.entries import (
    Details,
    confirmation_due,
    from_text,
    is_doubtful,
    tidy,
    to_text,
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


class TestToText:
    def test_has_a_space_between_people(self) -> None:
        assert [to_text(value) for value in asdict(DETAILS).values()] == [
            "1",
            "Newsletter",
            "The weekly one",
            "UIVAN",
            "UBO UANA",
            "UMAYA",
            "",
        ]

    @given(details)
    def test_is_undone_by_from_text(self, these: Details) -> None:
        for field, value in asdict(these).items():
            assert from_text(field, to_text(value)) == value


class TestTidy:
    def test_names_each_person_once(self) -> None:
        twice = replace(DETAILS, responsible=("UBO", "UANA", "UBO"), informed=("U1", "U1"))
        assert tidy(twice) == replace(DETAILS, informed=("U1",))


class TestIsDoubtful:
    @pytest.mark.parametrize(
        ("days", "seconds", "doubtful"), [(0, 0, False), (180, -1, False), (180, 0, True)]
    )
    def test_begins_after_180_days(self, days: int, seconds: int, doubtful: bool) -> None:
        now = NOW + timedelta(days=days, seconds=seconds)
        assert is_doubtful(NOW, now=now) is doubtful
        assert (confirmation_due(NOW) <= now) is doubtful
