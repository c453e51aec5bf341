"""what has words of a private channel is told to nobody who has left it meanwhile"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("nudges", sa.Column("only_in", sa.String(32)))


def downgrade() -> None:
    op.drop_column("nudges", "only_in")
