"""Who waits for a report, and what its table has."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import literal, select, tuple_
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation, Report
from bot.escalations.queries.escalations import WITH_PEOPLE


def find_waiting(session: Session) -> Report | None:
    """Return the report that has been waited for longest, of all workspaces."""
    waiting = select(Report).where(Report.sent_at.is_(None))
    return session.scalars(waiting.order_by(Report.asked_at).limit(1)).first()


def list_public(
    session: Session, workspace_id: int, since: date, after: Escalation | None, *, limit: int
) -> Sequence[Escalation]:
    """Return at most `limit` escalations that everybody may see, in the order they were raised.

    Those raised since a day, in UTC; the next ones after one of them.
    """
    began = datetime.combine(since, time.min, UTC)
    place = tuple_(Escalation.raised_at, Escalation.id)
    start = (after.raised_at, after.id) if after else (began, 0)
    bound = tuple_(literal(start[0], Escalation.raised_at.type), literal(start[1]))
    return session.scalars(
        select(Escalation)
        .where(
            Escalation.workspace_id == workspace_id,
            Escalation.private_at.is_(None),
            place > bound,
        )
        .order_by(Escalation.raised_at, Escalation.id)
        .limit(limit)
        .options(*WITH_PEOPLE)
    ).all()
