"""Words that somebody may have meant: those that begin so, and those that are one letter off."""

from collections.abc import Collection, Sequence

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.decisions.models import Spelling, Word
from bot.decisions.rules.words import BEGINNING_MIN, TYPO_MIN, deletions, is_spelled

AT_MOST = 20
"""Words in the place of one: more cost more, and are less what was meant."""

_LAST = "\U0010ffff"
"""After it nothing begins with the same letters."""


def list_alike(
    session: Session, workspace_id: int, word: str, *, channels: Collection[str]
) -> list[str]:
    """Return words of the workspace that `word` may mean, besides itself.

    And of the private `channels`: no others' words, whatever anybody types.
    """
    if not is_spelled(word) or len(word) < BEGINNING_MIN:
        return []
    readers = ["", *channels]
    found = list(_one_off(session, workspace_id, word, readers)) if len(word) >= TYPO_MIN else []
    found += _longer(session, workspace_id, word, readers)
    return list(dict.fromkeys(each for each in found if each != word))


def list_beginning(
    session: Session, workspace_id: int, stem: str, *, channels: Collection[str]
) -> list[str]:
    """Return the words that some decision has and that begin with `stem`; none if none does.

    What is no word of letters, as a number, or a pair of Japanese ones, stands for itself.
    """
    if not is_spelled(stem) or len(stem) < BEGINNING_MIN:
        return [stem]
    return list(_longer(session, workspace_id, stem, ["", *channels]))


def _one_off(
    session: Session, workspace_id: int, word: str, readers: Sequence[str]
) -> Sequence[str]:
    """Return words of which one letter is wrong, missing or too many, or two changed places."""
    shorter = deletions(word)
    lacking = select(Word.word).where(
        Word.workspace_id == workspace_id, Word.channel_id.in_(readers), Word.word.in_(shorter)
    )
    sharing = select(Spelling.word).where(
        Spelling.workspace_id == workspace_id,
        Spelling.channel_id.in_(readers),
        Spelling.spelling.in_({word, *shorter}),
    )
    alike = {
        each
        for each in session.scalars(lacking.union(sharing))
        if OSA.distance(word, each, score_cutoff=1) <= 1
    }
    return sorted(alike)[:AT_MOST]


def _longer(
    session: Session, workspace_id: int, word: str, readers: Sequence[str]
) -> Sequence[str]:
    """Return words that begin with it, also itself, the shortest first."""
    begins: ColumnElement[bool] = (Word.word >= word) & (Word.word < word + _LAST)
    return session.scalars(
        select(Word.word)
        .where(Word.workspace_id == workspace_id, Word.channel_id.in_(readers), begins)
        .group_by(Word.word)
        .order_by(func.length(Word.word), Word.word)
        .limit(AT_MOST)
    ).all()
