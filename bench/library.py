"""Decisions by the million: words of three languages, some often and most rarely, and marks."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from bot.decisions.rules import State, marks
from bot.decisions.rules.words import indexed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
YEARS = timedelta(days=8 * 365)

LARGE, OTHERS = 1, 400
"""A workspace that has most of the decisions; so many others share the rest."""
_SHARE = 0.6
TEAMS, PEOPLE = 10, 200
"""Of each workspace."""
TITLE_WORDS = 6

_STATES = {
    State.ACCEPTED: 70,
    State.SUPERSEDED: 12,
    State.REJECTED: 8,
    State.PROPOSED: 5,
    State.EXPIRED: 5,
}
_KANA = "あいうえおかきくけこさしすせそたちつてとなにのはまもやゆよらりるれろわをん"
_KANJI = (
    "顧客管理移行予算承認広告費用会議短縮単一導入削減展示"
    "参加翻訳外部依頼契約社員研修開発運用保守計画報告品質"
)


@dataclass(frozen=True)
class Language:
    """Words as people use them: the first ones often, most of them hardly ever."""

    name: str
    words: Sequence[str]

    def weights(self) -> list[float]:
        """Return how often the words come, summed up: as in every language, by their rank."""
        return list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))


def languages(number: int = 20_000) -> list[Language]:
    """Return three languages with so many words each, the same ones every time."""
    chance = random.Random(1)  # noqa: S311 (a reproducible bench, no secret)
    english = ("con", "pro", "ment", "tion", "al", "er", "sub", "form", "ter", "ing", "ist", "ure")
    german = ("ver", "ung", "keit", "schaft", "ge", "be", "los", "werk", "zeug", "haupt", "grösse")
    japanese = ["".join(chance.choices(_KANJI, k=2)) for _ in range(number // 2)]
    japanese += ["".join(chance.choices(_KANA, k=chance.randint(2, 4))) for _ in range(number)]
    return [
        Language("English", _spoken(chance, english, number)),
        Language("German", _spoken(chance, [*german, "sch", "ein"], number)),
        Language("Japanese", list(dict.fromkeys(japanese))[:number]),
    ]


def _spoken(chance: random.Random, syllables: Sequence[str], number: int) -> list[str]:
    letters = "bcdfghklmnprstvwz"
    words: dict[str, None] = {}
    while len(words) < number:
        end = chance.choice(letters) + chance.choice("aeiou") + chance.choice(letters)
        words["".join(chance.choices(syllables, k=chance.randint(1, 2))) + end] = None
    return list(words)


Row = tuple[int, int, int, str, str, datetime]
"""A decision: its id, its workspace, its place, its tokens, its state, and when it was made."""


def rows(number: int, spoken: Sequence[Language]) -> Iterator[Row]:
    """Yield so many decisions, the oldest first."""
    chance = random.Random(2)  # noqa: S311 (a reproducible bench, no secret)
    known = [(each.words, each.weights(), _tokens(each)) for each in spoken]
    states, shares = list(_STATES), list(accumulate(_STATES.values()))
    for decision_id in range(1, number + 1):
        words, weights, tokens_of = chance.choice(known)
        body = chance.choices(words, cum_weights=weights, k=chance.randint(12, 50))
        is_large = chance.random() < _SHARE
        workspace = LARGE if is_large else chance.randint(LARGE + 1, LARGE + OTHERS)
        said = [(n, token) for n, word in enumerate(body) for token in tokens_of[word]]
        tokens = {marks.word(workspace, token) for _n, token in said}
        tokens |= {marks.in_title(workspace, token) for n, token in said if n < TITLE_WORDS}
        (state,) = chance.choices(states, cum_weights=shares)
        at = NOW - YEARS + YEARS * (decision_id / number)
        tokens |= {
            marks.scope(workspace),
            marks.state(state),
            marks.standing(state),
            marks.team(team_id(workspace, chance.randrange(TEAMS))),
            *(marks.person(person(each)) for each in chance.sample(range(PEOPLE), 3)),
        }
        place = marks.position(at, decision_id)
        yield decision_id, workspace, place, " ".join(tokens), state.value, at


def _tokens(language: Language) -> dict[str, list[str]]:
    return {word: indexed(word) for word in language.words}


def team_id(workspace_id: int, number: int) -> int:
    """Return the id of one of the teams of a workspace."""
    return workspace_id * TEAMS + number


def person(number: int) -> str:
    """Return the id of somebody."""
    return f"U{number:09}"
