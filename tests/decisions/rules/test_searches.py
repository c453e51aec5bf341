"""A search on a button: whole when it comes back, and refused when it is not ours."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.rules import State
from bot.decisions.rules.searches import BEGINNING, Place, Unreadable, dump, load
from bot.decisions.rules.wanted import WORDS_MAX, Wanted

WHOLE = Wanted(
    'crm "x" <b> 顧客', State.ACCEPTED, 3, 4, "U0ANA000002", date(2026, 1, 1), date(2026, 2, 1)
)
BUTTON_VALUE_MAX = 2000


class TestDump:
    def test_says_no_more_than_there_is(self) -> None:
        assert dump(Wanted()) == "{}"

    @given(st.text(max_size=WORDS_MAX))
    def test_fits_on_a_button(self, words: str) -> None:
        assert len(dump(Wanted(words), Place(5, 2**62))) <= BUTTON_VALUE_MAX


class TestLoad:
    @pytest.mark.parametrize("wanted", [WHOLE, Wanted(), Wanted("crm")])
    @pytest.mark.parametrize("place", [BEGINNING, Place(2, 2**62)])
    def test_reads_what_was_dumped(self, wanted: Wanted, place: Place) -> None:
        assert load(dump(wanted, place)) == (wanted, place)

    @pytest.mark.parametrize(
        "value",
        [
            *("", "x", "[]", "1", "null", '"words"', "[" * 3000),
            *('{"words":1}', f'{{"words":"{"x" * 201}"}}', '{"state":"done"}', '{"state":[]}'),
            *('{"team":"1"}', '{"team":true}', '{"team":99999999999}', '{"team":1.5}'),
            *('{"user":"x\\" OR \\"w:2"}', '{"user":7}', '{"since":"soon"}', '{"until":5}'),
            *('{"place":[1]}', '{"place":[1,"2"]}', '{"place":7}', f'{{"place":[0,{2**64}]}}'),
            '{"since":"2026-02-01","until":"2026-01-01"}',
        ],
    )
    def test_refuses_what_no_button_of_ours_says(self, value: str) -> None:
        with pytest.raises(Unreadable, match="Please type `/decision find` again"):
            load(value)
