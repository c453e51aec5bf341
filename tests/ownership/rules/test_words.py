"""Which words mean the same, in any script, and which answers are good enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ownership.rules import words
from bot.ownership.rules.words import Scored


class TestWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Newsletter exports", ["newsletter", "exports"]),
            ("  NEWSLETTER, newsletter!", ["newsletter"]),
            ("Büro-Möbel", ["buro", "mobel"]),
            ("Straße", ["strasse"]),
            ("\uff23\uff32\uff2d", ["crm"]),
            ("ニュースレター", ["ニュースレター"]),
            ("がく かく", ["がく", "かく"]),
            ("рассылка", ["рассылка"]),
            ("النشرة", ["النشرة"]),
            ("<!channel> &amp;", ["channel", "amp"]),
            ("???", []),
            ("", []),
        ],
    )
    def test_are_found_in_any_script(self, text: str, found: list[str]) -> None:
        assert words.words(text) == found

    @given(st.text())
    def test_are_each_there_once_and_stay_as_they_are(self, text: str) -> None:
        found = words.words(text)
        assert len(found) == len(set(found))
        assert set(words.words(" ".join(found))) <= set(found) | set(words.words(" ".join(found)))


class TestTellingWords:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("who owns the newsletter?", ["newsletter"]),
            ("What does IT do for us", ["it", "us"]),
            ("Wer ist für die Rechnungen zuständig?", ["rechnungen"]),
            ("who are you", ["who", "are", "you"]),
        ],
    )
    def test_leave_out_what_says_nothing(self, text: str, found: list[str]) -> None:
        assert words.telling_words(text) == found


class TestFingerprint:
    @pytest.mark.parametrize(
        "other", ["newsletter export", "Who owns the NEWSLETTER export?", "newsletter, export!"]
    )
    def test_is_the_same_for_the_same_question(self, other: str) -> None:
        assert words.fingerprint("newsletter export") == words.fingerprint(other)

    def test_differs_for_another(self) -> None:
        assert words.fingerprint("newsletter") != words.fingerprint("newsletters")
        assert words.fingerprint("!") != words.fingerprint("?")

    @given(st.text(max_size=300))
    def test_fits_its_column(self, text: str) -> None:
        assert len(words.fingerprint(text)) == 64


class TestMentioned:
    def test_names_the_people_of_a_command_once(self) -> None:
        text = "does <@U1> or <@W2|bo> know? <@U1|ivan> <!channel> @ana"
        assert words.mentioned_people(text) == ["U1", "W2"]

    def test_names_the_channels(self) -> None:
        assert words.mentioned_channels("<#C1|it> <#C1> <#G2|> #it") == ["C1", "G2"]


class TestIsUnspaced:
    @pytest.mark.parametrize(
        ("word", "unspaced"),
        [
            ("newsletter", False),
            ("請求書", True),
            ("カタカナ", True),
            ("ひらがな", True),
            ("\u0440\u0443\u0441", False),
        ],
    )
    def test_is_a_question_of_script(self, word: str, unspaced: bool) -> None:
        assert words.is_unspaced(word) is unspaced


class TestBest:
    def test_ranks_by_score_and_then_by_place(self) -> None:
        scored = [
            Scored(0.5, (1, "b")),
            Scored(1.0, (4, "z")),
            Scored(0.5, (0, "c")),
            Scored(0.5, (0, "a")),
            Scored(0.1, (0, "a")),
        ]
        assert words.best(scored) == [1, 3, 2, 0]

    @given(st.lists(st.builds(Scored, st.floats(0, 1), st.tuples(st.integers(0, 4), st.text()))))
    def test_gives_at_most_five_and_none_better_is_left_out(self, scored: list[Scored]) -> None:
        chosen = words.best(scored)
        assert len(chosen) <= 5
        assert all(scored[index].score >= words.LIKELY for index in chosen)
        left = [each.score for index, each in enumerate(scored) if index not in chosen]
        worst = min((scored[index].score for index in chosen), default=0)
        likely = [score for score in left if score >= words.LIKELY]
        assert not likely or (len(chosen) == 5 and max(likely) <= worst)


class TestIsClear:
    @pytest.mark.parametrize(
        ("scores", "clear"),
        [([], False), ([0.5], True), ([1.0, 0.875], True), ([1.0, 0.95], False), ([1, 1], False)],
    )
    def test_needs_a_distance(self, scores: list[float], clear: bool) -> None:
        assert words.is_clear(scores) is clear
