"""What decisions are found by, and which are still to be read."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.decisions.models import Decision, Indexed
from bot.decisions.rules import marks
from bot.decisions.rules.words import indexed


def words_of(decision: Decision) -> list[str]:
    """Return the words by which a decision is found: all that it says, and its name."""
    said = (decision.title, decision.what, decision.rejected or "", decision.name)
    return indexed("\n".join(said))


def tokens_of(decision: Decision, words: Collection[str]) -> frozenset[str]:
    """Return the `words` of a decision and its marks; its people must be loaded."""
    people = {each.user_id for each in decision.participants if each.removed_at is None}
    teams = {decision.team_id, decision.partner_id} - {None}
    workspace_id = decision.workspace_id
    return frozenset(
        {
            *(marks.word(workspace_id, each) for each in words),
            *(marks.in_title(workspace_id, each) for each in indexed(decision.title)),
            marks.scope(workspace_id, decision.restricted_to),
            marks.state(decision.state),
            marks.standing(decision.state),
            *(marks.team(each) for each in teams if each),
            *map(marks.person, {decision.driver_id, *people}),
            *([marks.initiative(decision.initiative_id)] if decision.initiative_id else []),
        }
    )


def position_of(decision: Decision) -> int:
    """Return a decision's place among all: by when it was accepted, or else proposed."""
    return marks.position(decision.accepted_at or decision.proposed_at, decision.id)


def lock_unread(session: Session, *, limit: int) -> Sequence[Decision]:
    """Return decisions whose words are still to be read, locked, at most `limit` of all workspaces.

    Those that another process is at are passed over.
    """
    unread = select(Indexed.decision_id).where(Indexed.indexed_at.is_(None))
    return session.scalars(
        select(Decision)
        .where(Decision.id.in_(unread.order_by(Indexed.decision_id).limit(limit)))
        .order_by(Decision.id)
        .options(selectinload(Decision.participants))
        .with_for_update(skip_locked=True, of=Decision)
    ).all()
