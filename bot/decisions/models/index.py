"""By which words decisions are found, and how these are spelled."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Dialect, ForeignKey, Index, String, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, synonym
from sqlalchemy.types import TypeEngine

from bot.decisions.rules.words import WORD_MAX
from bot.tables import ONLY_ON, Base, partial_index

SEARCH = "decision_search"
"""SQLite's FTS5 table of the tokens, which triggers keep like `decision_index`; and its shadows."""

_LEXEME = re.compile(r"'([^']*)'")


class Tokens(TypeDecorator[frozenset[str]]):
    """Words and marks: on PostgreSQL what it searches, on SQLite the text that FTS5 does."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the database's own type."""
        is_postgresql = dialect.name == "postgresql"
        return dialect.type_descriptor(TSVECTOR() if is_postgresql else Text())

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        """Return the tokens as the database reads them: none has a quote, or a space."""
        if value is None:
            return None
        quote = "'" if dialect.name == "postgresql" else ""
        return " ".join(f"{quote}{each}{quote}" for each in sorted(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str] | None:
        """Return the tokens."""
        if value is None:
            return None
        is_postgresql = dialect.name == "postgresql"
        return frozenset(_LEXEME.findall(value) if is_postgresql else value.split())


class Indexed(Base):
    """What a decision is found by, kept in the transaction that changes it.

    Without `indexed_at` it is still to be read, or again: then it is found by nothing yet.
    """

    __tablename__ = "decision_index"
    __table_args__ = (
        # PostgreSQL: each change is searchable at once, not looked for in a list of the newest.
        Index(
            "ix_decision_index_tokens",
            "tokens",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
            info={ONLY_ON: "postgresql"},
        ).ddl_if(dialect="postgresql"),
        # PostgreSQL: what of a workspace is newest?
        Index("ix_decision_index_workspace_id", "workspace_id", "position"),
        # What is still to be read?
        partial_index("ix_decision_index_indexed_at", "decision_id", where="indexed_at IS NULL"),
    )

    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decisions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    # Its place among all, by time (rules/marks.py).
    position: Mapped[int] = mapped_column(BigInteger, unique=True)
    tokens: Mapped[frozenset[str]] = mapped_column(Tokens)
    indexed_at: Mapped[datetime | None]

    # What the audit names a row by.
    id: Mapped[int] = synonym("decision_id")


_SPELLED = String(WORD_MAX).with_variant(String(WORD_MAX, collation="C"), "postgresql")
"""A word: its beginnings lie together, which other collations do not promise."""


class Word(Base):
    """A word that some decision has, for those who read it: a workspace, or a private channel.

    `channel_id` is empty for what everybody in the workspace reads.
    """

    __tablename__ = "decision_words"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    word: Mapped[str] = mapped_column(_SPELLED, primary_key=True)


class Spelling(Base):
    """Such a word without one of its letters: what a slip of a finger has in common with it."""

    __tablename__ = "decision_spellings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    channel_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    spelling: Mapped[str] = mapped_column(_SPELLED, primary_key=True)
    word: Mapped[str] = mapped_column(_SPELLED, primary_key=True)
