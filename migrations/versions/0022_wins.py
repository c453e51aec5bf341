"""wins: whom they name, who celebrates them, and where they are told"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
SENT = sa.text("view_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "wins",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.String(32)),
        sa.Column("source", sa.String(32)),
        sa.Column("permalink", sa.String(500)),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("figure", sa.String(40)),
        sa.Column("initiative_id", ID, sa.ForeignKey("initiatives.id")),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("reach", _one_of("reach", "team", "everybody"), nullable=False),
        sa.Column("given_by", sa.String(32), nullable=False),
        sa.Column("given_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
        sa.Column("undone_at", TIME),
        sa.Column("undone_by", sa.String(32)),
        sa.UniqueConstraint("workspace_id", "number"),
        sa.UniqueConstraint("workspace_id", "source"),
    )
    op.create_index(
        "uq_wins_view_id",
        "wins",
        ["workspace_id", "view_id"],
        unique=True,
        sqlite_where=SENT,
        postgresql_where=SENT,
    )
    op.create_index("ix_wins_given_at", "wins", ["workspace_id", "given_at"])
    op.create_index("ix_wins_given_by", "wins", ["workspace_id", "given_by", "id"])
    op.create_table(
        "win_honorees",
        *_of_a_win(),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.UniqueConstraint("win_id", "user_id"),
    )
    op.create_index(
        "ix_win_honorees_user_id", "win_honorees", ["workspace_id", "user_id", "win_id"]
    )
    op.create_table(
        "win_cheers",
        *_of_a_win(),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("cheered_at", TIME, nullable=False),
        sa.UniqueConstraint("win_id", "user_id"),
    )
    op.create_table(
        "win_thanks",
        *_of_a_win(),
        sa.Column("view_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "view_id"),
    )
    op.create_index("ix_win_thanks_win_id", "win_thanks", ["win_id"])
    op.create_table(
        "win_channels",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("begun_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False, index=True),
        sa.UniqueConstraint("workspace_id", "channel_id"),
    )
    op.create_table(
        "win_posts",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.Column("posted_at", TIME, nullable=False),
        sa.Column("alt", sa.Text()),
        sa.UniqueConstraint("workspace_id", "key"),
    )
    op.create_table(
        "win_told",
        *_of_a_win(),
        sa.Column("post_id", ID, sa.ForeignKey("win_posts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("channel_id", sa.String(32), nullable=False),
        sa.UniqueConstraint("win_id", "channel_id"),
    )
    op.create_index("ix_win_told_post_id", "win_told", ["post_id"])


def downgrade() -> None:
    for table in (
        "win_told",
        "win_posts",
        "win_channels",
        "win_thanks",
        "win_cheers",
        "win_honorees",
        "wins",
    ):
        op.drop_table(table)


def _of_a_win() -> list[sa.Column]:
    return [
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("win_id", ID, sa.ForeignKey("wins.id", ondelete="CASCADE"), nullable=False),
    ]


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
