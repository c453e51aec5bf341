"""How alike words are: the same, the beginning of it, or one letter off."""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.ownership.rules.words import ENDING_MAX, PREFIX_MIN, TYPO_MIN, is_unspaced

REMEMBERED = 2**14
"""Pairs of words whose likeness is remembered: the words of a company are few and come again."""

_SAME, _BEGINNING, _TYPO, _TYPO_IN_BEGINNING = 1.0, 0.9, 0.85, 0.75
_OF_WHAT_IS_ASKED, _OF_WHAT_IS_THERE = 0.75, 0.25


def fit(asked: Sequence[str], there: Sequence[str], *, beside: Sequence[str] = ()) -> float:
    """Return from 0 to 1 how well the words that are `there` fit those that were asked.

    Words that stand `beside` a name, such as its team's, help only if something of it fits.
    """
    likes = [best(word, there) for word in asked]
    if not any(likes):
        return 0.0
    helped = [max(like, best(word, beside)) for like, word in zip(likes, asked, strict=True)]
    share = sum(helped) / len(helped)
    used = sum(1 for word in there if best(word, asked)) / len(there)
    return share * (_OF_WHAT_IS_ASKED + _OF_WHAT_IS_THERE * used)


def best(word: str, there: Sequence[str]) -> float:
    """Return how alike `word` and the one of `there` are that is most alike."""
    return max((alike(word, each) for each in there), default=0.0)


@lru_cache(maxsize=REMEMBERED)
def alike(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two words in their normal form are."""
    if one == other:
        return _SAME
    short, long = sorted((one, other), key=len)
    if is_unspaced(short):
        # Without spaces a word stands anywhere in what looks like one.
        return _BEGINNING if len(short) > 1 and short in long else 0.0
    if _begins(short, long):
        return _BEGINNING
    return _mistyped(short, long) if len(short) >= TYPO_MIN else 0.0


def _begins(short: str, long: str) -> bool:
    enough = PREFIX_MIN if len(long) > len(short) + ENDING_MAX else PREFIX_MIN - 1
    return len(short) >= enough and long.startswith(short)


def _mistyped(short: str, long: str) -> float:
    """Return how alike two words are that may be one letter off, or the beginning one off."""
    if _one_off(short, long):
        return _TYPO
    shorter = range(len(short) - 1, min(len(short) + 2, len(long)))
    beginnings = (long[:length] for length in shorter if len(short) < len(long))
    return _TYPO_IN_BEGINNING if any(_one_off(short, each) for each in beginnings) else 0.0


def _one_off(one: str, other: str) -> bool:
    """Return whether one letter is wrong, missing or too many, or two have changed places."""
    return OSA.distance(one, other, score_cutoff=1) <= 1
