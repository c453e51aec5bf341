"""Answering: with a form, with one click, or not this time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.permissions import may
from bot.standups.models import Draft, Habit, Line, Mood, Turn
from bot.standups.models.summaries import Spoken
from bot.standups.operations import lines
from bot.standups.queries import lines as line_queries
from bot.standups.queries import turns as queries
from bot.standups.queries.blockers import list_blockers
from bot.standups.rules import ANSWER, PERMISSIONS, SKIP, Skip, State
from bot.standups.rules.lines import How
from bot.standups.rules.questions import Answer
from bot.standups.rules.times import DRAFT_KEPT_FOR, LATE_FOR
from bot.tables import per_dialect, table


class CannotAnswer(Refused):
    """Somebody may not answer, or not any more."""


@dataclass(frozen=True)
class Said:
    """What somebody says: answers by the keys of questions, and what became of lines by their ids.

    `plan` are the lines that they plan, `mood` is 1 to 5 if they said it.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    plan: Sequence[str] = ()
    hows: Mapping[int, How] = field(default_factory=dict)
    mood: int | None = None


def answer(
    session: Session, turn: Turn, carried: Sequence[Line], said: Said, *, now: datetime
) -> Spoken:
    """Write down an answer, or another one in its place, of a turn that was begun; return it.

    `carried` are the lines that it had to answer. A mood counts with the first answer, and not
    after the end: there is nothing by which it could be changed, or found.
    """
    if said.mood is not None and not turn.is_heard and turn.round.closed_at is None:
        _count_mood(session, turn, said.mood)
    blockers, planned = list_blockers(session, [turn]), list[Line]()
    if turn.round.tried_by is None:
        lines.carry(session, turn, carried, said.hows, now=now)
        planned = lines.plan(session, turn, said.plan)
    turn.answers = dict(said.answers)
    _hear(session, turn, State.ANSWERED, now)
    drop_draft(session, turn)
    return Spoken(turn, planned, carried, blockers)


def say_on_plan(
    session: Session, workspace_id: int, turn_id: int, *, by: str, now: datetime
) -> Turn:
    """Write down that what is ticked is done, and the rest goes on. Raises CannotAnswer."""
    turn = begin(session, workspace_id, turn_id, ANSWER, by=by, now=now)
    if turn.is_heard:
        return turn
    lines.carry(session, turn, line_queries.list_carried(session, turn), {}, now=now)
    _hear(session, turn, State.ON_PLAN, now)
    return turn


def skip(
    session: Session, workspace_id: int, turn_id: int, why: Skip, *, by: str, now: datetime
) -> Turn:
    """Let somebody's turn pass, for a reason. Raises CannotAnswer."""
    turn = begin(session, workspace_id, turn_id, SKIP, by=by, now=now)
    turn.state, turn.skipped_because, turn.due_at = State.SKIPPED, why, None
    _be_heard(session, turn)
    return turn


def begin(
    session: Session, workspace_id: int, turn_id: int, action: str, *, by: str, now: datetime
) -> Turn:
    """Return a turn, locked, if `by` may do that in it now. Raises CannotAnswer, NotFound."""
    turn = queries.get_turn(session, workspace_id=workspace_id, turn_id=turn_id, lock=True)
    check(turn, action, by=by, now=now)
    return turn


def check(turn: Turn, action: str, *, by: str, now: datetime) -> None:
    """Raise CannotAnswer unless `by` may do that in the turn now."""
    if by != turn.user_id:
        raise CannotAnswer("This question is somebody else's. Type `/standup` for yours.")
    if now > turn.round.closes_at + LATE_FOR:
        raise CannotAnswer("That was more than a week ago: please say it in the next one.")
    if not may(PERMISSIONS, action, turn.state, turn.roles_of(by)):
        raise CannotAnswer("You have answered, or it is over. Type `/standup` to change it.")


def drop_draft(session: Session, turn: Turn) -> None:
    """Forget what stood in the form of a turn: it was sent, or is begun afresh."""
    session.connection().execute(
        _DROP_DRAFT, {"of_workspace": turn.workspace_id, "of_turn": turn.id}
    )


def keep(session: Session, turn: Turn, fields: dict[str, Any], *, now: datetime) -> None:
    """Keep what stands in the form of a turn, in the place of what was kept before."""
    row = {
        "workspace_id": turn.workspace_id,
        "turn_id": turn.id,
        "fields": fields,
        "saved_at": now,
    }
    session.connection().execute(_put_draft(session), [row])


def forget_drafts(session: Session, *, now: datetime) -> None:
    """Forget what nobody has come back to in a week, in all workspaces."""
    session.execute(
        delete(Draft)
        .where(Draft.saved_at <= now - DRAFT_KEPT_FOR)
        .execution_options(synchronize_session=False)
    )


def _hear(session: Session, turn: Turn, state: State, now: datetime) -> None:
    turn.edited_at = now if turn.is_heard else turn.edited_at
    turn.state, turn.answered_at, turn.due_at = state, turn.answered_at or now, None
    turn.skipped_because = turn.out_because = None
    _be_heard(session, turn)


def _be_heard(session: Session, turn: Turn) -> None:
    """Begin to count anew how often they are silent; who was paused is asked again."""
    theirs = {
        "of_workspace": turn.workspace_id,
        "of_standup": turn.round.standup_id,
        "of_user": turn.user_id,
    }
    session.connection().execute(_FORGET_SILENCE, theirs)


def _count_mood(session: Session, turn: Turn, value: int) -> None:
    session.execute(
        update(Mood)
        .where(Mood.workspace_id == turn.workspace_id, Mood.round_id == turn.round_id)
        .where(Mood.value == value)
        .values(people=Mood.people + 1)
        .execution_options(synchronize_session=False)
    )


_D, _H = table(Draft).c, table(Habit).c
_DROP_DRAFT = delete(table(Draft)).where(
    _D.workspace_id == bindparam("of_workspace"), _D.turn_id == bindparam("of_turn")
)
_FORGET_SILENCE = (
    update(table(Habit))
    .where(
        _H.workspace_id == bindparam("of_workspace"),
        _H.standup_id == bindparam("of_standup"),
        _H.user_id == bindparam("of_user"),
    )
    .values(silent=0, questioned_at=None, paused_at=None)
)


@per_dialect
def _put_draft(insert: Any) -> Any:
    statement = insert(table(Draft))
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["turn_id"], set_={"fields": new.fields, "saved_at": new.saved_at}
    )
