"""each workspace has words of its own in the index of decisions: all are read again"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE decision_index SET indexed_at = NULL")


def downgrade() -> None:
    op.execute("UPDATE decision_index SET indexed_at = NULL")
