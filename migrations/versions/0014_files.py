"""files that messages show, and reports on escalations"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
WAITING = sa.text("sent_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "outbox_files",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("message_id", ID, sa.ForeignKey("outbox_messages.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("slack_id", sa.String(32)),
        sa.Column("permalink", sa.String(500)),
        sa.Column("uploaded_at", TIME),
        sa.UniqueConstraint("message_id", "name"),
        sa.CheckConstraint("content IS NOT NULL OR slack_id IS NOT NULL", "somewhere"),
        sa.CheckConstraint("(slack_id IS NULL) = (uploaded_at IS NULL)", "uploaded"),
        sa.CheckConstraint("(slack_id IS NULL) = (permalink IS NULL)", "permalink"),
    )
    op.create_table(
        "escalation_reports",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("asked_by", sa.String(32), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
    )
    op.create_index(
        "uq_escalation_reports_waiting",
        "escalation_reports",
        ["workspace_id", "asked_by"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index(
        "ix_escalation_reports_asked_at",
        "escalation_reports",
        ["asked_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    op.drop_table("escalation_reports")
    # What a message showed as a file it shows no more; what waits with one goes without its blocks.
    op.execute(
        "UPDATE outbox_messages SET simplified_at = created_at, payload = "
        "json_remove(payload, '$.files') WHERE id IN (SELECT message_id FROM outbox_files)"
        if op.get_bind().dialect.name == "sqlite"
        else "UPDATE outbox_messages SET simplified_at = created_at, payload = "
        "(CAST(payload AS jsonb) - 'files')::json WHERE id IN (SELECT message_id FROM outbox_files)"
    )
    op.drop_table("outbox_files")
