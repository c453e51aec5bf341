"""What is asked of escalations, as indexes."""

from sqlalchemy import Index

from bot.tables import partial_index

INDEXES = (
    # What it came from, and there is one at a time: a message, an initiative.
    partial_index(
        "uq_escalations_unfinished_origin",
        "workspace_id",
        "origin",
        where="due_at IS NOT NULL AND origin IS NOT NULL",
        unique=True,
    ),
    # The sweep's question: what is due?
    partial_index("ix_escalations_due_at", "due_at", where="due_at IS NOT NULL"),
    # What of a team's, or of an initiative's, is not finished?
    partial_index(
        "ix_escalations_unfinished_answering_team_id",
        "workspace_id",
        "answering_team_id",
        where="due_at IS NOT NULL",
    ),
    partial_index(
        "ix_escalations_unfinished_raising_team_id",
        "workspace_id",
        "raising_team_id",
        where="due_at IS NOT NULL",
    ),
    partial_index(
        "ix_escalations_unfinished_initiative_id",
        "workspace_id",
        "initiative_id",
        where="due_at IS NOT NULL AND initiative_id IS NOT NULL",
    ),
    # Somebody's Home: which do I have to answer, to judge, or to wait for?
    partial_index(
        "ix_escalations_acknowledged_by",
        "workspace_id",
        "acknowledged_by",
        where="state IN ('acknowledged', 'snoozed', 'asked_back')",
    ),
    partial_index(
        "ix_escalations_unfinished_asker_id",
        "workspace_id",
        "asker_id",
        where="due_at IS NOT NULL",
    ),
    # And what have I done this week?
    Index("ix_escalations_raised_at", "workspace_id", "raised_by", "raised_at"),
    partial_index(
        "ix_escalations_answered_at",
        "workspace_id",
        "answered_by",
        "answered_at",
        where="answered_by IS NOT NULL",
    ),
)
