"""Words in their normal form: the same whoever typed them, and however."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.decisions.rules.words import WORD_MAX, deletions, indexed, is_spelled, tokens


class TestTokens:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("We move the CRM, we do!", ["we", "move", "the", "crm", "do"]),
            ("Größe der Straße", ["grosse", "der", "strasse"]),
            ("GRÖSSE", ["grosse"]),
            ("cafe\u0301 naïve", ["cafe", "naive"]),
            ("don't snake_case a-b", ["don", "t", "snake", "case", "a", "b"]),
            ("Version 2.10", ["version", "2", "10"]),
            ("\uff23\uff32\uff2d ①", ["crm", "1"]),
            ("顧客管理", ["顧客", "客管", "管理"]),
            ("橋", ["橋"]),
            ("CRM導入", ["crm", "導入"]),
            ("ﾊﾞｽとはす", ["バス", "スと", "とは", "はす"]),
            ("サーバー、橋・川", ["サー", "ーバ", "バー", "橋", "川"]),
            ("회의록", ["회의", "의록"]),
            ("हिन्दी में", ["हिन्दी", "में"]),
            ("葛\U000e0100城 ❤️", ["葛城"]),
            ("", []),
            ("👍 … -- <>&|\"'", []),
        ],
    )
    def test_are_letters_and_digits_in_their_normal_form(self, text: str, found: list[str]) -> None:
        assert tokens(text) == found

    def test_are_cut_where_no_index_goes_on(self) -> None:
        assert tokens("a" * 3000) == ["a" * WORD_MAX]

    @given(st.text())
    def test_are_no_marks_and_need_no_quotes(self, text: str) -> None:
        for token in indexed(text):
            assert not set(token) & set(" :'\"\\\0\n")
            assert any(map(str.isalnum, token))

    @given(st.text())
    def test_are_found_by_themselves(self, text: str) -> None:
        """Whatever is looked for in its normal form is the same as what was typed."""
        assert tokens(" ".join(tokens(text))) == tokens(text)


class TestIndexed:
    def test_has_each_character_of_a_run_too(self) -> None:
        assert indexed("鉄橋 CRM") == ["鉄橋", "crm", "鉄", "橋"]

    @given(st.text("橋鉄顧客管理導入バ", min_size=1), st.data())
    def test_lets_any_part_of_a_run_be_found(self, run: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(run) - 1))
        end = data.draw(st.integers(start + 1, len(run)))
        assert set(tokens(run[start:end])) <= set(indexed(run))


class TestIsSpelled:
    @pytest.mark.parametrize(
        ("token", "expected"), [("crm", True), ("b2b", True), ("2026", False), ("顧客", False)]
    )
    def test_says_of_which_one_letter_may_be_wrong(self, token: str, expected: bool) -> None:
        assert is_spelled(token) is expected


class TestDeletions:
    def test_leave_one_letter_out(self) -> None:
        assert deletions("abca") == {"bca", "aca", "aba", "abc"}

    @given(st.text("abcä", min_size=4, max_size=9), st.text("abcä", min_size=4, max_size=9))
    def test_lead_from_each_word_to_those_one_letter_off(self, one: str, other: str) -> None:
        if OSA.distance(one, other) == 1:
            shared = deletions(one) & deletions(other)
            assert shared or one in deletions(other) or other in deletions(one)
