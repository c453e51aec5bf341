"""people and channels, as Slack last told us"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
STANDINGS = ("colleague", "guest", "bot", "stranger")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("zone", sa.String(64)),
        sa.Column(
            "standing",
            sa.Enum(
                *STANDINGS, name="standing", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("deactivated_at", TIME),
        sa.Column("seen_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "user_id"),
    )
    op.create_table(
        "channels",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("archived_at", TIME),
        sa.Column("seen_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "channel_id"),
    )


def downgrade() -> None:
    op.drop_table("channels")
    op.drop_table("people")
