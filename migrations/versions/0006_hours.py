"""when people and the company work, and who is away"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "company_hours",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("zone", sa.String(64)),
        *hours(),
        sa.Column("set_by", sa.String(32), nullable=False),
        sa.Column("set_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id"),
    )
    op.create_table(
        "personal_hours",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        *hours(),
        sa.Column("confirmed_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "user_id"),
    )
    op.create_table(
        "absences",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("stand_in_id", sa.String(32)),
        sa.Column("said_at", TIME, nullable=False),
        sa.Column("cancelled_at", TIME),
    )
    open_ = sa.text("cancelled_at IS NULL")
    op.create_index(
        "ix_absences_open",
        "absences",
        ["workspace_id", "user_id", "ends_on"],
        sqlite_where=open_,
        postgresql_where=open_,
    )


def downgrade() -> None:
    op.drop_table("absences")
    op.drop_table("personal_hours")
    op.drop_table("company_hours")


def hours() -> list[sa.Column]:
    return [
        sa.Column("days", sa.String(7), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.Column("country", sa.String(2)),
    ]
