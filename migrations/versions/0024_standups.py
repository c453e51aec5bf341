"""stand-ups: who is asked what and when, their rounds, and what people said"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
DUE = sa.text("due_at IS NOT NULL")
HELD = sa.text("tried_by IS NULL")
GOES_ON = sa.text("ended_at IS NULL")
WAITING = sa.text("sent_at IS NULL")

TABLES = (
    "standups",
    "standup_teams",
    "standup_rounds",
    "standup_moods",
    "standup_turns",
    "standup_drafts",
    "standup_habits",
    "standup_lines",
    "standup_reports",
    "standup_blockers",
    "standup_report_requests",
)
"""In the order in which each leads to those before it."""


def upgrade() -> None:
    _make_standups()
    _make_rounds()
    _make_turns()
    _make_lines()
    _make_reports()


def _make_standups() -> None:
    op.create_table(
        "standups",
        *_row(),
        sa.Column("view_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column(
            "audience", _one_of("audience", "teams", "channel", "group", "people"), nullable=False
        ),
        sa.Column("source_id", sa.String(32)),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column(
            "rhythm",
            _one_of("rhythm", "weekly", "monthly_by_day", "monthly_by_weekday"),
            nullable=False,
        ),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("day", sa.Integer()),
        sa.Column("nth", sa.Integer()),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(64)),
        sa.Column("open_hours", sa.Integer(), nullable=False),
        sa.Column("channel_ids", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("mood_at", TIME),
        sa.Column("planned_until", sa.Date(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(32), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("ended_by", sa.String(32)),
        sa.UniqueConstraint("workspace_id", "view_id"),
    )
    _index("ix_standups_due_at", "standups", "due_at", where=GOES_ON)
    op.create_table(
        "standup_teams",
        *_row(),
        _to("standups", "standup_id", goes=True),
        _to("teams", "team_id", index=True),
        sa.UniqueConstraint("standup_id", "team_id"),
    )


def _make_rounds() -> None:
    op.create_table(
        "standup_rounds",
        *_row(),
        _to("standups", "standup_id", goes=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time()),
        sa.Column("asks_at", TIME),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("tried_by", sa.String(32)),
        sa.Column("asks_until", TIME, nullable=False),
        sa.Column("closes_at", TIME, nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("closed_at", TIME),
        sa.Column("missed_because", _one_of("missed", "down")),
        sa.Column("asked_people", sa.Integer()),
        sa.Column("heard_people", sa.Integer()),
        sa.Column("away_people", sa.Integer()),
        sa.Column("median_seconds", sa.Integer()),
        sa.Column("told_in", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(at IS NULL) <> (asks_at IS NULL)", name=op.f("ck_standup_rounds_asks")
        ),
    )
    for name, column in (("held_on", "held_on"), ("number", "number")):
        _index(
            f"uq_standup_rounds_{name}",
            "standup_rounds",
            "standup_id",
            column,
            where=HELD,
            unique=True,
        )
    _index("ix_standup_rounds_due_at", "standup_rounds", "due_at", where=DUE)
    _index("ix_standup_rounds_closes_at", "standup_rounds", "standup_id", "closes_at")
    op.create_table(
        "standup_moods",
        *_row(),
        _to("standup_rounds", "round_id", goes=True),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.UniqueConstraint("round_id", "value"),
    )


def _make_turns() -> None:
    states = ("planned", "asked", "answered", "on_plan", "skipped", "out", "silent")
    skips = ("nothing_new", "away", "not_mine")
    op.create_table(
        "standup_turns",
        *_row(),
        _to("standup_rounds", "round_id", goes=True),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), index=True),
        sa.Column("state", _one_of("state", *states), nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("asked_at", TIME),
        sa.Column("reminded_at", TIME),
        sa.Column("answered_at", TIME),
        sa.Column("edited_at", TIME),
        sa.Column("skipped_because", _one_of("skip", *skips)),
        sa.Column("out_because", _one_of("out", *OUT)),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.UniqueConstraint("round_id", "user_id"),
    )
    _index("ix_standup_turns_due_at", "standup_turns", "due_at", where=DUE)
    _index("ix_standup_turns_user_id", "standup_turns", "workspace_id", "user_id", "id")
    op.create_table(
        "standup_drafts",
        *_row(),
        _to("standup_turns", "turn_id", goes=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False, index=True),
        sa.UniqueConstraint("turn_id"),
    )
    op.create_table(
        "standup_habits",
        *_row(),
        _to("standups", "standup_id", goes=True),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("questioned_at", TIME),
        sa.Column("paused_at", TIME),
        sa.UniqueConstraint("standup_id", "user_id"),
    )


def _make_lines() -> None:
    op.create_table(
        "standup_lines",
        *_row(),
        _to("standups", "standup_id", goes=True),
        sa.Column("user_id", sa.String(32), nullable=False),
        _to("standup_turns", "turn_id", goes=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("initiative_id", ID, sa.ForeignKey("initiatives.id")),
        sa.Column("ended_at", TIME),
    )
    _index("ix_standup_lines_open", "standup_lines", "standup_id", "user_id", where=GOES_ON)
    _index("ix_standup_lines_turn_id", "standup_lines", "turn_id")
    op.create_table(
        "standup_reports",
        *_row(),
        _to("standup_lines", "line_id", goes=True),
        _to("standup_turns", "turn_id", goes=True),
        sa.Column("how", _one_of("how", "done", "still", "dropped"), nullable=False),
        sa.UniqueConstraint("line_id", "turn_id"),
    )
    _index("ix_standup_reports_turn_id", "standup_reports", "turn_id")
    op.create_table(
        "standup_blockers",
        *_row(),
        _to("standup_turns", "turn_id", goes=True),
        _to("escalations", "escalation_id", index=True),
        sa.Column("said_at", TIME, nullable=False),
        sa.UniqueConstraint("turn_id", "escalation_id"),
    )


def _make_reports() -> None:
    op.create_table(
        "standup_report_requests",
        *_row(),
        _to("standups", "standup_id", goes=True, index=True),
        sa.Column("asked_by", sa.String(32), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
    )
    _index(
        "uq_standup_report_requests_waiting",
        "standup_report_requests",
        "standup_id",
        "asked_by",
        where=WAITING,
        unique=True,
    )
    _index(
        "ix_standup_report_requests_asked_at", "standup_report_requests", "asked_at", where=WAITING
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


OUT = (
    *("deactivated", "bot", "guest", "stranger", "left", "away", "holiday", "day_off", "no_time"),
    *("paused", "undelivered"),
)


def _row() -> list[sa.Column[int]]:
    """Return what every row begins with."""
    return [
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
    ]


def _to(table: str, name: str, *, goes: bool = False, index: bool = False) -> sa.Column[int]:
    """Return the column that leads to another table; its row may go with that one."""
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE" if goes else None)
    return sa.Column(name, ID, key, nullable=False, index=index)


def _index(
    name: str, table: str, *columns: str, where: sa.TextClause | None = None, unique: bool = False
) -> None:
    """Make an index, of those rows only for which `where` holds."""
    op.create_index(
        name, table, list(columns), unique=unique, sqlite_where=where, postgresql_where=where
    )


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
