"""Which words somebody's text has, the same whoever typed them, and however."""

import re
import unicodedata
from collections.abc import Iterator

WORD_MAX = 64
"""Characters of a word that count: an index takes no longer ones, and nobody types them."""

TYPO_MIN = 4
"""Letters that a word must have before one of them may be wrong: `it` is not `is`."""

BEGINNING_MIN = 3
"""Letters of a word that must be there before they stand for longer ones."""

_ASCII = re.compile(r"[a-z0-9]+")
_SCRIPTS = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"
)
"""Han, Hiragana, Katakana and Hangul, which have no spaces where words end."""
_UNSPACED = re.compile(f"[{_SCRIPTS}]+")
_PART = re.compile(f"[{_SCRIPTS}]+|[^{_SCRIPTS}]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that choose between two shapes of the same character."""


def tokens(text: str) -> list[str]:
    """Return the words of `text` in their normal form, each once, in their order.

    `Größe` is `grosse`. A run of a script without spaces counts as its pairs of neighbours:
    `顧客管理` as `顧客`, `客管` and `管理`; a character that stands alone, as itself.
    """
    return list(dict.fromkeys(_pieces(text)))


def indexed(text: str) -> list[str]:
    """Return the words by which a text is found: its tokens, and each character of such a run.

    So that `橋` finds `鉄橋` too.
    """
    singles = (character for run in _runs(text) for character in run)
    return list(dict.fromkeys([*_pieces(text), *singles]))


def is_spelled(word: str) -> bool:
    """Return whether a token is made of letters, of which one may be wrong: no number, no pair."""
    return not word.isdigit() and not _UNSPACED.match(word)


def deletions(word: str) -> set[str]:
    """Return what is left of a word without one of its letters, for each of them.

    Two words of which one letter differs have one in common, or one is the other's: so words that
    are alike are found without comparing all (SymSpell, github.com/wolfgarbe/SymSpell).
    """
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _pieces(text: str) -> Iterator[str]:
    for word in _split(text):
        if _UNSPACED.fullmatch(word):
            yield from _pairs(word)
        else:
            yield word[:WORD_MAX]


def _runs(text: str) -> Iterator[str]:
    return (word for word in _split(text) if _UNSPACED.fullmatch(word))


def _split(text: str) -> Iterator[str]:
    """Yield the words, and the runs without spaces: in `CRM導入` there is one of each."""
    plain = _folded(text)
    if plain.isascii():
        yield from _ASCII.findall(plain)
        return
    spaced = "".join(each if _is_of_a_word(each) else " " for each in _SELECTORS.sub("", plain))
    for part in (each for word in spaced.split() for each in _PART.findall(word)):
        # A mark before the first letter belongs to none.
        begins = next((place for place, each in enumerate(part) if each.isalnum()), len(part))
        if part[begins:]:
            yield part[begins:]


def _folded(text: str) -> str:
    """Return `text` without case, and without the marks on letters where Latin has them.

    Marks of other scripts stay: が is another letter than か.
    """
    if text.isascii():
        return text.lower()  # by far the most, and a hundred times as fast
    kept: list[str] = []
    for character in unicodedata.normalize("NFKD", text.casefold()):
        if unicodedata.combining(character) and kept and kept[-1].isascii():
            continue
        kept.append(character)
    return unicodedata.normalize("NFKC", "".join(kept)).casefold()


def _is_of_a_word(character: str) -> bool:
    """Return whether it is a letter, a digit, or a mark, without which some scripts have none."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    yield from (run[place : place + 2] for place in range(len(run) - 1))
