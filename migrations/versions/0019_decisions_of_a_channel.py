"""which decisions are kept in a private channel: it may get another id"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

RESTRICTED = sa.text("restricted_to IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_decisions_restricted_to",
        "decisions",
        ["workspace_id", "restricted_to"],
        sqlite_where=RESTRICTED,
        postgresql_where=RESTRICTED,
    )


def downgrade() -> None:
    op.drop_index("ix_decisions_restricted_to", "decisions")
