"""What leads choose: values in lines, an emoji by its name, and what two chose at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wins.rules import VALUE_MAX, VALUES_MAX, Rhythm
from bot.wins.rules.choices import Choices, TooLong, TooMany, read_emoji, read_values

choices = st.builds(
    Choices,
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
    st.sampled_from(["tada", "trophy"]),
    st.sampled_from(Rhythm),
)


class TestReadValues:
    def test_takes_a_line_each_once(self) -> None:
        typed = "  Customers   first \n\nWe help each other\ncustomers first"
        assert read_values(typed) == ("Customers first", "We help each other")

    def test_takes_none(self) -> None:
        assert read_values(" \n ") == ()

    def test_takes_as_many_as_fit(self) -> None:
        lines = [f"Value {number}" for number in range(VALUES_MAX)]
        assert read_values("\n".join(lines)) == tuple(lines)
        with pytest.raises(TooMany):
            read_values("\n".join([*lines, "One more"]))

    def test_refuses_a_sentence(self) -> None:
        assert read_values("v" * VALUE_MAX)
        with pytest.raises(TooLong):
            read_values("v" * (VALUE_MAX + 1))

    @given(st.text(max_size=200))
    def test_reads_what_it_has_read_the_same_again(self, typed: str) -> None:
        try:
            values = read_values(typed)
        except (TooLong, TooMany):
            return
        assert read_values("\n".join(values)) == values


class TestReadEmoji:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            (":tada:", "tada"),
            ("tada", "tada"),
            (" :Clap::skin-tone-3: ", "clap"),
            (":+1:", "+1"),
            ("two words", None),
            ("🎉", None),
            (":tada: :clap:", None),
            ("", None),
        ],
    )
    def test_reads_its_name(self, typed: str, name: str | None) -> None:
        assert read_emoji(typed) == name


class TestOnTopOf:
    @given(choices, choices, choices)
    def test_keeps_what_either_changed(self, mine: Choices, theirs: Choices, seen: Choices) -> None:
        merged = mine.on_top_of(theirs, seen=seen)
        for name in ("values", "emoji", "rhythm"):
            changed = getattr(mine, name) != getattr(seen, name)
            assert getattr(merged, name) == getattr(mine if changed else theirs, name)
