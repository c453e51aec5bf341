"""hints to who asks what was decided, which only they see"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

PRIVATE = sa.text("is_private")
OLD_METHODS = "('chat.postMessage', 'chat.delete', 'response_url', 'views.publish')"
METHODS = (
    "('chat.postMessage', 'chat.delete', 'response_url', 'chat.postEphemeral', 'views.publish')"
)


def upgrade() -> None:
    _allow(OLD_METHODS, METHODS)
    op.create_table(
        "decision_hint_channels",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("on_at", TIME, nullable=False),
        sa.Column("on_by", sa.String(32), nullable=False),
        sa.Column("off_at", TIME),
        sa.Column("off_by", sa.String(32)),
        sa.UniqueConstraint("workspace_id", "channel_id"),
    )
    op.create_table(
        "decision_hints",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("decision_id", ID, sa.ForeignKey("decisions.id"), nullable=False),
        sa.Column("hinted_at", TIME, nullable=False),
        sa.Column("refused_at", TIME),
        sa.Column("refused_by", sa.String(32)),
        sa.UniqueConstraint("workspace_id", "channel_id", "decision_id"),
    )

    op.create_index(
        "ix_channels_private",
        "channels",
        ["id"],
        sqlite_where=PRIVATE,
        postgresql_where=PRIVATE,
    )


def downgrade() -> None:
    op.drop_index("ix_channels_private", "channels")
    op.drop_table("decision_hints")
    op.drop_table("decision_hint_channels")
    op.execute("DELETE FROM outbox_messages WHERE method = 'chat.postEphemeral'")
    _allow(METHODS, OLD_METHODS)


def _allow(before: str, after: str) -> None:
    """Let messages have other methods."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(f"method IN {before}", f"method IN {after}")
        return
    op.drop_constraint(op.f("ck_outbox_messages_method"), "outbox_messages", type_="check")
    op.create_check_constraint(
        op.f("ck_outbox_messages_method"), "outbox_messages", f"method IN {after}"
    )


def _make_anew(before: str, after: str) -> None:
    """Make the messages' table with other words in it: SQLite changes no constraint in place."""
    made, *indexes = op.get_bind().scalars(AS_MADE).all()
    if before not in made:
        raise RuntimeError(f"outbox_messages was made without {before}")
    # Rows elsewhere may lead to rows here, which are back before the end.
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TABLE outbox_messages_before AS SELECT * FROM outbox_messages")
    op.drop_table("outbox_messages")
    for statement in (made.replace(before, after), *indexes):
        op.execute(statement)
    op.execute("INSERT INTO outbox_messages SELECT * FROM outbox_messages_before")
    op.drop_table("outbox_messages_before")


AS_MADE = sa.text(
    "SELECT sql FROM sqlite_master WHERE tbl_name = 'outbox_messages' AND sql IS NOT NULL "
    "ORDER BY type DESC"  # the table, and then its indexes
)
