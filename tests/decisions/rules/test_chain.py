"""The chain of hashes: the same everywhere, and different for whatever differs."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.rules import chain

values = st.none() | st.text() | st.integers()
events = st.dictionaries(st.text(max_size=5), values, max_size=4)


class TestLink:
    def test_is_the_same_in_every_release(self) -> None:
        """Histories that were written years ago are checked with it."""
        said = {"b": "Straße 東", "a": 1}
        assert chain.link("", said) == chain.link("", dict(reversed(said.items())))
        assert chain.link("", said) == (
            "50deaf97d2b99d55328162f9a909cbf6ae171f2cd983cfde2b7dcc77eed05bdc"
        )

    @given(st.text(max_size=4), st.text(max_size=4), events, events)
    def test_differs_where_anything_does(
        self, previous: str, other: str, event: dict[str, Any], changed: dict[str, Any]
    ) -> None:
        is_same = previous == other and event == changed
        assert (chain.link(previous, event) == chain.link(other, changed)) is is_same


class TestDigest:
    def test_knows_where_words_end(self) -> None:
        assert chain.digest("ab", "c") != chain.digest("a", "bc")
        assert chain.digest("a", None) != chain.digest("a", "")
