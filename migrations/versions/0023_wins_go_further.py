"""wins: values, the sponsors' summary, what is changed afterwards, and reactions that give one"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
WAITING = sa.text("due_at IS NOT NULL")
NEAR = "('team', 'everybody')"
FAR = "('team', 'everybody', 'executives')"
OF_A_WIN = ("win_honorees", "win_cheers", "win_thanks", "win_told")
"""Tables whose rows go when their win goes."""


def upgrade() -> None:
    _let_reach(NEAR, FAR)
    op.add_column("wins", sa.Column("value", sa.String(40)))
    op.add_column("wins", sa.Column("edited_at", TIME))
    op.add_column("wins", sa.Column("reworded_at", TIME))
    op.create_table(
        "win_settings",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("emoji", sa.String(100), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("rhythm", _one_of("rhythm", "weekly", "monthly", "never"), nullable=False),
        sa.UniqueConstraint("workspace_id"),
    )
    op.create_table(
        "win_rounds",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("kind", _one_of("round", "summary", "coverage"), nullable=False),
        sa.Column("told_until", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False, index=True),
        sa.UniqueConstraint("workspace_id", "kind"),
    )
    op.create_table(
        "win_reactions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("emoji", sa.String(120), nullable=False),
        sa.Column("reacted_at", TIME),
        sa.Column("removed_at", TIME),
        sa.Column("due_at", TIME),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("win_id", ID, sa.ForeignKey("wins.id", ondelete="CASCADE")),
        sa.UniqueConstraint("workspace_id", "channel_id", "ts", "user_id", "emoji"),
    )
    op.create_index(
        "ix_win_reactions_due_at",
        "win_reactions",
        ["due_at"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade() -> None:
    for table in ("win_reactions", "win_rounds", "win_settings"):
        op.drop_table(table)
    op.drop_column("wins", "reworded_at")
    op.drop_column("wins", "edited_at")
    op.drop_column("wins", "value")
    op.execute("UPDATE wins SET reach = 'everybody' WHERE reach = 'executives'")
    _let_reach(FAR, NEAR)


def _let_reach(before: str, after: str) -> None:
    """Let wins reach as far as `after` says."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(f"reach IN {before}", f"reach IN {after}")
        return
    op.drop_constraint(op.f("ck_wins_reach"), "wins", type_="check")
    op.create_check_constraint(op.f("ck_wins_reach"), "wins", f"reach IN {after}")


def _make_anew(before: str, after: str) -> None:
    """Make the wins' table with other words in it: SQLite changes no constraint in place."""
    made, *indexes = op.get_bind().scalars(AS_MADE).all()
    if before not in made:
        raise RuntimeError(f"wins was made without {before}")
    # Without the table its rows are gone, and so is what goes with them: all of it is kept.
    kept = ("wins", *OF_A_WIN)
    for table in kept:
        op.execute(f"CREATE TABLE {table}_before AS SELECT * FROM {table}")  # noqa: S608 (our names)
    op.drop_table("wins")
    for statement in (made.replace(before, after), *indexes):
        op.execute(statement)
    for table in kept:
        op.execute(f"DELETE FROM {table}")  # noqa: S608 (our names)
        op.execute(f"INSERT INTO {table} SELECT * FROM {table}_before")  # noqa: S608 (our names)
        op.drop_table(f"{table}_before")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


AS_MADE = sa.text(
    "SELECT sql FROM sqlite_master WHERE tbl_name = 'wins' AND sql IS NOT NULL "
    "ORDER BY type DESC"  # the table, and then its indexes
)
