"""Which words mean the same, whoever typed them, and how: in any case, script and number."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

QUESTION_MAX = 300
"""Characters: what is asked is a name or a topic, or a sentence about it."""

PREFIX_MIN = 4
"""Letters that must be there before they stand for a much longer word: `new` is no newsletter."""

ENDING_MAX = 2
"""Letters that an ending has at most: a word of three letters stands for itself with one."""

TYPO_MIN = 4
"""Letters that a word must have before one of them may be wrong: `it` is not `is`."""

LIKELY = 0.35
"""The least fit of an answer: one of two words, but not one of three."""

CLEARLY_BETTER = 0.1

ANSWERS_MAX = 5

_WORD = re.compile(r"\w+")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>")
_EMPTY = (
    "a about an and answer answers are ask at can do does for from get gets give gives go handle "
    "handles have help helps how i in is know knows make makes me my need needs of on or our own "
    "owned owner owns please responsible should somebody someone talk team that the this to want "
    "we what which who whom whose with you your "
    "an auf bei bin das dem den der des die ein eine einen er es für fuer für ich im in ist mein "
    "meine mit oder sie uns und von was wem wen wer wie wir wo zu zum zur zuständig "
    "de del el en es la las le les los para por que qui quien"
)
"""Words of questions that say nothing of what is asked for."""


def mentioned_people(text: str) -> list[str]:
    """Return the ids of the people whom a command's text names with an @."""
    return list(dict.fromkeys(_MENTION.findall(text)))


def mentioned_channels(text: str) -> list[str]:
    """Return the ids of the channels that a command's text names."""
    return list(dict.fromkeys(_CHANNEL.findall(text)))


def words(text: str) -> list[str]:
    """Return the words of `text` in their normal form, each once."""
    return list(dict.fromkeys(_WORD.findall(_folded(text))))


def telling_words(text: str) -> list[str]:
    """Return the words that say what is asked for; all of them if none does."""
    return [word for word in words(text) if word not in _NOTHING] or words(text)


def fingerprint(text: str) -> str:
    """Return 64 characters that are the same for every way to ask the same.

    Words that say nothing do not count, nor how they are written.
    """
    return hashlib.sha256((" ".join(telling_words(text)) or text).encode()).hexdigest()


def _folded(text: str) -> str:
    """Return `text` without case, and without the marks on letters where Latin has them.

    `Büro` is found as `buro`, ﬁ as `fi`, full-width letters as plain ones. Marks of other scripts
    stay: が is another letter than か.
    """
    if text.isascii():
        return text.lower()  # by far the most, and a hundred times as fast
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept: list[str] = []
    for character in apart:
        if unicodedata.combining(character) and kept and kept[-1].isascii():
            continue
        kept.append(character)
    return unicodedata.normalize("NFKC", "".join(kept)).casefold()


_NOTHING = frozenset(words(_EMPTY))


def is_unspaced(word: str) -> bool:
    """Return whether `word` is of a script that puts no spaces between words."""
    return not word.isascii() and any(
        unicodedata.name(character, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI"))
        for character in word
    )


@dataclass(frozen=True)
class Scored:
    """How well something fits what was asked, from 0 to 1, and its place among equals."""

    score: float
    place: tuple[int, str]


def best(scored: Sequence[Scored]) -> list[int]:
    """Return the indexes of at most five that fit, the best first; equals by their place."""
    likely = [index for index, each in enumerate(scored) if each.score >= LIKELY]
    return sorted(likely, key=lambda index: (-scored[index].score, scored[index].place))[
        :ANSWERS_MAX
    ]


def is_clear(scores: Sequence[float]) -> bool:
    """Return whether the first of the ranked `scores` is better than all others by enough."""
    return len(scores) == 1 or (len(scores) > 1 and scores[0] - scores[1] >= CLEARLY_BETTER)
