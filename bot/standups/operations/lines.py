"""What becomes of the lines of a plan: they are carried over, ended, and planned anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.roadmap import queries as roadmap
from bot.standups.models import Line, LineReport, Turn
from bot.standups.queries import lines as queries
from bot.standups.rules.lines import How, initiative_in

_ENDED = {How.DONE, How.DROPPED}


def tick(session: Session, turn: Turn, line_ids: Sequence[int]) -> None:
    """Note which lines have a tick, and which none any more, before the answer is sent."""
    for line in queries.list_carried(session, turn):
        report = line.report_in(turn.id)
        if line.id in line_ids and report is None:
            line.reports.append(_report(turn, line, How.DONE))
        elif line.id not in line_ids and report is not None:
            line.reports.remove(report)
            session.delete(report)
    session.flush()


def carry(
    session: Session,
    turn: Turn,
    carried: Sequence[Line],
    hows: Mapping[int, How],
    *,
    now: datetime,
) -> None:
    """Note what became of the lines that were open; of which nothing is said, as it is ticked."""
    for line in carried:
        report = line.report_in(turn.id)
        how = hows.get(line.id) or (report.how if report else How.STILL)
        if report is None:
            line.reports.append(_report(turn, line, how))
        else:
            report.how = how
        is_over = any(each.how in _ENDED for each in line.reports)
        line.ended_at = (line.ended_at or now) if is_over else None
    session.flush()


def plan(session: Session, turn: Turn, words: Sequence[str]) -> list[Line]:
    """Let somebody's plan from this turn be these lines, and return what it is now.

    What was planned in it before and is not among them any more is gone, unless a later turn has
    said something of it.
    """
    planned = queries.list_planned(session, [turn]).get(turn.id, ()) if turn.is_heard else ()
    before = {line.words: line for line in planned}
    gone = [line for line in planned if line.words not in words and not line.reports]
    for line in gone:
        session.delete(line)
    new = [_line(session, turn, each) for each in words if each not in before]
    session.add_all(new)
    session.flush()
    return [*(line for line in planned if line not in gone), *new]


def drop(session: Session, turn: Turn, line_id: int, *, now: datetime) -> None:
    """Let a line that was carried over in a turn be dropped."""
    carry(session, turn, queries.list_carried(session, turn), {line_id: How.DROPPED}, now=now)


def _report(turn: Turn, line: Line, how: How) -> LineReport:
    return LineReport(workspace_id=turn.workspace_id, line_id=line.id, turn_id=turn.id, how=how)


def _line(session: Session, turn: Turn, words: str) -> Line:
    number = initiative_in(words)
    initiative = None
    if number is not None:
        initiative = roadmap.find_by_number(session, workspace_id=turn.workspace_id, number=number)
    return Line(
        workspace_id=turn.workspace_id,
        standup_id=turn.round.standup_id,
        user_id=turn.user_id,
        turn_id=turn.id,
        words=words,
        initiative_id=initiative.id if initiative else None,
    )
