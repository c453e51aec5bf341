"""The bot and a local Slack in one process, with a clock that is moved: for telling stories."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from slack_bolt import App, BoltRequest
from sqlalchemy.orm import Session

from bot import db, features, introduction, manifest, parts
from bot.config import Settings
from bot.outbox.jobs.looker import Looker
from bot.outbox.jobs.prober import Prober
from bot.outbox.jobs.sender import Sender
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.pace import Bucket
from bot.outbox.rules.states import DUE_STATES
from bot.people import queries as people
from bot.people.jobs.reader import Reader
from bot.people.models import Reading
from bot.wins.jobs.reading import MessageReader
from bot.wins.models import Reaction
from sandbox import Message, Sandbox
from sandbox.delivery import Ack, Delivery
from sandbox.rate import RateLimits
from tests import databases, privacy, sweeping
from tests.clock import MovedClock

SYNCING = timedelta(minutes=15)
"""Story time in which everything must have been read."""

SWEEPS = [sweep for name, (_every, sweep) in features.SCHEDULE.items() if name != "audit.run"]
"""All but the audit, which has tests of its own and takes long."""

SETTLING = 60
"""Seconds of story time that the outbox may need to become empty: Slack takes one post a second."""


class Story:
    """People act through `slack`; `settle` lets the bot do what is due, `pass_time` wait for it."""

    def __init__(self, slack: Sandbox, settings: Settings, clock: MovedClock) -> None:
        self.slack = slack
        self.clock = clock
        self.settings = settings
        self.engine = databases.share_statements(db.build_engine(settings.database_url))
        self.transaction = db.sessions(self.engine).begin
        sweeping.learn(self.engine, SWEEPS)
        client = parts.slack_client(settings)
        self.workspace = introduction.introduce(client, self.transaction, clock)
        self.bolt: App = parts.build_bolt(settings, self.transaction, clock)
        self.web_api = parts.web_api(settings, {self.workspace.id: settings.slack_bot_token})
        bound = {"transaction": self.transaction, "clock": clock}
        self.sender = Sender(
            self.web_api,
            bucket=Bucket(settings.posts_per_second),
            barred=people.find_outsiders,
            **bound,
        )
        self.looker = Looker(self.web_api, patience=Patience(), **bound)
        self.prober = Prober(self.web_api, **bound)
        self.reader = Reader(self.web_api, **bound)
        self.message_reader = MessageReader(self.web_api, **bound)
        self.watch = privacy.Watch()
        slack.deliver_to(self.receive)

    def receive(self, delivery: Delivery) -> Ack:
        """Hand a payload to Bolt the way Socket Mode does."""
        request = BoltRequest(mode="socket_mode", body=delivery.payload)
        called = len(self.slack.journal)
        response = self.bolt.dispatch(request)
        views = [call.arguments.get("view") for call in self.slack.journal[called:]]
        self.watch.leave(_user_of(delivery.payload), response.body, views)
        return Ack(response.status, read_body(response.body))

    def settle(self) -> None:
        """Run every sweep once, and send until nothing is due; time passes if Slack says so."""
        self.sweep()
        for _second in range(SETTLING):
            if not self.unsent():
                return
            self.send()
            if self.unsent():
                self.clock.advance(seconds=1)
        raise AssertionError(f"{self.unsent()} message(s) still unsent after {SETTLING} s")

    def send(self) -> None:
        """Send until nothing is due, and settle it."""
        asyncio.run(self._send())

    async def _send(self) -> None:
        async with self.web_api:
            await send_all(self.sender)

    def look(self) -> None:
        """Look once for every message in doubt whose turn it is."""
        asyncio.run(self._turn(self.looker.turn))

    def probe(self) -> None:
        """Ask Slack once for every workspace to which nothing is sent and whose turn it is."""
        asyncio.run(self._turn(self.prober.turn))

    def read(self) -> None:
        """Ask Slack once, by each method by which something is due, who is here."""
        asyncio.run(self._turn(self.reader.turn))

    def read_messages(self) -> None:
        """Read the messages to which leads reacted until no more is due, and send what comes."""
        while self.celebrated():
            asyncio.run(self._turn(self.message_reader.turn))
            if self.celebrated():
                self.clock.advance(seconds=2)
        self.settle()

    def celebrated(self) -> int:
        """Return how many messages to which leads reacted are to be read by now."""
        due = sqlalchemy.select(sqlalchemy.func.count()).where(Reaction.due_at <= self.clock())
        with self.transaction() as session:
            return session.scalar(due) or 0

    def sync(self) -> None:
        """Read who is here until nothing more is due; time passes as Slack's limits ask for it."""
        started = self.clock()
        while self.unread():
            self.read()
            if self.unread():
                self.clock.advance(seconds=1)
            if self.clock() - started > SYNCING:
                raise AssertionError(f"{self.unread()} reading(s) still due after {SYNCING}")

    def unread(self) -> int:
        """Return how many readings of people and channels are due."""
        due = sqlalchemy.select(sqlalchemy.func.count()).where(Reading.due_at <= self.clock())
        with self.transaction() as session:
            return session.scalar(due) or 0

    async def _turn(self, turn: Callable[[], Awaitable[None]]) -> None:
        async with self.web_api:
            await turn()

    def sweep(self) -> None:
        """Run every sweep once that has something to do."""
        sweeping.run(SWEEPS, self.engine, self.transaction, self.clock())

    def pass_time(self, **span: float) -> None:
        """Let time pass, and the bot do what is due then."""
        self.clock.advance(**span)
        self.settle()

    def unsent(self) -> int:
        """Return how many messages are on their way."""
        with self.transaction() as session:
            return _count(session, self.clock() + timedelta(seconds=SETTLING))

    def set_up(self) -> None:
        """Marketing (Maya) and IT (Ivan) are set up, with Sofia as sponsor."""
        maya = self.slack.person("Maya")
        maya.command("/align", "setup", channel="#marketing")
        maya.submit(
            {
                "channel_1": "#marketing",
                "leads_1": ["Maya"],
                "channel_2": "#it",
                "leads_2": ["Ivan"],
                "sponsor": "Sofia",
            }
        )
        maya.close_modal()
        self.settle()


