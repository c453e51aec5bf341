"""Changing a win: its giver finds better words, or somebody who was forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.permissions import may
from bot.roadmap.models import Initiative
from bot.teams.models import Team
from bot.wins import queries
from bot.wins.models import Honoree, Win
from bot.wins.operations import naming
from bot.wins.operations.giving import CannotUndo, NotTheirs, TooLate, check_words
from bot.wins.operations.naming import Named
from bot.wins.rules import EDIT, PERMISSIONS, State
from bot.wins.rules.times import may_be_undone


class NotTheirsToChange(NotTheirs):
    """Only who gave it changes it."""


class ChangedMeanwhile(CannotUndo):
    """It was changed since the form was drawn: on another device, or with its message."""


@dataclass(frozen=True)
class Said:
    """What is to stand in a win from now on; how far it goes stays."""

    what: str
    people: Sequence[str]
    teams: Sequence[Team] = ()
    figure: str | None = None
    value: str | None = None
    initiative: Initiative | None = None


@dataclass(frozen=True)
class Edited:
    """A win that was changed, who was not in it before, and who is not in it any more."""

    win: Win
    named: Named
    added: Sequence[str]
    gone: Sequence[str]


def check(win: Win, *, by: str, now: datetime) -> None:
    """Raise NotTheirsToChange or TooLate for a win that `by` cannot change now."""
    if not may(PERMISSIONS, EDIT, State.GIVEN, win.roles_of(by)):
        raise NotTheirsToChange(win)
    if win.state is State.UNDONE or not may_be_undone(win.given_at, now):
        raise TooLate(win)


def edit(
    session: Session,
    workspace_id: int,
    win_id: int,
    said: Said,
    *,
    seen_at: datetime | None,
    by: str,
    now: datetime,
) -> Edited | None:
    """Let a win say something else; `seen_at` is when it was changed last as `by` was shown it.

    Returns None if it says so already, as it does when the same form comes again. Raises as
    `check`; ChangedMeanwhile; InvalidInput as `giving.give`.
    """
    win = queries.get_win(session, workspace_id=workspace_id, win_id=win_id, lock=True)
    check(win, by=by, now=now)
    check_words(said.what)
    named = naming.name(session, workspace_id, said.people, said.teams, by=by)
    before = {each.user_id: each for each in win.honorees}
    was = (win.what, win.figure, win.value, win.initiative, {*before})
    if was == (said.what, said.figure, said.value, said.initiative, {*named.people}):
        return None
    if win.changed_at != seen_at:
        raise ChangedMeanwhile(win)
    win.what, win.figure, win.value = said.what, said.figure, said.value
    win.initiative = said.initiative
    win.honorees = [
        before.get(each) or Honoree(workspace_id=workspace_id, user_id=each)
        for each in named.people
    ]
    win.edited_at = now
    session.flush()
    added = [each for each in named.people if each not in before]
    return Edited(win, named, added, [each for each in before if each not in named.people])
