"""meetings of two teams: when they are, their agendas, and the points on these"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
GOES_ON = sa.text("ended_at IS NULL")
OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", ID, primary_key=True),
        _to("workspaces", "workspace_id", index=True),
        sa.Column("view_id", sa.String(32), nullable=False),
        sa.Column("kind", _one_of("kind", "roadmap", "call"), nullable=False),
        _to("teams", "team_id"),
        _to("teams", "partner_id"),
        sa.Column(
            "rhythm",
            _one_of("rhythm", "weekly", "monthly_by_day", "monthly_by_weekday"),
            nullable=False,
        ),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("planned_until", sa.Date(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(32), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("ended_by", sa.String(32)),
        sa.UniqueConstraint("workspace_id", "view_id"),
        sa.CheckConstraint("team_id < partner_id", name=op.f("ck_meetings_two")),
    )
    _index("uq_meetings_of_two", "meetings", "team_id", "partner_id", "kind", where=GOES_ON)
    _index("ix_meetings_due_at", "meetings", "due_at", where=GOES_ON)
    op.create_table(
        "meeting_occurrences",
        sa.Column("id", ID, primary_key=True),
        _to("workspaces", "workspace_id"),
        _to("meetings", "meeting_id", goes=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("posted_at", TIME),
        sa.Column("missed_at", TIME),
        sa.Column("missed_because", _one_of("missed", "down", "closed", "moved", "ended")),
        sa.Column("since", TIME, nullable=False),
        sa.Column("gathered_at", TIME),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("carried", sa.Integer()),
        sa.UniqueConstraint("meeting_id", "held_on"),
    )
    op.create_table(
        "meeting_points",
        sa.Column("id", ID, primary_key=True),
        _to("workspaces", "workspace_id"),
        _to("meetings", "meeting_id", goes=True),
        sa.Column("view_id", sa.String(32), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("occurrence_id", ID, sa.ForeignKey("meeting_occurrences.id")),
        sa.Column("times_shown", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(32), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.Column("done_by", sa.String(32)),
        sa.Column("done_at", TIME),
        sa.UniqueConstraint("workspace_id", "view_id"),
    )
    _index("ix_meeting_points_open", "meeting_points", "meeting_id", where=OPEN)
    _index("ix_meeting_points_occurrence_id", "meeting_points", "occurrence_id")


def downgrade() -> None:
    for table in ("meeting_points", "meeting_occurrences", "meetings"):
        op.drop_table(table)


def _to(table: str, name: str, *, goes: bool = False, index: bool = False) -> sa.Column[int]:
    """Return the column that leads to another table; its row may go with that one."""
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE" if goes else None)
    return sa.Column(name, ID, key, nullable=False, index=index)


def _index(name: str, table: str, *columns: str, where: sa.TextClause | None = None) -> None:
    """Make an index, of those rows only for which `where` holds."""
    op.create_index(
        name,
        table,
        list(columns),
        unique=name.startswith("uq_"),
        sqlite_where=where,
        postgresql_where=where,
    )


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
