"""decisions: who takes part in them, what happened to them, and forms that were closed"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

SILENT = sa.text("part = 'approver' AND vote IS NULL AND removed_at IS NULL")
MOVES = (
    *("propose", "record", "approve", "reject", "abstain", "ask", "delegate", "change_people"),
    *("withdraw", "acknowledge", "keep", "replace", "reverse", "remind", "expire", "inherit"),
)


def upgrade() -> None:
    op.create_table(
        "decision_participants",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column(
            "decision_id", ID, sa.ForeignKey("decisions.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("part", _choice("part", "approver", "contributor", "informed"), nullable=False),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id")),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("removed_at", TIME),
        sa.Column("vote", _choice("vote", "approve", "reject", "abstain")),
        sa.Column("voted_at", TIME),
        sa.Column("voted_by", sa.String(32)),
        sa.Column("because", sa.Text()),
        sa.Column("stand_in_id", sa.String(32)),
        sa.Column("stand_in_until", TIME),
        sa.Column("acknowledged_at", TIME),
        sa.UniqueConstraint("decision_id", "part", "user_id"),
    )
    op.create_index(
        "ix_decision_participants_user_id",
        "decision_participants",
        ["workspace_id", "user_id", "decision_id"],
    )
    op.create_index(
        "ix_decision_participants_silent",
        "decision_participants",
        ["workspace_id", "user_id"],
        sqlite_where=SILENT,
        postgresql_where=SILENT,
    )
    op.create_table(
        "decision_events",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision_id", ID, sa.ForeignKey("decisions.id"), nullable=False),
        sa.Column("move", _choice("move", *MOVES), nullable=False),
        sa.Column("by", sa.String(32)),
        sa.Column("at", TIME, nullable=False),
        sa.Column("why", sa.Text()),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("workspace_id", "number"),
    )
    op.create_index("ix_decision_events_decision_id", "decision_events", ["decision_id", "id"])
    op.create_table(
        "decision_drafts",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "user_id"),
    )
    op.create_index("ix_decision_drafts_saved_at", "decision_drafts", ["saved_at"])
    op.create_table(
        "decision_weeklies",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("told_until", TIME, nullable=False),
        sa.UniqueConstraint("team_id"),
    )
    op.create_index("ix_decision_weeklies_due_at", "decision_weeklies", ["due_at"])


def downgrade() -> None:
    for name in (
        "decision_weeklies",
        "decision_drafts",
        "decision_events",
        "decision_participants",
    ):
        op.drop_table(name)


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