async def send_all(sender: Sender) -> None:
    """Send until nothing is due and no call is under way."""
    ended = asyncio.Event()
    await sender.turn(ended)
    while not sender.idle:
        await ended.wait()
        ended.clear()
        await sender.turn(ended)


def read_body(body: str) -> dict[str, Any] | str | None:
    """Return an acknowledgement's body as the sandbox takes it."""
    return (json.loads(body) if body.startswith("{") else body) or None


def settings_for(slack: Sandbox, database_url: str, **changes: Any) -> Settings:
    """Return the bot's settings for a local Slack."""
    return Settings.from_env(
        {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database_url,
            **changes,
        }
    )


@contextmanager
def altered(story: Story, alter: Callable[[Any], object]) -> Iterator[None]:
    """Let `alter` change the payload of everything that people press and send meanwhile.

    Not of events, which come when they come.
    """

    def receive(delivery: Delivery) -> Ack:
        if delivery.kind != "events_api":
            alter(delivery.payload)
        return story.receive(delivery)

    story.slack.deliver_to(receive)
    yield
    story.slack.deliver_to(story.receive)


@contextmanager
def story(database_url: str, clock: MovedClock, **company: Any) -> Iterator[Story]:
    """Yield a story in a workspace of its own, on a migrated database.

    `company` is what its Slack is like, as the sandbox takes it: `seed`, `rate_limits`… The clock
    stands still while people act, so methods have no limit a minute unless it says so.
    """
    described = manifest.build(features.TABLES)
    company = {"rate_limits": RateLimits(share=None)} | company
    with ExitStack() as afterwards, Sandbox(clock=clock, manifest=described, **company) as slack:
        told = Story(slack, settings_for(slack, database_url), clock)
        # Once the sandbox has stopped: an event that it delivers until then needs a connection.
        afterwards.callback(db.close, told.engine, within=timedelta(seconds=10))
        logging.getLogger().addHandler(told.watch)
        try:
            yield told
        finally:
            logging.getLogger().removeHandler(told.watch)
        with told.transaction() as session:
            assert privacy.leaks(session, slack, told.watch) == []
        assert unspoken(slack) == []


def unspoken(slack: Sandbox) -> list[Message]:
    """Return the bot's messages of blocks alone, of which a notification and a screen reader have
    nothing to say: Slack takes them all the same.
    """
    return [
        message
        for company in slack.companies
        for channel in company.workspace.channels.values()
        for message in channel.log.values()
        if message.bot_id and message.blocks and not message.text
    ]


def _user_of(payload: dict[str, Any]) -> str:
    """Return who made a gesture."""
    user = payload.get("user") or {"id": payload.get("user_id")}
    return str(user["id"])


def _count(session: Session, until: datetime) -> int:
    """Return how many messages wait, but for those that are to go only after `until`."""
    later = (OutboxMessage.attempts == 0) & (OutboxMessage.due_at > until)
    waiting = sqlalchemy.select(sqlalchemy.func.count()).where(
        OutboxMessage.state.in_(DUE_STATES), ~later
    )
    return session.scalar(waiting) or 0
