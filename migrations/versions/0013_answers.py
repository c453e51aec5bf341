"""escalations that end in an answer: ladders, promises, and a history that can be replayed"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

OLD_STATES = ("open", "acknowledged", "answered", "accepted")
STATES = ("open", "acknowledged", "snoozed", "asked_back", "answered", "accepted", "withdrawn")
OLD_MOVES = ("raise", "acknowledge", "answer", "accept", "reopen", "advance", "release")
MOVES = (
    *("raise", "join", "acknowledge", "promise", "hand_over", "redirect", "snooze", "ask_back"),
    *("reply", "answer", "accept", "reopen", "withdraw", "jump", "change_ladder", "advance"),
    *("remind", "postpone", "wake", "release", "inherit"),
)
LEVELS = ("leads", "both_leads", "sponsors")
DECISION_STATES = (
    *("proposed", "accepted", "rejected", "superseded", "reversed", "expired", "withdrawn"),
)
DECISION_INDEXES = (
    ("ix_decisions_team_id", ("workspace_id", "team_id", "id"), None),
    ("uq_decisions_view_id", ("workspace_id", "view_id"), "view_id IS NOT NULL"),
    ("ix_decisions_due_at", ("due_at",), "due_at IS NOT NULL"),
    (
        "uq_decisions_follows_id",
        ("workspace_id", "follows_id"),
        "follows_id IS NOT NULL AND state IN ('proposed', 'accepted')",
    ),
    ("ix_decisions_proposed", ("workspace_id",), "state = 'proposed'"),
    ("ix_decisions_review_on", ("workspace_id", "review_on"), "state = 'accepted'"),
    ("ix_decisions_state_at", ("workspace_id", "state_at"), None),
    ("ix_decisions_accepted_at", ("workspace_id", "accepted_at"), None),
    ("ix_decisions_partner_id", ("workspace_id", "partner_id", "id"), "partner_id IS NOT NULL"),
    (
        "ix_decisions_initiative_id",
        ("workspace_id", "initiative_id", "id"),
        "initiative_id IS NOT NULL",
    ),
)
KINDS = ("communication", "process", "objective")
ANSWERS = ("decided", "unblocked", "declined", "redirected")

WITHIN = {"high": 30, "normal": 240, "low": 480}
LADDER = [
    {"who": ["leads"], "people": [], "within": WITHIN},
    {"who": ["leads", "other_leads"], "people": [], "within": WITHIN},
]
"""What has held for everybody, in minutes; the last level is no part of it."""

KEPT = (
    *("id", "workspace_id", "number", "view_id", "stuck", "ask", "urgency", "raising_team_id"),
    *("answering_team_id", "initiative_id", "raised_by", "raised_at", "notice_key"),
    *("acknowledged_by", "acknowledged_at", "answer", "answered_by", "answered_at", "accepted_at"),
    *("reopened_at", "reopened_because"),
)
"""The columns that are the same before and after."""

MOVING = (
    *("state", "level", "asker_id", "answering_team_id", "raising_team_id", "ladder_id"),
    *("card_key", "notice_key", "asked_at", "due_at", "reminders", "acknowledged_by"),
    *(
        "acknowledged_at",
        "promised_at",
        "question",
        "question_at",
        "answer",
        "answer_kind",
        "decision_id",
        "answered_by",
    ),
    *("answered_at", "accepted_at", "accepted_by", "reopened_at", "reopened_because"),
    *("withdrawn_at", "withdrawn_because", "first_owned_at", "first_late_at", "highest_level"),
    "reopened_times",
)

PRIVATE = "This was private."
"""What is left of somebody's words in a release that keeps nothing private."""

