"""Giving a win, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import InvalidInput, Refused
from bot.installations.operations import next_number
from bot.permissions import may
from bot.roadmap.models import Initiative
from bot.teams.models import Team
from bot.wins import queries
from bot.wins.models import Honoree, Win
from bot.wins.operations import naming
from bot.wins.rules import PERMISSIONS, SEND_AT_ONCE, UNDO, Left, Reach, State
from bot.wins.rules.times import may_be_undone
from bot.wins.rules.words import is_enough

NUMBERED = "WIN"


class AlreadyGiven(Refused):
    """The same message, initiative or escalation, or the same form, has made a win before."""

    def __init__(self, win: Win) -> None:
        super().__init__(f"This is {win.name} already.")
        self.win = win


class CannotUndo(Refused):
    """Somebody may not take a win back, or not any more."""

    def __init__(self, win: Win) -> None:
        super().__init__(f"{win.name} stays as it is.")
        self.win = win


class NotTheirs(CannotUndo):
    """They neither gave it nor are named in it."""


class TooLate(CannotUndo):
    """It was given more than a day ago, or somebody was faster."""


@dataclass(frozen=True)
class Gift:
    """What somebody says in the form: a win that may be given.

    It names `people`, and everybody of whole `teams`; `team` is that of whoever gives it.
    """

    what: str
    people: Sequence[str]
    team: Team
    teams: Sequence[Team] = ()
    reach: Reach = Reach.EVERYBODY
    value: str | None = None
    figure: str | None = None
    initiative: Initiative | None = None
    source: str | None = None
    permalink: str | None = None
    view_id: str | None = None
    is_sent_at_once: bool = False


@dataclass(frozen=True)
class Given:
    """A win that was given, and who was left out of it, and why."""

    win: Win
    left_out: Mapping[str, Left]


def give(session: Session, workspace_id: int, gift: Gift, *, by: str, now: datetime) -> Given:
    """Give a win to those of its people who work here; whoever gives it is none of them.

    Raises InvalidInput (`what`, `people`, `teams`, `at_once`); AlreadyGiven for the same message,
    thing or form.
    """
    check_words(gift.what)
    _refuse_twice(session, workspace_id, gift)
    named = naming.name(session, workspace_id, gift.people, gift.teams, by=by)
    win = Win(
        workspace_id=workspace_id,
        number=next_number(session, workspace_id=workspace_id, kind=NUMBERED),
        view_id=gift.view_id,
        source=gift.source,
        permalink=gift.permalink,
        what=gift.what,
        figure=gift.figure,
        value=gift.value,
        initiative=gift.initiative,
        team=gift.team,
        reach=gift.reach,
        given_by=by,
        given_at=now,
        honorees=[Honoree(workspace_id=workspace_id, user_id=each) for each in named.people],
        cheers=[],
    )
    if gift.is_sent_at_once:
        _check_sending(win, by=by)
        win.sent_at = now
    session.add(win)
    session.flush()
    return Given(win, named.left_out)


def undo(session: Session, workspace_id: int, win_id: int, *, by: str, now: datetime) -> Win:
    """Take a win back. Raises NotTheirs, TooLate, NotFound."""
    win = queries.get_win(session, workspace_id=workspace_id, win_id=win_id, lock=True)
    if not may(PERMISSIONS, UNDO, State.GIVEN, win.roles_of(by)):
        raise NotTheirs(win)
    if win.state is State.UNDONE or not may_be_undone(win.given_at, now):
        raise TooLate(win)
    win.undone_at, win.undone_by = now, by
    return win


def check_words(what: str) -> None:
    """Raise InvalidInput for words that do not say what was done."""
    if not is_enough(what):
        raise InvalidInput("what", "Please say what they did, so that others learn from it.")


def _check_sending(win: Win, *, by: str) -> None:
    if not may(PERMISSIONS, SEND_AT_ONCE, State.GIVEN, win.roles_of(by)):
        raise InvalidInput("at_once", "Only the leads and sponsors of your team send it now.")


def _refuse_twice(session: Session, workspace_id: int, gift: Gift) -> None:
    for find, named in (
        (queries.find_by_source, gift.source),
        (queries.find_by_view, gift.view_id),
    ):
        if named and (win := find(session, workspace_id, named)) is not None:
            raise AlreadyGiven(win)
