"""messages in doubt: markers, looks, lanes; a change of a message is no message of its own"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

OLD_METHODS = ("chat.postMessage", "chat.update", "response_url")
OLD_STATES = (
    "pending",
    "sending",
    "sent",
    "unknown",
    "parked",
    "failed",
    "superseded",
    "expired",
)
METHODS = ("chat.postMessage", "chat.delete", "response_url")
STATES = (*OLD_STATES, "dropped")

# Of what was sent before markers nobody can tell whether it arrived: it is not posted again.
TO_NEW = """
INSERT INTO outbox_messages (
    id, workspace_id, key, method, destination, parent_id, owner_id, marker, payload,
    version, attempted_version, state, attempts, failures, due_at, expires_at, created_at,
    sent_at, dropped_at, channel_id, ts, error
)
SELECT
    id, workspace_id, key, method, destination, parent_id, owner_id, 'before-0002-' || id,
    COALESCE(
        (
            SELECT newest.payload FROM outbox_messages_before AS newest
            WHERE newest.parent_id = old.id AND newest.method = 'chat.update'
                AND newest.state IN ('pending', 'sending', 'unknown', 'parked')
            ORDER BY newest.id DESC LIMIT 1
        ),
        payload
    ),
    1, 1,
    CASE
        WHEN state IN ('sending', 'unknown') THEN 'dropped'
        WHEN state = 'sent' AND EXISTS (
            SELECT 1 FROM outbox_messages_before AS newest
            WHERE newest.parent_id = old.id AND newest.method = 'chat.update'
                AND newest.state IN ('pending', 'sending', 'unknown', 'parked')
        ) THEN 'pending'
        ELSE state
    END,
    attempts, 0, due_at,
    COALESCE(
        (
            SELECT max(newest.expires_at) FROM outbox_messages_before AS newest
            WHERE newest.parent_id = old.id AND newest.method = 'chat.update'
                AND newest.state IN ('pending', 'sending', 'unknown', 'parked')
        ),
        expires_at
    ),
    created_at, sent_at,
    CASE WHEN state IN ('sending', 'unknown', 'failed', 'superseded', 'expired') THEN due_at END,
    channel_id, ts, error
FROM outbox_messages_before AS old
WHERE method <> 'chat.update'
ORDER BY id
"""

TO_OLD = """
INSERT INTO outbox_messages (
    id, workspace_id, key, method, destination, parent_id, owner_id, payload, state, attempts,
    due_at, expires_at, leased_until, created_at, sent_at, channel_id, ts, error
)
SELECT
    id, workspace_id, key, method, destination, parent_id, owner_id, payload,
    CASE WHEN ts IS NOT NULL THEN 'sent' WHEN state = 'dropped' THEN 'unknown' ELSE state END,
    attempts, due_at, expires_at, leased_until, created_at, sent_at, channel_id, ts, error
FROM outbox_messages_before
WHERE method <> 'chat.delete'
ORDER BY id
"""


def upgrade() -> None:
    _set_aside()
    _create_new()
    _bring_back(TO_NEW)
    op.create_table(
        "lanes",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("full_at", TIME, nullable=False),
        sa.Column("served_at", TIME, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("stopped_at", TIME, nullable=True),
        sa.Column("stopped_because", _choice("stop", "outage", "revoked"), nullable=True),
        sa.Column("probe_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_lanes_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_lanes")),
    )
    op.create_index("ix_lanes_probe_at", "lanes", ["probe_at"])
    # Gates last for seconds: none is worth keeping.
    op.drop_table("gates")
    _create_gates("scope")
    op.create_index("ix_gates_closed_until", "gates", ["closed_until"])


def downgrade() -> None:
    op.drop_table("gates")
    _create_gates("destination")
    op.drop_table("lanes")
    _set_aside()
    _create_old()
    _bring_back(TO_OLD)


def _set_aside() -> None:
    op.execute("CREATE TABLE outbox_messages_before AS SELECT * FROM outbox_messages")
    op.drop_table("outbox_messages")


def _bring_back(statement: str) -> None:
    op.execute(statement)
    op.drop_table("outbox_messages_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('outbox_messages', 'id'), max(id)) "
            "FROM outbox_messages HAVING max(id) IS NOT NULL"
        )


def _create_new() -> None:
    op.create_table(
        "outbox_messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("method", _choice("method", *METHODS), nullable=False),
        sa.Column("destination", sa.String(length=500), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("collapse_key", sa.String(length=120), nullable=True),
        sa.Column("marker", sa.String(length=32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempted_version", sa.Integer(), nullable=True),
        sa.Column("state", _choice("state", *STATES), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("leased_until", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("attempted_at", TIME, nullable=True),
        sa.Column("uncertain_since", TIME, nullable=True),
        sa.Column("look_at", TIME, nullable=True),
        sa.Column("absent_at", TIME, nullable=True),
        sa.Column("sent_at", TIME, nullable=True),
        sa.Column("simplified_at", TIME, nullable=True),
        sa.Column("dropped_at", TIME, nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("error", sa.String(length=255), nullable=True),
        sa.CheckConstraint(
            "state <> 'sent' OR method <> 'chat.postMessage' OR ts IS NOT NULL",
            name=op.f("ck_outbox_messages_ts"),
        ),
        *_keys(),
    )
    _index("due", "workspace_id", "due_at", where="state IN ('pending', 'parked')")
    _index(
        "changes",
        "workspace_id",
        "due_at",
        where="state IN ('pending', 'parked') AND (ts IS NOT NULL OR method <> 'chat.postMessage')",
    )
    _index("leases", "leased_until", where="state = 'sending'")
    _index("looks", "look_at", where="look_at IS NOT NULL")
    _index("collapse", "workspace_id", "collapse_key", where="collapse_key IS NOT NULL")
    _index("dropped", "workspace_id", "dropped_at", where="dropped_at IS NOT NULL")
    place = sa.text("ts IS NOT NULL")
    op.create_index(
        "uq_outbox_messages_place",
        "outbox_messages",
        ["workspace_id", "channel_id", "ts"],
        unique=True,
        sqlite_where=place,
        postgresql_where=place,
    )
    op.create_index("ix_outbox_messages_parent_id", "outbox_messages", ["parent_id"])


def _create_old() -> None:
    op.create_table(
        "outbox_messages",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("method", _choice("method", *OLD_METHODS), nullable=False),
        sa.Column("destination", sa.String(length=500), nullable=True),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", _choice("state", *OLD_STATES), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("leased_until", TIME, nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
        sa.Column("channel_id", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("error", sa.String(length=255), nullable=True),
        *_keys(),
    )
    _index(
        "on_its_way",
        "workspace_id",
        "due_at",
        where="state IN ('pending', 'sending', 'parked')",
    )
    op.create_index("ix_outbox_messages_parent_id", "outbox_messages", ["parent_id"])


def _create_gates(scope: str) -> None:
    op.create_table(
        "gates",
        sa.Column("workspace_id", ID, nullable=False),
        sa.Column(scope, sa.String(length=500), nullable=False),
        sa.Column("closed_until", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_gates_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", scope, name=op.f("pk_gates")),
    )


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _keys() -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["outbox_messages.id"],
            name=op.f("fk_outbox_messages_parent_id_outbox_messages"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_outbox_messages_workspace_id_workspaces"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_messages")),
        sa.UniqueConstraint(
            "workspace_id", "key", name=op.f("uq_outbox_messages_workspace_id_key")
        ),
    ]


def _index(name: str, *columns: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        f"ix_outbox_messages_{name}",
        "outbox_messages",
        list(columns),
        sqlite_where=condition,
        postgresql_where=condition,
    )
