"""A workspace in which somebody does one thing, and then all of it is undone.

One database, one Slack and one bot for many cells of the table: each cell's changes live in a
transaction of their own that is rolled back.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy
from slack_bolt import BoltRequest
from sqlalchemy import RootTransaction
from sqlalchemy.orm import Session

from bot import db, introduction, parts
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import Method
from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.rules import Standing
from bot.tables import Base
from bot.teams import queries as team_queries
from bot.teams.models import Team
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import TeamSetup
from sandbox import Message, Person, Sandbox
from sandbox.delivery import Ack, Delivery
from sandbox.model import Json, User
from tests import databases
from tests.clock import MovedClock
from tests.story import read_body, settings_for

MAYA, ANA, IVAN, BO, SOFIA = (
    "U0MAYA00001",
    "U0ANA000002",
    "U0IVAN00003",
    "U0BO0000004",
    "U0SOFIA0005",
)
PAT = "U0PAT000009"
"""Who does everything here, and is what the cell says."""

MARKETING = TeamSetup("Marketing", "C0MARKETNG2", (MAYA,))
IT = TeamSetup("IT", "C0IT0000003", (IVAN,))

Rows = dict[str, list[tuple[Any, ...]]]

_BUT = {OutboxMessage.__tablename__: f" WHERE method <> '{Method.RESPOND}'"}
_EVERYTHING = {
    table.name: f"SELECT * FROM {table.name}{_BUT.get(table.name, '')} ORDER BY "  # noqa: S608 (our names)
    + ", ".join(column.name for column in table.primary_key)
    for table in Base.metadata.sorted_tables
}
"""Statements that read all rows of each table."""


class Stage:
    """Pat acts through a real Slack and the bot's real handlers; `cell` undoes what came of it.

    Two teams are set up once, below all cells that want them: to do so for each took a fifth of it.
    """

    def __init__(self, slack: Sandbox, database_url: str, clock: MovedClock) -> None:
        self.slack = slack
        self.clock = clock
        self.engine = databases.share_statements(db.build_engine(database_url))
        settings = settings_for(slack, database_url)
        self.workspace_id = introduction.introduce(
            parts.slack_client(settings), db.sessions(self.engine).begin, clock
        ).id
        self.connection = self.engine.connect()
        self._ground: RootTransaction | None = None
        self.bolt = parts.build_bolt(settings, self.transaction, clock)
        slack.workspace.add_user(User(PAT, "pat", "Pat Doe", slack.workspace.team_id))
        slack.channel("#general").members.add(PAT)
        slack.deliver_to(self._receive)

    def close(self) -> None:
        """Let go of the database."""
        self._clear()
        self.connection.close()
        self.engine.dispose()

    @contextmanager
    def cell(self, *, set_up: bool) -> Iterator[None]:
        """Undo at the end everything that happened inside; there are two teams, or none."""
        if set_up and not self._ground:
            self._ground = self.connection.begin()
            self._set_up()
        if not set_up:
            self._clear()
        begin = self.connection.begin_nested if set_up else self.connection.begin
        with begin() as all_of_it:
            yield
            all_of_it.rollback()
        self.slack.workspace.views.clear(PAT)

    def _clear(self) -> None:
        """Undo the set-up."""
        if self._ground:
            self._ground.rollback()
            self._ground = None

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session as the bot has them, which commits into the cell."""
        with (
            Session(
                self.connection, join_transaction_mode="create_savepoint", expire_on_commit=False
            ) as session,
            session.begin(),
        ):
            yield session

    @property
    def pat(self) -> Person:
        return self.slack.person(PAT)

    def teams(self, session: Session) -> Sequence[Team]:
        """Return Marketing and IT."""
        return team_queries.list_teams(session, self.workspace_id)

    def _set_up(self) -> None:
        """Marketing (Maya) and IT (Ivan), with Sofia as sponsor."""
        with self.transaction() as session:
            setting_up.set_up(
                session,
                workspace_id=self.workspace_id,
                setups=(MARKETING, IT),
                sponsor_id=SOFIA,
                by=SOFIA,
                now=self.clock(),
            )

    def know(self, standing: Standing, *, is_deactivated: bool = False) -> None:
        """Let Slack have told us what Pat is."""
        profile = Profile(PAT, "Pat Doe", None, standing, is_deactivated)
        with self.transaction() as session:
            people.record_people(session, self.workspace_id, [profile], now=self.clock())

    def rows(self) -> Rows:
        """Return everything there is, but for what was only said to who pressed a button.

        As the driver reads it: to make values of ours of it was half of the time of a cell.
        """
        found: Rows = {}
        cursor = self.connection.connection.cursor()
        for name, statement in _EVERYTHING.items():
            cursor.execute(statement)
            found[name] = [tuple(row) for row in cursor.fetchall()]
        cursor.close()
        return found

    def whispers(self) -> list[str]:
        """Return what was said to who pressed a button, oldest first."""
        said = (
            sqlalchemy.select(OutboxMessage.payload)
            .where(OutboxMessage.method == Method.RESPOND)
            .order_by(OutboxMessage.id)
        )
        return [payload["text"] for payload in self.connection.scalars(said)]

    def button(self, action_id: str, value: str) -> Message:
        """Return a message of the bot's with that button, or that choice, on it."""
        text = {"type": "plain_text", "text": "Go"}
        element: Json = {"type": "button", "text": text, "action_id": action_id, "value": value}
        if action_id == "roadmap.move_stage":
            options = [{"text": text, "value": value}]
            element = {"type": "static_select", "action_id": action_id, "options": options}
        block_id = "go"
        if action_id == "standups.tick":
            block_id, _, line_id = f"{action_id}:{value}".rpartition(":")
            boxes = [{"text": text, "value": line_id}]
            element = {"type": "checkboxes", "action_id": action_id, "options": boxes}
        workspace = self.slack.workspace
        # What is about a channel is pressed there.
        channel = workspace.channels.get(value) or self.slack.channel("#general")
        channel.members.add(PAT)
        return workspace.post(
            Message(
                channel.id,
                "",
                workspace.app.bot_user_id,
                text="Go",
                bot_id=workspace.app.bot_id,
                blocks=({"type": "actions", "block_id": block_id, "elements": [element]},),
            )
        )

    def _receive(self, delivery: Delivery) -> Ack:
        response = self.bolt.dispatch(BoltRequest(mode="socket_mode", body=delivery.payload))
        return Ack(response.status, read_body(response.body))
