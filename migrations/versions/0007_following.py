"""whom teams follow, and what is asked of Slack to know who is there"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
LONG_AGO = "1970-01-01 00:00:00.000000"
KINDS = (
    "people",
    "channels",
    "channel",
    "channel_members",
    "groups",
    "group_members",
    "person",
)


def upgrade() -> None:
    op.add_column(
        "people", sa.Column("updated", sa.BigInteger(), nullable=False, server_default="0")
    )
    for name in ("named_at", "status_at"):
        op.add_column("channels", sa.Column(name, TIME, nullable=False, server_default=LONG_AGO))
    op.create_table(
        "followings",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("source_id", sa.String(32), nullable=False),
        sa.Column("followed_at", TIME, nullable=False),
        sa.Column("hidden_at", TIME),
        sa.Column("read_at", TIME),
        sa.Column("said", sa.String(64)),
        sa.UniqueConstraint("workspace_id", "source_id"),
    )
    op.create_table(
        "followed_members",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False, index=True),
        sa.Column(
            "following_id",
            ID,
            sa.ForeignKey("followings.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("left_at", TIME),
        sa.UniqueConstraint("following_id", "user_id"),
    )
    op.create_table(
        "readings",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("due_at", TIME, index=True),
        sa.Column("began_at", TIME),
        sa.Column("cursor", sa.String(1024)),
        sa.Column("ended_at", TIME),
        sa.UniqueConstraint("workspace_id", "kind", "subject"),
    )
    op.create_table(
        "paces",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("method", sa.String(64), nullable=False),
        sa.Column("open_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "method"),
    )


def downgrade() -> None:
    for table in ("paces", "readings", "followed_members", "followings"):
        op.drop_table(table)
    op.drop_column("channels", "status_at")
    op.drop_column("channels", "named_at")
    op.drop_column("people", "updated")
