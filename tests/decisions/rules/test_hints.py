"""Which questions a decision answers: measured on a labelled set, and never a wrong one gladly."""

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.decisions.rules import hints

SET = tomllib.loads((Path(__file__).parent.parent / "hints" / "questions.toml").read_text())
DECISIONS = {name: hints.candidate(title, what) for name, (title, what) in SET["decisions"].items()}
QUESTIONS = [(each["text"], each["answer"]) for each in SET["questions"]]


def answer(text: str) -> str:
    """Return the name of the decision that is hinted at, "" for none."""
    question = hints.asked(text)
    near = {
        name: each
        for name, each in DECISIONS.items()
        if len(each.whole.intersection(question)) >= hints.WORDS_MIN
    }
    found = hints.best(question, list(near.values()))
    return "" if found is None else list(near)[found]


def is_held_back(text: str) -> bool:
    """Return whether a question is of the fourth of them at which nobody looked before the end."""
    return hashlib.sha256(text.encode()).digest()[0] % 4 == 0


def measure(questions: list[tuple[str, str]]) -> tuple[float, float]:
    """Return precision and recall."""
    hinted = [(answer(text), right) for text, right in questions]
    given = [found == right for found, right in hinted if found]
    answerable = sum(bool(right) for _found, right in hinted)
    return sum(given) / len(given), sum(given) / answerable


class TestBest:
    def test_is_right_nine_times_of_ten(
        self, record_property: Callable[[str, object], None]
    ) -> None:
        """Of 228 questions, of which 114 have an answer."""
        assert len(QUESTIONS) == 228
        assert sum(bool(right) for _text, right in QUESTIONS) == 114
        precision, recall = measure(QUESTIONS)
        record_property("precision", precision)
        record_property("recall", recall)
        assert precision >= 0.94, f"precision {precision:.3f}, recall {recall:.3f}"
        assert recall >= 0.88, f"recall {recall:.3f}"

    def test_is_right_also_where_nobody_looked(self) -> None:
        held_back = [each for each in QUESTIONS if is_held_back(each[0])]
        precision, recall = measure(held_back)
        assert precision >= 0.9, f"precision {precision:.3f}, recall {recall:.3f}, of a fourth"

    def test_says_nothing_where_two_fit_alike(self) -> None:
        same = hints.candidate("We print on paper", "")
        assert hints.best(["print", "paper"], [same]) == 0
        assert hints.best(["print", "paper"], [same, same]) is None

    def test_says_nothing_of_nothing(self) -> None:
        assert hints.best([], []) is None


class TestCandidate:
    def test_has_also_words_that_in_a_question_only_ask(self) -> None:
        """A decision about agreements has nothing else to be known by."""
        found = hints.candidate("Agreements are decided on Mondays", "")
        assert found.title == {"agreement", "decid", "monday"}


class TestAsked:
    @pytest.mark.parametrize(
        "text",
        [
            "The newsletter goes out on Tuesdays.",
            "can somebody proofread the newsletter draft?",
            "how many newsletters did we send?",
            "newsletter?",
            "really?",
            "",
            "https://example.com/newsletter?page=2",
        ],
    )
    def test_finds_no_question(self, text: str) -> None:
        assert hints.asked(text) == []

    @pytest.mark.parametrize(
        ("text", "stems"),
        [
            ("Which tools send the newsletters", ["newslett", "tool"]),
            ("hi all! are laptops replaced? thanks", ["replac", "thank", "laptop", "hi"]),
            ("東京の展示会に出展しますか", None),
            ("did we decide on the trial length?", ["length", "trial"]),
            ("What was the decision, did we agree on printed contracts?", ["print", "contract"]),
            ("Haben wir entschieden, wann die Verträge enden?", ["vertrag", "ende"]),
            (
                "was wurde zu Verträgen der Firma beschlossen, ist das vereinbart?",
                ["vertrag", "firma"],
            ),
            ("展示会について何を決めましたか?", ["展示", "示会", "何を"]),
            ("展示会を合意した、決まりました?", ["展示", "示会", "会を"]),
        ],
    )
    def test_finds_what_is_asked_for(self, text: str, stems: list[str] | None) -> None:
        found = hints.asked(text)
        assert sorted(found) == sorted(stems) if stems else found
