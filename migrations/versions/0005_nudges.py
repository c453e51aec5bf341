"""messages that nobody asked for: what waits, what was said, and who listens"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
KINDS = ("nudges", "question")
REASONS = ("withdrawn", "superseded", "expired", "left", "outsider")
WAITS = "delivered_at IS NULL AND dropped_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "nudges",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("about", sa.String(120)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.String(32)),
        sa.Column("urgent_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("delivered_at", TIME),
        sa.Column("carried_by", sa.String(120)),
        sa.Column("dropped_at", TIME),
        sa.Column("dropped_because", choice("reason", *REASONS)),
        sa.UniqueConstraint("workspace_id", "key"),
    )
    index("ix_nudges_waiting", "nudges", "workspace_id", "user_id", where=WAITS)
    index("ix_nudges_expiring", "nudges", "expires_at", where=WAITS)
    about = f"about IS NOT NULL AND {WAITS}"
    index("ix_nudges_about", "nudges", "workspace_id", "about", where=about)
    op.create_index("ix_nudges_carried_by", "nudges", ["workspace_id", "carried_by"])
    op.create_table(
        "nudge_messages",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("kind", choice("kind", *KINDS), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("settled_at", TIME),
        sa.Column("given_up_at", TIME),
    )
    index(
        "uq_nudge_messages_day",
        "nudge_messages",
        "workspace_id",
        "user_id",
        "local_date",
        where="given_up_at IS NULL",
        unique=True,
    )
    index(
        "ix_nudge_messages_unsettled",
        "nudge_messages",
        "workspace_id",
        "key",
        where="settled_at IS NULL",
    )
    op.create_table(
        "nudge_recipients",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("next_at", TIME),
        sa.Column("last_delivered_at", TIME),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("heard_at", TIME),
        sa.Column("asked_at", TIME),
        sa.Column("stopped_at", TIME),
        sa.UniqueConstraint("workspace_id", "user_id"),
    )
    index("ix_nudge_recipients_next_at", "nudge_recipients", "next_at", where="next_at IS NOT NULL")


def downgrade() -> None:
    op.drop_table("nudge_recipients")
    op.drop_table("nudge_messages")
    op.drop_table("nudges")


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def index(name: str, table: str, *columns: str, where: str, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(
        name,
        table,
        list(columns),
        unique=unique,
        sqlite_where=condition,
        postgresql_where=condition,
    )
