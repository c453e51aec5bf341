"""Characters: what of a text is seen, and what belongs together."""

import unicodedata

import pytest
from hypothesis import given

from bot.pictures.characters import clean, clusters, initials, shorten
from tests.pictures.words import words


class TestClean:
    @pytest.mark.parametrize(
        ("typed", "seen"),
        [
            ("  Maya\n\tLind ", "Maya Lind"),
            ("Ma\u200bya\x00\x1b", "Maya"),
            ("\u202eMaya\u202c", "Maya"),
            ("\ud83d Maya", "Maya"),
            ("\ue000\U0010ffff", ""),
            ("\u3164\u2800", ""),
            ("e\u200b\u0301", "é"),
            ("x" * 501, "x" * 499 + "…"),
            ("\u0301a", "a"),
            ("a" + "\u0323" * 9, "ạ" + "\u0323" * 4),
            ("می\u200cخواهم", "می\u200cخواهم"),
        ],
    )
    def test_keeps_what_is_seen(self, typed: str, seen: str) -> None:
        assert clean(typed) == seen

    @given(words)
    def test_leaves_nothing_to_clean(self, text: str) -> None:
        assert clean(clean(text)) == clean(text)

    @given(words)
    def test_leaves_no_controls(self, text: str) -> None:
        kinds = {unicodedata.category(each) for each in clean(text)}
        assert not kinds & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


class TestClusters:
    @pytest.mark.parametrize(
        "cluster", ["é", "की", "प्", "👍🏽", "👨‍👩‍👧‍👦", "👩🏿‍💻", "🏳️‍🌈", "🇩🇪", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "שָׁ"]
    )
    def test_are_what_a_reader_takes_for_one(self, cluster: str) -> None:
        assert clusters(clean(f"a{cluster}b{cluster}")) == ["a", cluster, "b", cluster]

    def test_pair_the_letters_of_flags(self) -> None:
        assert clusters("🇩🇪🇧🇷") == ["🇩🇪", "🇧🇷"]

    @given(words)
    def test_lose_nothing_of_a_clean_text(self, text: str) -> None:
        assert "".join(clusters(clean(text))) == clean(text)


class TestShorten:
    def test_cuts_no_cluster(self) -> None:
        assert shorten("ab👨‍👩‍👧‍👦cd", 9) == "ab…"
        assert shorten("abc", 3) == "abc"

    @given(words)
    def test_is_at_most_as_long_as_asked(self, text: str) -> None:
        assert len(shorten(clean(text), 12)) <= 12


class TestInitials:
    @pytest.mark.parametrize(
        ("name", "letters"),
        [
            ("Maya Lind", "ML"),
            ("maya von der lind", "ML"),
            ("Bo", "B"),
            ("Зоя Ђурић", "ЗЂ"),
            ("ليلى حداد", "ل"),
            ("山田 太郎", "山"),
            ("김민수", "김"),
            ("प्रिया शर्मा", "प"),
            ("🎉 Maya 2", "M"),
            ("(Ivan) [Petrov]", "IP"),
            ("007 🎉", "?"),
            ("", "?"),
        ],
    )
    def test_stand_for_a_name(self, name: str, letters: str) -> None:
        assert initials(name) == letters