DUE = "due_at IS NOT NULL"
INDEXES = (
    ("ix_escalations_due_at", ("due_at",), DUE),
    ("ix_escalations_workspace_id_raised_at", ("workspace_id", "raised_at"), None),
    *(
        (f"ix_escalations_unfinished_{name}", ("workspace_id", name), DUE)
        for name in ("answering_team_id", "raising_team_id", "asker_id")
    ),
    (
        "ix_escalations_unfinished_initiative_id",
        ("workspace_id", "initiative_id"),
        f"{DUE} AND initiative_id IS NOT NULL",
    ),
    (
        "ix_escalations_acknowledged_by",
        ("workspace_id", "acknowledged_by"),
        "state IN ('acknowledged', 'snoozed', 'asked_back')",
    ),
)
OLD_INDEXES = (
    ("ix_escalations_open_due_at", ("due_at",), "state = 'open'"),
    *(
        (f"ix_escalations_open_{name}", ("workspace_id", name, "level"), "state = 'open'")
        for name in ("answering_team_id", "raising_team_id")
    ),
    (
        "ix_escalations_acknowledged_by",
        ("workspace_id", "acknowledged_by"),
        "state = 'acknowledged'",
    ),
    (
        "ix_escalations_unfinished_raised_by",
        ("workspace_id", "raised_by"),
        "state IN ('open', 'acknowledged', 'answered')",
    ),
)
SAME_INDEXES = (
    ("ix_escalations_raised_at", ("workspace_id", "raised_by", "raised_at"), None),
    (
        "ix_escalations_answered_at",
        ("workspace_id", "answered_by", "answered_at"),
        "answered_by IS NOT NULL",
    ),
)


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.String(32)),
        sa.Column("title", sa.String(150), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("rejected", sa.Text()),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("partner_id", ID, sa.ForeignKey("teams.id")),
        sa.Column("initiative_id", ID, sa.ForeignKey("initiatives.id")),
        sa.Column("source", sa.String(32)),
        sa.Column("permalink", sa.String(500)),
        sa.Column("restricted_to", sa.String(32)),
        sa.Column("driver_id", sa.String(32), nullable=False),
        sa.Column("proposed_at", TIME, nullable=False),
        sa.Column("state", _choice("state", DECISION_STATES), nullable=False),
        sa.Column("state_at", TIME, nullable=False),
        sa.Column("state_by", sa.String(32)),
        sa.Column("state_because", sa.Text()),
        sa.Column("accepted_at", TIME),
        sa.Column("accepted_by", sa.String(32)),
        sa.Column("needed", sa.Integer()),
        sa.Column("review_on", sa.Date()),
        sa.Column("due_at", TIME),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("follows_id", ID, sa.ForeignKey("decisions.id")),
        sa.Column("follows_as", _choice("succession", ("amend", "supersede", "reverse"))),
        sa.UniqueConstraint("workspace_id", "number"),
        sa.UniqueConstraint("workspace_id", "source"),
    )
    for name, columns, where in DECISION_INDEXES:
        is_unique = name.startswith("uq_")
        _index(name, "decisions", columns, where, unique=is_unique)
    op.create_table(
        "ladders",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("other_team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("created_by", sa.String(32)),
        sa.Column("applies_at", TIME),
        sa.Column("applied_at", TIME),
        sa.UniqueConstraint("workspace_id", "team_id", "other_team_id", "version"),
    )
    to_apply = "applies_at IS NOT NULL AND applied_at IS NULL"
    _index("ix_ladders_applies_at", "ladders", ("applies_at",), to_apply)
    old, events = _take("escalations"), _take("escalation_events")
    op.drop_table("escalation_events")
    op.drop_table("escalations")
    _create_escalations()
    op.create_table(
        "participants",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("escalation_id", ID, sa.ForeignKey("escalations.id"), nullable=False),
        sa.Column("user_id", sa.String(32), nullable=False),
        sa.Column("asked_at", TIME),
        sa.Column("asked_for", sa.String(32)),
        sa.Column("card_at", TIME),
        sa.Column("joined_at", TIME),
        sa.Column("followed_at", TIME),
        sa.Column("muted_at", TIME),
        sa.UniqueConstraint("escalation_id", "user_id"),
    )
    _index(
        "ix_participants_asked", "participants", ("workspace_id", "user_id"), "asked_at IS NOT NULL"
    )
    _create_events(sa.Integer(), MOVES, more=True)
    ladders, now = _write_ladders(old), _aware(op.get_bind().scalar(sa.select(sa.func.now())))
    happened = _by_escalation(events)
    rows = [_grown(row, happened[row["id"]], ladders, now) for row in old]
    asked = _write_asked(rows)
    _write("escalations", rows)
    _write("participants", [row for people in asked.values() for row in people])
    of = {row["id"]: row for row in rows}
    last = {event["escalation_id"]: event["id"] for event in events}
    for event in events:
        row = of[event["escalation_id"]]
        event["level"] = LEVELS.index(event["level"])
        # Nobody wrote down what each move changed: the last one has it all.
        is_last = event["id"] == last[row["id"]]
        event["changed"] = _standing(row, asked.get(row["id"], [])) if is_last else {}
    _write("escalation_events", events)


def downgrade() -> None:
    old, events = _take("escalations"), _take("escalation_events")
    for name in ("escalation_events", "participants", "escalations", "ladders", "decisions"):
        op.drop_table(name)
    _create_old_escalations()
    _create_events(_choice("level", LEVELS), OLD_MOVES, more=False)
    _write("escalations", [_shrunk(row) for row in old])
    as_before = {
        "hand_over": "acknowledge",
        "withdraw": "accept",
        "jump": "advance",
        "redirect": "advance",
    }
    private = {row["id"] for row in old if row["private_at"]}
    kept = []
    for event in events:
        if event["escalation_id"] in private:
            event["why"] = None
        event["move"] = as_before.get(event["move"], event["move"])
        if event["move"] in OLD_MOVES:
            event["level"] = LEVELS[min(event["level"], 2)]
            kept.append({key: event[key] for key in event if key not in {"changed", "passed"}})
    _write("escalation_events", kept)


def _create_escalations() -> None:
    op.create_table(
        "escalations",
        *_columns(STATES, sa.Integer()),
        sa.Column("initiative_id", ID, sa.ForeignKey("initiatives.id")),
        sa.Column("kind", _choice("kind", KINDS)),
        sa.Column("needed_on", sa.Date()),
        sa.Column("quoted", sa.Text()),
        sa.Column("permalink", sa.String(500)),
        sa.Column("origin", sa.String(120)),
        sa.Column("private_at", TIME),
        sa.Column("asker_id", sa.String(32), nullable=False),
        sa.Column("ladder_id", ID, sa.ForeignKey("ladders.id"), nullable=False),
        sa.Column("card_key", sa.String(120), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("due_at", TIME),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("promised_at", TIME),
        sa.Column("question", sa.Text()),
        sa.Column("question_at", TIME),
        sa.Column("answer_kind", _choice("answerkind", ANSWERS)),
        sa.Column("decision_id", ID, sa.ForeignKey("decisions.id")),
        sa.Column("accepted_by", sa.String(32)),
        sa.Column("withdrawn_at", TIME),
        sa.Column("withdrawn_because", sa.Text()),
        sa.Column("first_owned_at", TIME),
        sa.Column("first_late_at", TIME),
        sa.Column("highest_level", sa.Integer(), nullable=False),
        sa.Column("reopened_times", sa.Integer(), nullable=False),
        sa.UniqueConstraint("workspace_id", "number"),
        sa.UniqueConstraint("workspace_id", "view_id"),
    )
    for name, columns, where in (*INDEXES, *SAME_INDEXES):
        _index(name, "escalations", columns, where)
    where = f"{DUE} AND origin IS NOT NULL"
    columns = ("workspace_id", "origin")
    _index("uq_escalations_unfinished_origin", "escalations", columns, where, unique=True)


def _create_old_escalations() -> None:
    op.create_table(
        "escalations",
        *_columns(OLD_STATES, _choice("level", LEVELS)),
        sa.Column("due_at", TIME, nullable=False),
        sa.UniqueConstraint("workspace_id", "number"),
        sa.UniqueConstraint("workspace_id", "view_id"),
    )
    # As 0008 made it, so that its own way back finds it.
    kind = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE escalations ADD COLUMN initiative_id {kind} "
        "CONSTRAINT fk_escalations_initiative_id_initiatives REFERENCES initiatives (id)"
    )
    for name, columns, where in (*OLD_INDEXES, *SAME_INDEXES):
        _index(name, "escalations", columns, where)


def _columns(states: tuple[str, ...], level: Any) -> list[sa.Column[Any]]:
    return [
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.String(32), nullable=False),
        sa.Column("stuck", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("urgency", _choice("urgency", ("high", "normal", "low")), nullable=False),
        sa.Column("raising_team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("answering_team_id", ID, sa.ForeignKey("teams.id"), nullable=False),
        sa.Column("raised_by", sa.String(32), nullable=False),
        sa.Column("raised_at", TIME, nullable=False),
        sa.Column("state", _choice("state", states), nullable=False),
        sa.Column("level", level, nullable=False),
        sa.Column("notice_key", sa.String(120), nullable=False),
        sa.Column("acknowledged_by", sa.String(32)),
        sa.Column("acknowledged_at", TIME),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_by", sa.String(32)),
        sa.Column("answered_at", TIME),
        sa.Column("accepted_at", TIME),
        sa.Column("reopened_at", TIME),
        sa.Column("reopened_because", sa.Text()),
    ]


def _create_events(level: Any, moves: tuple[str, ...], *, more: bool) -> None:
    added = [sa.Column("changed", sa.JSON(), nullable=False), sa.Column("passed", sa.JSON())]
    op.create_table(
        "escalation_events",
        sa.Column("id", ID, primary_key=True),
        sa.Column("workspace_id", ID, sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("escalation_id", ID, sa.ForeignKey("escalations.id"), nullable=False),
        sa.Column("move", _choice("move", moves), nullable=False),
        sa.Column("level", level, nullable=False),
        sa.Column("by", sa.String(32)),
        sa.Column("at", TIME, nullable=False),
        sa.Column("why", sa.Text()),
        *(added if more else []),
    )
    op.create_index("ix_escalation_events_escalation_id", "escalation_events", ["escalation_id"])
    op.create_index(
        "ix_escalation_events_workspace_id_id", "escalation_events", ["workspace_id", "id"]
    )


def _write_ladders(old: list[dict[str, Any]]) -> dict[tuple[int, int], int]:
    """Write down the ladder of every pair of teams that has asked, and return their ids."""
    ids: dict[tuple[int, int], int] = {}
    rows = []
    for row in old:
        if _pair(row) not in ids:
            ids[_pair(row)] = len(ids) + 1
            team, other = _pair(row)
            kept = {"workspace_id": row["workspace_id"], "team_id": team, "other_team_id": other}
            rows.append(
                {
                    "id": len(ids),
                    **kept,
                    "version": 1,
                    "levels": LADDER,
                    "created_at": row["raised_at"],
                    "created_by": None,
                    "applies_at": None,
                    "applied_at": None,
                }
            )
    _write("ladders", rows)
    return ids


def _pair(row: dict[str, Any]) -> tuple[int, int]:
    low, high = sorted((row["raising_team_id"], row["answering_team_id"]))
    return low, high


def _by_escalation(events: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        found[event["escalation_id"]].append(event)
    return found


def _grown(
    row: dict[str, Any],
    events: list[dict[str, Any]],
    ladders: dict[tuple[int, int], int],
    now: datetime,
) -> dict[str, Any]:
    """Return an escalation as it stands from now on.

    Nobody has promised anything yet, nor knew that silence would be taken for a yes: their day
    begins now.
    """
    state, level = row["state"], LEVELS.index(row["level"])
    began = {"acknowledged": row["acknowledged_at"], "answered": row["answered_at"]}
    asked_at = began.get(state) or row["reopened_at"] or row["raised_at"]
    promised_at = now + timedelta(days=1)
    half_way = now + timedelta(hours=12)
    due_at = {"open": row["due_at"], "acknowledged": half_way, "answered": promised_at}
    late = [event["at"] for event in events if event["move"] == "advance"]
    owned = [event["at"] for event in events if event["move"] in {"acknowledge", "answer"}]
    return {key: row[key] for key in KEPT} | {
        "state": state,
        "level": level,
        "highest_level": level,
        "asker_id": row["raised_by"],
        "ladder_id": ladders[_pair(row)],
        "card_key": f"ESC-{row['number']}:card",
        "asked_at": asked_at,
        "due_at": due_at.get(state),
        "reminders": 0,
        "promised_at": promised_at if state == "acknowledged" else None,
        "question": None,
        "question_at": None,
        "answer_kind": None,
        "decision_id": None,
        "accepted_by": row["raised_by"] if row["accepted_at"] else None,
        "withdrawn_at": None,
        "withdrawn_because": None,
        "first_owned_at": min(owned, default=None),
        "first_late_at": min(late, default=None),
        "reopened_times": sum(event["move"] == "reopen" for event in events),
    }


def _shrunk(row: dict[str, Any]) -> dict[str, Any]:
    """Return an escalation as the older release understands it."""
    as_before = {"snoozed": "acknowledged", "asked_back": "acknowledged", "withdrawn": "accepted"}
    kept = {key: row[key] for key in KEPT} | {
        "state": as_before.get(row["state"], row["state"]),
        "level": LEVELS[min(row["level"], 2)],
        "due_at": row["due_at"] or row["asked_at"],
    }
    if row["state"] == "withdrawn":
        kept["answer"] = row["answer"] or "Withdrawn"
        kept["answered_by"] = row["answered_by"] or row["raised_by"]
        kept["answered_at"] = row["answered_at"] or row["withdrawn_at"]
        kept["accepted_at"] = row["withdrawn_at"]
    # The older release would show them to everybody.
    words = ("stuck", "ask", "answer", "reopened_because") if row["private_at"] else ()
    return kept | {name: PRIVATE for name in words if kept[name] is not None}


def _write_asked(rows: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """Return who is asked about each escalation that is not finished, as rows."""
    members = _take("members")
    asked: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row["due_at"] is None:
            continue
        answering, raising = row["answering_team_id"], row["raising_team_id"]
        level = LEVELS[row["level"]]
        teams = {answering} if level == "leads" else {answering, raising}
        role = "sponsor" if level == "sponsors" else "lead"
        people = [
            each["user_id"] for each in members if each["team_id"] in teams and each["role"] == role
        ]
        asked[row["id"]] = [
            {
                "workspace_id": row["workspace_id"],
                "escalation_id": row["id"],
                "user_id": user_id,
                "asked_at": row["asked_at"],
                "asked_for": user_id,
            }
            for user_id in dict.fromkeys(people)
        ]
    return asked


def _standing(row: dict[str, Any], asked: list[dict[str, Any]]) -> dict[str, Any]:
    values = {name: row[name] for name in MOVING}
    kept = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }
    return kept | {"asked": sorted(each["user_id"] for each in asked)}


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())


def _take(name: str) -> list[dict[str, Any]]:
    """Return all rows of a table, oldest first; times are aware."""
    source = _table(name)
    found = op.get_bind().execute(sa.select(source).order_by(source.c.id)).mappings()
    return [{key: _aware(value) for key, value in row.items()} for row in found]


def _aware(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return value


def _write(name: str, rows: list[dict[str, Any]]) -> None:
    target = _table(name)
    if rows:
        op.get_bind().execute(sa.insert(target), rows)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) "  # noqa: S608 (a name from this file)
            f"FROM {name} HAVING max(id) IS NOT NULL"
        )


def _index(
    name: str, table: str, columns: tuple[str, ...], where: str | None, *, unique: bool = False
) -> None:
    condition = sa.text(where) if where else None
    op.create_index(
        name,
        table,
        list(columns),
        unique=unique,
        sqlite_where=condition,
        postgresql_where=condition,
    )


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
