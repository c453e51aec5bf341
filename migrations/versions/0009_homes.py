"""Home tabs: who looks at one, how far the news is read, and what a Home asks of escalations"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
OLD_METHODS = "('chat.postMessage', 'chat.delete', 'response_url')"
METHODS = "('chat.postMessage', 'chat.delete', 'response_url', 'views.publish')"

OPEN = "state = 'open'"
INDEXES = (
    ("open_answering_team_id", ("answering_team_id", "level"), OPEN),
    ("open_raising_team_id", ("raising_team_id", "level"), OPEN),
    ("acknowledged_by", ("acknowledged_by",), "state = 'acknowledged'"),
    ("unfinished_raised_by", ("raised_by",), "state IN ('open', 'acknowledged', 'answered')"),
    ("raised_at", ("raised_by", "raised_at"), None),
    ("answered_at", ("answered_by", "answered_at"), "answered_by IS NOT NULL"),
)


def upgrade() -> None:
    _allow(OLD_METHODS, METHODS)
    op.create_table(
        "homes",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("stale_at", TIME),
        sa.Column("drawn", sa.String(64)),
        sa.Column("drawn_at", TIME),
        sa.UniqueConstraint("workspace_id", "user_id"),
    )
    _index("ix_homes_stale_at", "homes", ("stale_at",), "stale_at IS NOT NULL")
    op.create_table(
        "home_feeds",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("bookmarks", sa.JSON(), nullable=False),
        sa.UniqueConstraint("workspace_id"),
    )
    for name, columns, where in INDEXES:
        _index(f"ix_escalations_{name}", "escalations", ("workspace_id", *columns), where)
    of_events = ("workspace_id", "id")
    _index("ix_escalation_events_workspace_id_id", "escalation_events", of_events, None)


def downgrade() -> None:
    op.drop_index("ix_escalation_events_workspace_id_id", "escalation_events")
    for name, _columns, _where in INDEXES:
        op.drop_index(f"ix_escalations_{name}", "escalations")
    op.drop_table("home_feeds")
    op.drop_table("homes")
    op.execute("DELETE FROM outbox_messages WHERE method = 'views.publish'")
    _allow(METHODS, OLD_METHODS)


def _allow(before: str, after: str) -> None:
    """Let messages have other methods."""
    if op.get_bind().dialect.name == "sqlite":
        _make_anew(f"method IN {before}", f"method IN {after}")
        return
    op.drop_constraint(op.f("ck_outbox_messages_method"), "outbox_messages", type_="check")
    op.create_check_constraint(
        op.f("ck_outbox_messages_method"), "outbox_messages", f"method IN {after}"
    )


def _make_anew(before: str, after: str) -> None:
    """Make the messages' table with other words in it: SQLite changes no constraint in place."""
    made, *indexes = op.get_bind().scalars(AS_MADE).all()
    if before not in made:
        raise RuntimeError(f"outbox_messages was made without {before}")
    # Rows elsewhere may lead to rows here, which are back before the end.
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TABLE outbox_messages_before AS SELECT * FROM outbox_messages")
    op.drop_table("outbox_messages")
    for statement in (made.replace(before, after), *indexes):
        op.execute(statement)
    op.execute("INSERT INTO outbox_messages SELECT * FROM outbox_messages_before")
    op.drop_table("outbox_messages_before")


AS_MADE = sa.text(
    "SELECT sql FROM sqlite_master WHERE tbl_name = 'outbox_messages' AND sql IS NOT NULL "
    "ORDER BY type DESC"  # the table, and then its indexes
)


def _index(name: str, table: str, columns: tuple[str, ...], where: str | None) -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, table, list(columns), sqlite_where=condition, postgresql_where=condition)
