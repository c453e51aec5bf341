"""escalations can be released: whoever took one may leave the company"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
LEVELS = ("leads", "both_leads", "sponsors")
OLD_MOVES = ("raise", "acknowledge", "answer", "accept", "reopen", "advance")
COLUMNS = "id, workspace_id, escalation_id, move, level, by, at, why"


def upgrade() -> None:
    _let_moves_be((*OLD_MOVES, "release"))


def downgrade() -> None:
    # The older release knows of no such move: to it, the clock asked again.
    op.execute("UPDATE escalation_events SET move = 'advance' WHERE move = 'release'")
    _let_moves_be(OLD_MOVES)


def _let_moves_be(moves: tuple[str, ...]) -> None:
    """Make the table anew: SQLite changes no check that a table was made with."""
    op.execute("CREATE TABLE escalation_events_before AS SELECT * FROM escalation_events")
    op.drop_table("escalation_events")
    op.create_table(
        "escalation_events",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("escalation_id", ID, sa.ForeignKey("escalations.id"), nullable=False),
        sa.Column("move", _choice("move", moves), nullable=False),
        sa.Column("level", _choice("level", LEVELS), nullable=False),
        sa.Column("by", sa.String(32)),
        sa.Column("at", TIME, nullable=False),
        sa.Column("why", sa.Text()),
    )
    op.create_index("ix_escalation_events_escalation_id", "escalation_events", ["escalation_id"])
    op.create_index(
        "ix_escalation_events_workspace_id_id", "escalation_events", ["workspace_id", "id"]
    )
    op.execute(
        f"INSERT INTO escalation_events ({COLUMNS}) "  # noqa: S608 (a fixed list of columns)
        f"SELECT {COLUMNS} FROM escalation_events_before ORDER BY id"
    )
    op.drop_table("escalation_events_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('escalation_events', 'id'), max(id)) "
            "FROM escalation_events HAVING max(id) IS NOT NULL"
        )


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
