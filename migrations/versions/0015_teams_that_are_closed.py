"""teams can be closed, and opened again"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
NOT_HANDED_ON = sa.text("closed_at IS NOT NULL AND handed_on_at IS NULL")


def upgrade() -> None:
    op.add_column("teams", sa.Column("closed_at", TIME))
    op.add_column("teams", sa.Column("closed_by", sa.String(32)))
    op.add_column("teams", sa.Column("handed_on_at", TIME))
    op.create_index(
        "ix_teams_closed_at",
        "teams",
        ["closed_at"],
        sqlite_where=NOT_HANDED_ON,
        postgresql_where=NOT_HANDED_ON,
    )


def downgrade() -> None:
    # It knows no channel in which nothing can be posted, and shows timelines all the same.
    op.execute(
        "UPDATE escalation_events SET passed = replace(passed, '\"unreachable\"', '\"away\"') "
        "WHERE passed LIKE '%\"unreachable\"%'"
        if op.get_bind().dialect.name == "sqlite"
        else "UPDATE escalation_events SET passed = "
        "replace(passed::text, '\"unreachable\"', '\"away\"')::json "
        "WHERE passed::text LIKE '%\"unreachable\"%'"
    )
    # To the older release a closed team is one like any other: so it is opened again.
    op.execute("DELETE FROM team_changes WHERE field = 'closed_at'")
    op.drop_index("ix_teams_closed_at", "teams")
    for name in ("handed_on_at", "closed_by", "closed_at"):
        op.drop_column("teams", name)
