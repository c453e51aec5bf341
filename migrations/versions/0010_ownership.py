"""who answers for what, what teams do for each other, and questions that wait for an answer"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
IN_USE = "removed_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "ownership_entries",
        *begin(),
        sa.Column("view_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", choice("kind", "owned", "service"), nullable=False),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("accountable", sa.String(32), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("created_by", sa.String(32), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("changed_by", sa.String(32), nullable=False),
        sa.Column("removed_at", TIME),
        sa.Column("removed_by", sa.String(32)),
        sa.Column("confirmed_at", TIME),
        sa.Column("due_at", TIME),
        sa.Column("asked_at", TIME),
        sa.Column("vacant_at", TIME),
        sa.Column("vacancy", choice("vacancy", "given_up", "left")),
        sa.UniqueConstraint("workspace_id", "view_id"),
    )
    listed = ("workspace_id", "kind", "team_id", "name")
    index("ix_ownership_entries_listed", *listed, where=IN_USE)
    index("ix_ownership_entries_accountable", "workspace_id", "accountable", where=IN_USE)
    index("ix_ownership_entries_due_at", "due_at", where=f"due_at IS NOT NULL AND {IN_USE}")
    op.create_table(
        "ownership_people",
        *begin(),
        sa.Column("entry_id", ID, sa.ForeignKey("ownership_entries.id"), nullable=False),
        sa.Column("part", choice("part", "responsible", "consulted", "informed"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.UniqueConstraint("entry_id", "part", "user_id"),
    )
    op.create_index("ix_ownership_people_user_id", "ownership_people", ["workspace_id", "user_id"])
    op.create_table(
        "ownership_changes",
        *begin(),
        sa.Column("entry_id", ID, sa.ForeignKey("ownership_entries.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("entry_id", "version", "field"),
    )
    _create_questions()


def _create_questions() -> None:
    op.create_table(
        "ownership_questions",
        *begin(),
        sa.Column("asked_as", sa.String(64), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("asked_by", sa.String(32), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("asking_team_id", ID, sa.ForeignKey("teams.id")),
        sa.Column("state", choice("questionstate", "open", "answered"), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_by", sa.String(32)),
        sa.Column("answered_at", TIME),
        sa.UniqueConstraint("workspace_id", "asked_as"),
    )
    op.create_index(
        "ix_ownership_questions_state",
        "ownership_questions",
        ["workspace_id", "state", "opened_at"],
    )
    op.create_table(
        "ownership_askers",
        *begin(),
        sa.Column("question_id", ID, sa.ForeignKey("ownership_questions.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("told_at", TIME),
        sa.UniqueConstraint("question_id", "user_id"),
    )


def begin() -> tuple[sa.Column, sa.Column]:
    workspace = sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False)
    return sa.Column("id", ID, primary_key=True), workspace


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def index(name: str, *columns: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name,
        "ownership_entries",
        list(columns),
        sqlite_where=condition,
        postgresql_where=condition,
    )


def downgrade() -> None:
    op.drop_table("ownership_askers")
    op.drop_table("ownership_questions")
    op.drop_table("ownership_changes")
    op.drop_table("ownership_people")
    op.drop_table("ownership_entries")
