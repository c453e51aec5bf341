"""Whatever people type, everything drawn is within Slack's limits, and nothing in it is live."""

import re
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ownership.blocks import answers, conflicts, forms, lists, nudges, questions, sentences
from bot.ownership.models import Answer, Found, Page, Waiting
from bot.ownership.rules.entries import MOST, Changed, Details, Kind, Vacancy
from bot.ownership.rules.words import QUESTION_MAX
from sandbox import validation
from tests.ownership.blocks.drawn import NOW, answered, crowded, question, team

Drawn = tuple[str, list[dict[str, Any]]]

FILLERS = ["x", "<", "&", "\U0001f600", "\u0627", "\u202e", "<!channel>", "<@U1|ivan>", "=1+1|'"]
OURS = re.compile(r"<(@U[A-Z0-9]+|#C[A-Z]+|!date\^[^>]*)>")
STEADY = settings(derandomize=True, max_examples=40)
TEXT_MAX = 40_000
"""Characters of a message's text before Slack cuts it (docs.slack.dev, chat.postMessage)."""


def mrkdwn(part: Any) -> list[str]:
    """Return the text of every mrkdwn object in `part`; each must be verbatim."""
    if isinstance(part, list):
        return [text for each in part for text in mrkdwn(each)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "mrkdwn":
        assert part.get("verbatim") is True
        return [part["text"]]
    return [text for each in part.values() for text in mrkdwn(each)]


def assert_nothing_is_live(*texts: str) -> None:
    """Refuse every mention, link or command that is not ours."""
    for text in texts:
        assert "<" not in OURS.sub("", text), text
        assert "U1" not in re.findall(r"<@([A-Z0-9]+)>", text)


def every_answer(words: str) -> list[Answer]:
    """Return an answer of every kind, with `words` in it."""
    owned = crowded(words)
    return [
        Answer(Found.ENTRY, 1.0, entry=owned),
        Answer(Found.ENTRY, 1.0, entry=crowded(words, vacancy=Vacancy.LEFT)),
        Answer(Found.SERVICE, 1.0, entry=crowded(words, kind=Kind.SERVICE)),
        Answer(Found.TEAM, 1.0, team=team(words[:40])),
        Answer(
            Found.PERSON,
            1.0,
            user_id="UIVAN",
            leads=(team(words[:40]),) * 5,
            owns=(owned,) * 12 + (crowded(words, accountable="UBO"),) * 8,
        ),
        Answer(Found.ANSWER, 1.0, question=answered(words[:QUESTION_MAX], words[:3000])),
    ]


def messages(words: str) -> list[Drawn]:
    """Return every message there is, with `words` in it."""
    asked = words[:QUESTION_MAX]
    rows = tuple(crowded(words, id=number, team_id=number) for number in range(lists.PAGE))
    waiting = tuple(question(asked, times=number) for number in range(questions.PAGE))
    drawn = [
        lists.entry_list(
            Page(rows, 1, 300),
            kind,
            now=NOW,
            changeable=range(lists.PAGE),
            may_add=True,
            open_questions=3,
        )
        for kind in Kind
    ]
    drawn += [answers.found([each], asked=asked, now=NOW) for each in every_answer(words)]
    drawn += [answers.found(every_answer(words)[:5], asked=asked, now=NOW)]
    clear = [Answer(Found.TEAM, 1.0, team=team(words[:40])), *every_answer(words)[:4]]
    likely = [clear[0], *(Answer(**vars(each) | {"score": 0.5}) for each in clear[1:])]
    drawn += [answers.found(likely, asked=asked, now=NOW)]
    drawn += [
        questions.question_list(Waiting(waiting, 1, 300)),
        questions.waiting(question(asked)),
        questions.answered(answered(asked, words[:3000])),
    ]
    for each in (crowded(words), crowded(words, vacancy=Vacancy.GIVEN_UP)):
        drawn += [nudges.to_confirm(each), nudges.named(each), nudges.to_name(each)]
    return drawn


def lines(words: str) -> list[str]:
    """Return every sentence that is said to one person, with `words` in it."""
    gone = crowded(words, removed_by="UBO", removed_at=NOW)
    told = [f"U{number:010}" for number in range(30)]
    return [
        sentences.only(told),
        sentences.removed(gone),
        sentences.saved(crowded(words), now=NOW),
        sentences.confirmed(crowded(words)),
        sentences.given_up(crowded(words)),
        sentences.not_yours(crowded(words), now=NOW),
        answers.nobody(words[:QUESTION_MAX], told),
        answers.passed_on(words[:QUESTION_MAX], told),
        answers.too_long(words),
        questions.sent(told),
        questions.too_late(answered(words[:QUESTION_MAX])),
    ]


def views(words: str) -> list[dict[str, Any]]:
    """Return every form there is, with `words` in it."""
    people = {part.value: tuple(f"U{n:010}" for n in range(most)) for part, most in MOST.items()}
    details = Details(2, words[:80] or "x", words[:300], "UIVAN", **people)
    teams = [team(words[:40] or "x", id_=number) for number in range(100)]
    changed = [
        Changed(field, value, value, "UBO", NOW)
        for _version in range(5)
        for field, value in asdict(details).items()
    ]
    said = conflicts.changed_meanwhile(changed, teams, mine=list(asdict(details)))
    return [
        *(forms.entry_form(forms.Subject(kind, 7, 3), teams, details, said=said) for kind in Kind),
        *(forms.entry_form(forms.Subject(kind), teams) for kind in Kind),
        forms.remove_form(crowded(words), said=said),
        questions.answer_form(answered(words[:QUESTION_MAX], words[:3000])),
    ]


class TestMessages:
    @pytest.mark.parametrize("filler", FILLERS)
    def test_are_within_slacks_limits_and_call_nobody(self, filler: str) -> None:
        words = filler * (3000 // len(filler))
        for text, blocks in messages(words):
            assert validation.message(blocks) == []
            assert 0 < len(text) <= TEXT_MAX
            assert_nothing_is_live(text, *mrkdwn(blocks))

    @STEADY
    @given(st.text(min_size=1, max_size=400))
    def test_take_any_words(self, words: str) -> None:
        for text, blocks in messages(words):
            assert_nothing_is_live(text, *mrkdwn(blocks))


class TestLines:
    @pytest.mark.parametrize("filler", FILLERS)
    def test_call_nobody(self, filler: str) -> None:
        assert_nothing_is_live(*lines(filler * (3000 // len(filler))))


class TestForms:
    @pytest.mark.parametrize("filler", FILLERS)
    def test_are_within_slacks_limits_and_call_nobody(self, filler: str) -> None:
        for view in views(filler * (3000 // len(filler))):
            assert validation.view(view, "modal") == []
            assert_nothing_is_live(*mrkdwn(view))
