"""Keeping what decisions are found by as they are: in the transaction that changes one."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision, Indexed, Spelling, Word
from bot.decisions.queries.indexed import position_of, tokens_of, words_of
from bot.decisions.rules.words import BEGINNING_MIN, TYPO_MIN, deletions, is_spelled
from bot.tables import per_dialect, table

Reader = tuple[int, str]
"""Who may know a word: a workspace, or in it the members of a private channel."""


@per_dialect
def _put(insert: Any) -> Any:
    rows = table(Indexed)
    statement = insert(rows)
    new = statement.excluded
    differs = or_(
        rows.c.tokens.is_distinct_from(new.tokens),
        rows.c.position != new.position,
        rows.c.indexed_at.is_(None),
    )
    changed = {name: new[name] for name in ("position", "tokens", "indexed_at")}
    return statement.on_conflict_do_update(
        index_elements=["decision_id"], set_=changed, where=differs
    )


@per_dialect
def _learn_words(insert: Any) -> Any:
    return insert(table(Word)).on_conflict_do_nothing()


@per_dialect
def _learn_spellings(insert: Any) -> Any:
    return insert(table(Spelling)).on_conflict_do_nothing()


def index(session: Session, *decisions: Decision, now: datetime) -> None:
    """Let decisions be found as they are now; their people must be loaded."""
    rows = []
    new: dict[Reader, set[str]] = defaultdict(set)
    for decision in decisions:
        words = words_of(decision)
        row = {
            "decision_id": decision.id,
            "workspace_id": decision.workspace_id,
            "position": position_of(decision),
            "tokens": tokens_of(decision, words),
            "indexed_at": now,
        }
        rows.append(row)
        new[decision.workspace_id, decision.restricted_to or ""] |= _spelled(words)
    if rows:
        session.connection().execute(_put(session), rows)
    # In order, so that no two transactions wait for each other's words.
    for reader in sorted(new):
        _learn(session, reader, new[reader])


def _spelled(words: Collection[str]) -> set[str]:
    return {each for each in words if len(each) >= BEGINNING_MIN and is_spelled(each)}


def _learn(session: Session, reader: Reader, words: Collection[str]) -> None:
    """Remember the words that are new to those who read this, and how they may be mistyped."""
    workspace_id, channel_id = reader
    known = select(Word.word).where(
        Word.workspace_id == workspace_id, Word.channel_id == channel_id, Word.word.in_(words)
    )
    new = sorted(set(words).difference(session.scalars(known)))
    same = {"workspace_id": workspace_id, "channel_id": channel_id}
    spellings = [
        same | {"spelling": spelling, "word": each}
        for each in new
        if len(each) >= TYPO_MIN
        for spelling in sorted(deletions(each))
    ]
    connection = session.connection()
    if new:
        connection.execute(_learn_words(session), [same | {"word": each} for each in new])
    if spellings:
        connection.execute(_learn_spellings(session), spellings)
