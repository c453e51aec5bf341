"""An installed workspace with two teams, and entries on their lists, for tests without Slack."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import sqlalchemy
from sqlalchemy.orm import Session

from bot import db
from bot.db import Transaction
from bot.errors import Refused
from bot.nudges.models import QueuedNudge
from bot.ownership.models import Answer, Entry, EntryChange, Question
from bot.ownership.operations import asking, confirming, editing
from bot.ownership.queries import entries, questions, searching
from bot.ownership.rules.entries import Details, Kind
from bot.people import operations as people
from bot.people.operations import Place, Profile
from bot.people.rules import Standing
from bot.teams import queries as team_queries
from bot.teams.models import Team
from tests.clock import MovedClock
from tests.escalations import world as escalations

MAYA, IVAN, BO, SOFIA = "U0MAYA00001", "U0IVAN00003", "U0BO0000004", "U0SOFIA0005"
ANA = "U0ANA000002"
MARKETING, IT = "Marketing", "IT"
NAMES = {MAYA: "Maya Okafor", ANA: "Ana Lima", IVAN: "Ivan Kovač", BO: "Bo Chen", SOFIA: "Sofia"}

_views = count(1)


@dataclass(frozen=True)
class World:
    """Marketing (led by Maya) and IT (led by Ivan and Bo), with Sofia as sponsor of both."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int

    def teams(self) -> Sequence[Team]:
        """Return Marketing and IT."""
        with self.transaction() as session:
            return team_queries.list_teams(session, self.workspace_id)

    def team_id(self, name: str) -> int:
        """Return the id of a team."""
        return next(team.id for team in self.teams() if team.name == name)

    @contextmanager
    def acting(self) -> Iterator[Session]:
        """Yield a transaction, whose objects can be looked at when it was refused."""
        with self.transaction() as session:
            try:
                yield session
            except Refused:
                session.expunge_all()
                raise

    def add(
        self,
        name: str = "Newsletter exports",
        *,
        team: str = IT,
        kind: Kind = Kind.OWNED,
        by: str = IVAN,
        view_id: str | None = None,
        **details: Any,
    ) -> int:
        """Put something on a list (Ivan's, unless said otherwise); return its id."""
        owned = {"accountable": IVAN, "responsible": (BO,)} if kind is Kind.OWNED else {}
        about = "" if kind is Kind.OWNED else "In plain words"
        with self.transaction() as session:
            entry = editing.add(
                session,
                workspace_id=self.workspace_id,
                kind=kind,
                details=Details(
                    **{"team_id": self.team_id_in(session, team), "name": name, "about": about}
                    | owned
                    | details
                ),
                view_id=view_id or f"V{next(_views)}",
                by=by,
                now=self.clock(),
            )
            return entry.id

    def team_id_in(self, session: Session, name: str) -> int:
        """Return the id of a team, inside a transaction."""
        teams = team_queries.list_teams(session, self.workspace_id)
        return next(team.id for team in teams if team.name == name)

    def change(self, entry_id: int, *, version: int = 1, by: str = IVAN, **changes: Any) -> Entry:
        """Change some of an entry's details. Raises Stale, Gone, MayNot, InvalidInput."""
        with self.acting() as session:
            before = entries.get_entry(session, self.workspace_id, entry_id).details
            entry, _changed = editing.change(
                session,
                workspace_id=self.workspace_id,
                entry_id=entry_id,
                version=version,
                details=replace(before, **changes),
                by=by,
                now=self.clock(),
            )
            return entry

    def remove(self, entry_id: int, *, version: int = 1, by: str = IVAN) -> Entry:
        """Take an entry off its list. Raises Stale, Gone, MayNot."""
        with self.acting() as session:
            return editing.remove(
                session,
                workspace_id=self.workspace_id,
                entry_id=entry_id,
                version=version,
                by=by,
                now=self.clock(),
            )

    def confirm(self, entry_id: int, *, by: str = IVAN) -> Entry:
        """Say that it is still true. Raises Gone, NotYours."""
        with self.acting() as session:
            return confirming.confirm(session, self.workspace_id, entry_id, by=by, now=self.clock())

    def give_up(self, entry_id: int, *, by: str = IVAN) -> tuple[Entry, bool]:
        """Say that it is not mine any more. Raises Gone, NotYours."""
        with self.acting() as session:
            return confirming.give_up(session, self.workspace_id, entry_id, by=by, now=self.clock())

    def get(self, entry_id: int) -> Entry:
        """Return an entry as it stands."""
        with self.transaction() as session:
            return entries.get_entry(session, self.workspace_id, entry_id)

    def history(self, entry_id: int) -> list[tuple[int, str, str, str, str]]:
        """Return version, field, before, after and who, the oldest first."""
        with self.transaction() as session:
            rows = sqlalchemy.select(EntryChange).where(EntryChange.entry_id == entry_id)
            return [
                (row.version, row.field, row.before, row.after, row.by)
                for row in session.scalars(rows.order_by(EntryChange.id))
            ]

    def know(self, *user_ids: str, left: bool = False, **changes: Any) -> None:
        """Let Slack tell of people; `left` for those who have been deactivated."""
        with self.transaction() as session:
            profiles = [
                replace(
                    Profile(user_id, NAMES.get(user_id, user_id), None, Standing.COLLEAGUE, left),
                    **changes,
                )
                for user_id in user_ids
            ]
            people.record_people(session, self.workspace_id, profiles, now=self.clock())

    def know_channel(self, channel_id: str, name: str) -> None:
        """Let Slack tell of a channel."""
        with self.transaction() as session:
            place = Place(channel_id, name, is_private=False, is_archived=False)
            people.record_channels(session, self.workspace_id, [place], now=self.clock())

    def search(self, text: str, **exact: Any) -> list[Answer]:
        """Return what fits."""
        with self.transaction() as session:
            return searching.search(session, self.workspace_id, text, **exact)

    def ask(self, text: str, *, by: str = ANA, team: str | None = None) -> Question:
        """Keep a question; `team` is the asker's, if it is known."""
        with self.transaction() as session:
            teams = team_queries.list_teams(session, self.workspace_id)
            return asking.keep(
                session,
                workspace_id=self.workspace_id,
                text=text,
                asking_team=next((each for each in teams if each.name == team), None),
                by=by,
                now=self.clock(),
            )

    def answer(
        self, question_id: int, text: str = "Ask Ivan", *, by: str = IVAN
    ) -> tuple[Question, list[str]]:
        """Answer a question. Raises MayNot, AlreadyAnswered."""
        with self.acting() as session:
            return asking.answer(
                session, self.workspace_id, question_id, text=text, by=by, now=self.clock()
            )

    def question(self, question_id: int) -> Question:
        """Return a question as it stands."""
        with self.transaction() as session:
            return questions.get_question(session, self.workspace_id, question_id)

    def nudges(self) -> list[tuple[str, str]]:
        """Return whom to tell what, of all that still waits, in order."""
        with self.transaction() as session:
            rows = sqlalchemy.select(QueuedNudge).where(QueuedNudge.dropped_at.is_(None))
            return [
                (row.user_id, row.text) for row in session.scalars(rows.order_by(QueuedNudge.id))
            ]


def build(transaction: Transaction, clock: MovedClock, *, slack_id: str = "T0SANDBOX01") -> World:
    """Install a workspace and set its two teams up."""
    installed = escalations.build(transaction, clock, slack_id=slack_id)
    return World(transaction, clock, installed.workspace_id)


@contextmanager
def opened(database_url: str) -> Iterator[Transaction]:
    """Yield what opens transactions on a database."""
    engine = db.build_engine(database_url)
    yield db.sessions(engine).begin
    engine.dispose()
