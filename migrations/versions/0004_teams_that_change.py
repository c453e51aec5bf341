"""teams that change: versions, liaisons and deputies, channels of their own, and a history"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
OLD_ROLES = ("lead", "sponsor")
ROLES = (*OLD_ROLES, "liaison", "deputy")


NEW_COLUMNS = (
    sa.Column("source_id", sa.String(32)),
    sa.Column("wins_channel_id", sa.String(32)),
    sa.Column("digest_channel_id", sa.String(32)),
    # The defaults are for the rows that are there.
    sa.Column("standup_day", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("standup_at", sa.Time(), nullable=False, server_default="09:30:00.000000"),
    sa.Column("created_by", sa.String(32)),
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
)


def upgrade() -> None:
    for column in NEW_COLUMNS:
        op.add_column("teams", column._copy())
    _let_roles_be(ROLES)
    op.create_table(
        "team_changes",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(32), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(32)),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index("ix_team_changes_team_id_version", "team_changes", ["team_id", "version"])


def downgrade() -> None:
    op.drop_table("team_changes")
    op.execute("DELETE FROM members WHERE role NOT IN ('lead', 'sponsor')")
    _let_roles_be(OLD_ROLES)
    for column in reversed(NEW_COLUMNS):
        op.drop_column("teams", column.name)


def _let_roles_be(roles: tuple[str, ...]) -> None:
    """Make the table anew: SQLite changes no check that a table was made with."""
    op.execute("CREATE TABLE members_before AS SELECT * FROM members")
    op.drop_table("members")
    op.create_table(
        "members",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column(
            "role",
            sa.Enum(*roles, name="role", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.UniqueConstraint("team_id", "role", "user_id"),
    )
    op.execute(
        "INSERT INTO members SELECT id, workspace_id, team_id, user_id, role FROM members_before"
    )
    op.drop_table("members_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('members', 'id'), max(id)) "
            "FROM members HAVING max(id) IS NOT NULL"
        )
