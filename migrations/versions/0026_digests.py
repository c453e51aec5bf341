"""digests: where and when they go out, and what each was compiled of"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
DUE = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "digest_settings",
        *_row(),
        sa.Column("channel_id", sa.String(32)),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(32), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id"),
        sa.CheckConstraint(
            "(channel_id IS NULL) = (due_at IS NULL)", name=op.f("ck_digest_settings_due")
        ),
    )
    op.create_index(
        "ix_digest_settings_due_at",
        "digest_settings",
        ["due_at"],
        sqlite_where=DUE,
        postgresql_where=DUE,
    )
    op.create_table(
        "digest_sponsors",
        *_row(),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("due_at", TIME, nullable=False, index=True),
        sa.UniqueConstraint("workspace_id", "user_id"),
    )
    op.create_table(
        "digests",
        *_row(),
        sa.Column("audience", sa.String(48), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("compiled_at", TIME, nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.UniqueConstraint("workspace_id", "audience", "period"),
    )


def downgrade() -> None:
    for table in ("digests", "digest_sponsors", "digest_settings"):
        op.drop_table(table)


def _row() -> list[sa.Column[int]]:
    """Return what every row begins with."""
    return [
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
    ]
