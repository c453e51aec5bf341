"""Keeping decisions with the private channel that they are kept in, whatever Slack calls it."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot import nudges
from bot.decisions.models import Decision, Indexed, Spelling, Word


def move(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let what is kept in a private channel be its members' under the id that Slack gave it.

    It is found again as soon as the clock has read its words anew; until then it is found by
    nobody. Nothing happens the second time.
    """
    kept = (Decision.workspace_id == workspace_id, Decision.restricted_to == old_id)
    session.execute(
        update(Indexed)
        .where(Indexed.decision_id.in_(select(Decision.id).where(*kept)))
        .values(indexed_at=None)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Decision)
        .where(*kept)
        .values(restricted_to=new_id)
        .execution_options(synchronize_session=False)
    )
    nudges.move(session, workspace_id, old_id, new_id)
    for vocabulary in (Word, Spelling):
        session.execute(
            delete(vocabulary)
            .where(vocabulary.workspace_id == workspace_id, vocabulary.channel_id == old_id)
            .execution_options(synchronize_session=False)
        )
