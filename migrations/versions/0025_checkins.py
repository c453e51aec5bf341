"""check-ins: how often owners are asked, what they said, and the two sides of an initiative"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
DUE = sa.text("due_at IS NOT NULL")
CADENCES = ("by_date", "weekly", "fortnightly", "monthly", "never")
STATUSES = ("on_track", "at_risk", "off_track")
STATES = ("planned", "asked", "answered", "silent", "out", "withdrawn")
TABLES = ("checkin_plans", "checkin_rounds", "checkins", "checkin_answers", "initiative_sides")
"""In the order in which each leads to those before it."""


def upgrade() -> None:
    with op.batch_alter_table("initiatives") as initiatives:
        initiatives.add_column(
            sa.Column(
                "cadence", _one_of("cadence", *CADENCES), nullable=False, server_default="by_date"
            )
        )
    with op.batch_alter_table("initiatives") as initiatives:
        initiatives.alter_column("cadence", server_default=None)
    _make_rounds()
    op.create_table(
        "checkin_answers",
        *_row(),
        _to("checkins", "checkin_id"),
        _to("initiatives", "initiative_id"),
        _to("teams", "team_id", index=True),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("status", _one_of("status", *STATUSES), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=False),
        sa.Column("next_step", sa.String(32)),
        sa.Column("waits_for", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("what_next", sa.Text(), nullable=False),
    )
    _index("ix_checkin_answers_checkin_id", "checkin_answers", "checkin_id", "id")
    _index("ix_checkin_answers_side", "checkin_answers", "initiative_id", "team_id", "id")
    op.create_table(
        "initiative_sides",
        *_row(),
        _to("initiatives", "initiative_id"),
        _to("teams", "team_id", index=True),
        sa.Column("status", _one_of("status", *STATUSES)),
        sa.Column("confidence", sa.Integer()),
        sa.Column("expected_on", sa.Date()),
        sa.Column("next_step", sa.String(32)),
        sa.Column("waits_for", sa.Text()),
        sa.Column("why", sa.Text()),
        sa.Column("what_next", sa.Text()),
        sa.Column("said_by", sa.String(32)),
        sa.Column("said_at", TIME),
        sa.Column("silent_at", TIME),
        sa.UniqueConstraint("initiative_id", "team_id"),
        sa.CheckConstraint("(status IS NULL) = (said_at IS NULL)", "said"),
    )


def _make_rounds() -> None:
    op.create_table(
        "checkin_plans",
        *_row(),
        _to("initiatives", "initiative_id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date()),
        sa.Column("due_at", TIME),
        sa.UniqueConstraint("initiative_id"),
    )
    _index("ix_checkin_plans_due_at", "checkin_plans", "due_at", where=DUE)
    op.create_table(
        "checkin_rounds",
        *_row(),
        _to("initiatives", "initiative_id"),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("cadence", _one_of("cadence", *CADENCES), nullable=False),
        sa.Column("target_on", sa.Date(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("closed_at", TIME),
        sa.UniqueConstraint("initiative_id", "held_on"),
    )
    op.create_table(
        "checkins",
        *_row(),
        _to("checkin_rounds", "round_id"),
        _to("initiatives", "initiative_id", index=True),
        _to("teams", "team_id", index=True),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("state", _one_of("state", *STATES), nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("asked_at", TIME),
        sa.Column("reminded_at", TIME),
        sa.Column("reminded_again_at", TIME),
        sa.Column("silent_at", TIME),
        sa.Column("answered_at", TIME),
        sa.UniqueConstraint("round_id", "team_id"),
    )
    _index("ix_checkins_due_at", "checkins", "due_at", where=DUE)
    _index("ix_checkins_user_id", "checkins", "workspace_id", "user_id", "id")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("initiatives") as initiatives:
        initiatives.drop_constraint("cadence", type_="check")
        initiatives.drop_column("cadence")


def _row() -> list[sa.Column[int]]:
    """Return what every row begins with."""
    return [
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
    ]


def _to(table: str, name: str, *, index: bool = False) -> sa.Column[int]:
    """Return the column that leads to another table."""
    return sa.Column(name, ID, sa.ForeignKey(f"{table}.id"), nullable=False, index=index)


def _index(name: str, table: str, *columns: str, where: sa.TextClause | None = None) -> None:
    """Make an index, of those rows only for which `where` holds."""
    op.create_index(name, table, list(columns), sqlite_where=where, postgresql_where=where)


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
