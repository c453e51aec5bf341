"""What people typed, as characters that can be drawn: nothing invisible, nothing without end."""

import unicodedata
from collections.abc import Iterator

MOST = 500
"""Characters of a text that are looked at: two lines across a whole picture have fewer."""

EMOJI_LOOK = "\ufe0f"
"""Follows a character that is meant to look like an emoji."""

_NON_JOINER, _JOINER, _KEYCAP = "\u200c", "\u200d", "\u20e3"
_MARKS, _LONGEST = 4, 16
"""Of one letter: Vietnamese, Hebrew and Thai need up to three; one emoji: a family, with skins."""

_VIRAMA = 9
"""Its combining class."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that look like nothing at all."""


def clean(text: str) -> str:
    """Return the text on one line, without what cannot be seen or has no meaning."""
    kept = (" " if each.isspace() else each for each in text[: 4 * MOST] if _is_kept(each))
    composed = unicodedata.normalize("NFC", "".join(kept))
    if len(composed) > MOST:
        composed = composed[: MOST - 1] + "…"
    return " ".join("".join(_clusters(composed)).split())


def clusters(text: str) -> list[str]:
    """Return what a reader takes for single characters of a clean text: é, की, 👩🏽‍💻, 🇩🇪."""
    return list(_clusters(text))


def shorten(text: str, most: int) -> str:
    """Return a clean text of at most so many characters; an ellipsis says that it goes on."""
    if len(text) <= most:
        return text
    kept = ""
    for cluster in _clusters(text):
        if len(kept) + len(cluster) >= most:
            break
        kept += cluster
    return kept.rstrip() + "…"


def is_ignorable(character: str) -> bool:
    """Say whether a font need not have it: it only says how others are joined or look."""
    return (
        character in (_NON_JOINER, _JOINER)
        or "\ufe00" <= character <= EMOJI_LOOK
        or _is_tag(character)
    )


def looks_like_emoji(cluster: str) -> bool:
    """Say whether a letter or a sign that has other looks too is meant as an emoji here."""
    return EMOJI_LOOK in cluster or _KEYCAP in cluster


def may_break(before: str, after: str) -> bool:
    """Say whether a line may end between two clusters: at spaces, and around Chinese characters."""
    if before.isspace() or after.isspace():
        return True
    if unicodedata.category(after[0])[0] == "P" or unicodedata.category(before[0]) == "Ps":
        return False
    return _stands_alone(before) or _stands_alone(after)


def initials(name: str) -> str:
    """Return what stands for a name in a circle: two letters where letters have capitals, or one.

    It is a question mark where there is no letter.
    """
    words = [[each for each in clusters(word) if each[0].isalpha()] for word in name.split()]
    firsts = [_without_virama(letters[0]) for letters in words if letters]
    if not firsts:
        return "?"
    pair = [firsts[0], firsts[-1]] if len(firsts) > 1 else firsts
    if all(each.upper() != each.lower() for each in pair):
        return "".join(each.upper() for each in pair)
    return firsts[0]


def _stands_alone(cluster: str) -> bool:
    wide = unicodedata.east_asian_width(cluster[0]) in ("W", "F")
    return wide and not unicodedata.name(cluster[0], "").startswith("HANGUL")


def _without_virama(cluster: str) -> str:
    """Return a letter without the sign that only leads to the next one."""
    return "".join(each for each in cluster if unicodedata.combining(each) != _VIRAMA)


def _is_kept(character: str) -> bool:
    if is_ignorable(character) or character.isspace():
        return True
    return unicodedata.category(character)[0] != "C" and character not in _BLANK


def _clusters(text: str) -> Iterator[str]:
    """Yield the clusters; marks that belong to nothing, and more than can be read, are left out."""
    cluster = ""
    for each in text:
        if _belongs(each, cluster):
            if len(cluster) < _LONGEST and not _is_one_too_many(each, cluster):
                cluster += each
        elif not _is_loose(each):
            if cluster:
                yield cluster
            cluster = each
    if cluster:
        yield cluster


def _belongs(character: str, cluster: str) -> bool:
    if not cluster or cluster.isspace():
        return False
    if _is_loose(character) or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if cluster[-1] == _JOINER and unicodedata.category(character) == "So":
        return True
    return len(cluster) == 1 and _is_regional(cluster) and _is_regional(character)


def _is_loose(character: str) -> bool:
    """Say whether it is nothing by itself."""
    return unicodedata.category(character)[0] == "M" or is_ignorable(character)


def _is_one_too_many(character: str, cluster: str) -> bool:
    if is_ignorable(character):
        return cluster[-1] == character
    marks = sum(unicodedata.category(each)[0] == "M" for each in cluster)
    return unicodedata.category(character)[0] == "M" and marks >= _MARKS


def _is_tag(character: str) -> bool:
    return "\U000e0020" <= character <= "\U000e007f"


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
