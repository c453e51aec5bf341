"""One letter may be wrong, the end may be missing, and nothing else is alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ownership.queries import likeness
from bot.ownership.rules import words


class TestAlike:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("newsletter", "newsletter"),
            ("newsletter", "newsletters"),
            ("news", "newsletter"),
            ("app", "apps"),
            ("newsleter", "newsletter"),
            ("newslettre", "newsletter"),
            ("newsletterr", "newsletter"),
            ("nawsletter", "newsletter"),
            ("請求", "請求書発行"),
            ("rechnung", "rechnungen"),
            ("exprot", "exports"),
        ],
    )
    def test_are_these(self, one: str, other: str) -> None:
        assert likeness.alike(one, other) > 0
        assert likeness.alike(one, other) == likeness.alike(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("it", "is"),
            ("it", "itself"),
            ("hr", "hero"),
            ("export", "report"),
            ("請", "請求書"),
            ("vpn", "van"),
            ("new", "newsletter"),
            ("newslater", "newsletters"),
        ],
    )
    def test_are_not_these(self, one: str, other: str) -> None:
        assert likeness.alike(one, other) == 0.0

    def test_come_in_this_order(self) -> None:
        ranked = ["exports", "export", "exporst", "exprot"]
        scores = [likeness.alike(each, "exports") for each in ranked]
        assert scores == sorted(scores, reverse=True)
        assert len(set(scores)) == len(scores)

    @given(st.text(max_size=12), st.text(max_size=12))
    def test_does_not_depend_on_which_is_first(self, one: str, other: str) -> None:
        assert likeness.alike(one, other) == likeness.alike(other, one)
        assert 0 <= likeness.alike(one, other) <= 1


class TestFit:
    @pytest.mark.parametrize(
        ("asked", "there", "score"),
        [
            ("newsletter", "Newsletter", 1.0),
            ("newsletter", "Newsletter exports", 0.875),
            ("newsletter exports", "Newsletter exports", 1.0),
            ("newsletter broken", "Newsletter", 0.5),
            ("coffee machine broken", "Broken windows", 0.2917),
            ("coffee", "Newsletter", 0.0),
        ],
    )
    def test_is_how_much_of_both_is_used(self, asked: str, there: str, score: float) -> None:
        found = likeness.fit(words.words(asked), words.words(there))
        assert found == pytest.approx(score, abs=1e-4)

    def test_is_helped_by_what_stands_beside(self) -> None:
        alone = likeness.fit(["newsletter", "marketing"], ["newsletter"])
        helped = likeness.fit(["newsletter", "marketing"], ["newsletter"], beside=["marketing"])
        assert helped > alone
        assert likeness.fit(["marketing"], ["newsletter"], beside=["marketing"]) == 0.0

    def test_of_nothing_is_none(self) -> None:
        assert likeness.fit([], ["a"]) == likeness.fit(["a"], []) == 0.0
