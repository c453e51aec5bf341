"""What people have planned: what is open, and what was said of it in a turn."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.standups.models import Line, LineReport, Turn

_WHOLE = (joinedload(Line.reports), joinedload(Line.initiative))


_CARRIED = (
    select(Line)
    .where(
        Line.workspace_id == bindparam("of_workspace"),
        Line.standup_id == bindparam("of_standup"),
        Line.user_id == bindparam("of_user"),
        Line.turn_id < bindparam("of_turn"),
        or_(
            Line.ended_at.is_(None),
            Line.id.in_(
                select(LineReport.line_id).where(LineReport.turn_id == bindparam("of_turn"))
            ),
        ),
    )
    .order_by(Line.id)
    .options(*_WHOLE)
    .execution_options(populate_existing=True)
)


def list_carried(session: Session, turn: Turn) -> Sequence[Line]:
    """Return what somebody had planned before a turn, and had not ended before it, oldest first."""
    values = {
        "of_workspace": turn.workspace_id,
        "of_standup": turn.round.standup_id,
        "of_user": turn.user_id,
        "of_turn": turn.id,
    }
    return session.scalars(_CARRIED, values).unique().all()


def list_open(session: Session, turns: Sequence[Turn]) -> Mapping[str, Sequence[Line]]:
    """Return what these people of one round have planned and not ended, by their user ids."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in _list(
        session,
        turns,
        Line.standup_id.in_({turn.round.standup_id for turn in turns}),
        Line.user_id.in_([turn.user_id for turn in turns]),
        Line.ended_at.is_(None),
    ):
        found[line.user_id].append(line)
    return found


def list_planned(session: Session, turns: Sequence[Turn]) -> Mapping[int, Sequence[Line]]:
    """Return what was planned in each of these turns of a round, by the turn's id."""
    ids = [turn.id for turn in turns]
    found: dict[int, list[Line]] = defaultdict(list)
    for line in _list(session, turns, Line.turn_id.in_(ids)):
        found[line.turn_id].append(line)
    return found


def list_reported(session: Session, turns: Sequence[Turn]) -> Mapping[int, Sequence[Line]]:
    """Return what was reported on in each of these turns of a round, by the turn's id."""
    ids = [turn.id for turn in turns]
    found: dict[int, list[Line]] = defaultdict(list)
    of = Line.id.in_(select(LineReport.line_id).where(LineReport.turn_id.in_(ids)))
    for line in _list(session, turns, of):
        for report in line.reports:
            if report.turn_id in ids:
                found[report.turn_id].append(line)
    return found


def _list(session: Session, turns: Sequence[Turn], *which: ColumnElement[bool]) -> Sequence[Line]:
    if not turns:
        return []
    found = session.scalars(
        select(Line)
        .where(Line.workspace_id == turns[0].workspace_id, *which)
        .order_by(Line.id)
        .options(*_WHOLE)
        .execution_options(populate_existing=True)
    )
    return found.unique().all()
