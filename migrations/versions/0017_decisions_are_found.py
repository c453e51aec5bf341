"""by which words decisions are found, and how these are spelled"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
TOKENS = sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql")
FOLLOWS = sa.text("follows_id IS NOT NULL")
NOT_YET = sa.text("indexed_at IS NULL")

# FTS5 splits the text at spaces and keeps everything else, for the words are in their normal form
# already; it keeps no place of a word in its text, and no text of its own.
SEARCH = """
    CREATE VIRTUAL TABLE decision_search USING fts5(
        tokens, content='decision_index', content_rowid='position',
        tokenize="ascii tokenchars ':'", detail=none, columnsize=0
    )
"""
FORGET = (
    "INSERT INTO decision_search (decision_search, rowid, tokens) "
    "VALUES ('delete', old.position, old.tokens);"
)
LEARN = "INSERT INTO decision_search (rowid, tokens) VALUES (new.position, new.tokens);"
TRIGGERS = {"insert": LEARN, "delete": FORGET, "update": f"{FORGET} {LEARN}"}


def upgrade() -> None:
    op.create_table(
        "decision_index",
        sa.Column(
            "decision_id",
            ID,
            sa.ForeignKey("decisions.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("tokens", TOKENS, nullable=False),
        sa.Column("indexed_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("position"),
    )
    op.create_index(
        "ix_decision_index_workspace_id", "decision_index", ["workspace_id", "position"]
    )
    op.create_index(
        "ix_decision_index_indexed_at",
        "decision_index",
        ["decision_id"],
        sqlite_where=NOT_YET,
        postgresql_where=NOT_YET,
    )
    op.create_table(
        "decision_words",
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), primary_key=True),
        sa.Column("channel_id", sa.String(32), primary_key=True),
        sa.Column("word", WORD, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "decision_spellings",
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), primary_key=True),
        sa.Column("channel_id", sa.String(32), primary_key=True),
        sa.Column("spelling", WORD, primary_key=True),
        sa.Column("word", WORD, primary_key=True),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SEARCH)
        for event, done in TRIGGERS.items():
            op.execute(
                f"CREATE TRIGGER decision_search_{event} AFTER {event.upper()} ON decision_index "
                f"BEGIN {done} END"
            )
    else:
        op.create_index(
            "ix_decision_index_tokens",
            "decision_index",
            ["tokens"],
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )
    op.create_index(
        "ix_decisions_follows_id",
        "decisions",
        ["follows_id"],
        sqlite_where=FOLLOWS,
        postgresql_where=FOLLOWS,
    )
    # Their words are read by the clock, at once after the start: until then they are not found.
    op.execute(
        "INSERT INTO decision_index (decision_id, workspace_id, position, tokens) "
        "SELECT id, workspace_id, id, '' FROM decisions"
    )


def downgrade() -> None:
    op.drop_index("ix_decisions_follows_id", "decisions")
    op.drop_table("decision_spellings")
    op.drop_table("decision_words")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE decision_search")
    op.drop_table("decision_index")
