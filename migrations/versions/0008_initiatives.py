"""initiatives, and which one an escalation is part of"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
STAGES = ("candidate", "planned", "active", "paused", "done", "dropped")


def upgrade() -> None:
    op.create_table(
        "initiatives",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.String(32), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.String(32)),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(*STAGES, name="stage", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(32), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("changed_by", sa.String(32), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "number"),
        sa.UniqueConstraint("workspace_id", "view_id"),
    )
    op.create_table(
        "initiative_owners",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("initiative_id", ID, sa.ForeignKey("initiatives.id"), nullable=False),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.UniqueConstraint("initiative_id", "team_id"),
    )
    op.create_index("ix_initiative_owners_team_id", "initiative_owners", ["team_id"])
    op.create_index(
        "ix_initiative_owners_user_id", "initiative_owners", ["workspace_id", "user_id"]
    )
    op.create_table(
        "initiative_changes",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("initiative_id", ID, sa.ForeignKey("initiatives.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index(
        "ix_initiative_changes_version", "initiative_changes", ["initiative_id", "version"]
    )
    op.create_table(
        "initiative_links",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("initiative_id", ID, sa.ForeignKey("initiatives.id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("linked_at", TIME, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.UniqueConstraint("initiative_id", "kind", "name"),
    )
    # By hand: Alembic would copy the table on SQLite, whose other tables lead to it meanwhile.
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE escalations ADD COLUMN initiative_id {kind} "
        "CONSTRAINT fk_escalations_initiative_id_initiatives REFERENCES initiatives (id)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE escalations DROP COLUMN initiative_id")
    op.drop_table("initiative_links")
    op.drop_table("initiative_changes")
    op.drop_table("initiative_owners")
    op.drop_table("initiatives")
