"""Many companies in one local Slack, and one bot for all of them, in story time."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

import sqlalchemy
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot import audit, db, features, introduction, manifest, outbox, parts
from bot.escalations import notices
from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.operations import raising
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import DEFAULT, Move, Urgency
from bot.outbox.jobs.looker import Looker
from bot.outbox.jobs.prober import Prober
from bot.outbox.jobs.sender import Sender
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.pace import Bucket
from bot.outbox.rules.states import State
from bot.people import queries as people
from bot.teams import queries as team_queries
from bot.teams.operations import setting_up as team_operations
from bot.teams.operations.setting_up import TeamSetup
from sandbox import Company, Message, Sandbox
from sandbox.rate import RateLimits
from tests.clock import MovedClock
from tests.story import settings_for

MARKETING, IT, GENERAL = "C0MARKETNG2", "C0IT0000003", "C0GENERAL01"
MAYA, ANA = "U0MAYA00001", "U0ANA000002"
IVAN, SOFIA = "U0IVAN00003", "U0SOFIA0005"
_TEAMS = (TeamSetup("Marketing", MARKETING, (MAYA,)), TeamSetup("IT", IT, (IVAN,)))

SWEEPS = [sweep for jobs in features.JOBS for _every, sweep in jobs.SCHEDULE.values()]
"""All but the audit, which changes nothing: it is asked once, at the end."""

UNSETTLED = (State.PENDING, State.SENDING, State.UNKNOWN)


@dataclass(frozen=True)
class Ladder:
    """One escalation: when people were asked, as Slack shows it, and when the clock moved it up."""

    name: str
    urgency: Urgency
    asked_at: Sequence[datetime]
    moved_at: Sequence[datetime]

    @property
    def allowed(self) -> timedelta:
        """How long the people asked have before the next ones are."""
        return DEFAULT.within(0, self.urgency)


@dataclass(frozen=True)
class Seen:
    """What the bot said in one company, and how its escalations went."""

    name: str
    shown: Sequence[Message]
    ladders: Sequence[Ladder]


class Companies:
    """A bot that serves every company: `pass_time` lets it do, minute by minute, what is due."""

    def __init__(self, slack: Sandbox, engine: Engine, clock: MovedClock, number: int) -> None:
        self.slack = slack
        self.clock = clock
        self.transaction = db.sessions(engine).begin
        settings = settings_for(slack, engine.url.render_as_string(hide_password=False))
        client = parts.slack_client(settings)
        founded = [slack.first, *(slack.found(f"Acme {n}") for n in range(1, number))]
        self._by_workspace = {self._install(each, client): each for each in founded}
        tokens = {each: company.bot_token for each, company in self._by_workspace.items()}
        self._web_api = parts.web_api(settings, tokens)
        bound = {"transaction": self.transaction, "clock": clock}
        self._sender = Sender(
            self._web_api,
            bucket=Bucket(settings.posts_per_second),
            barred=people.find_outsiders,
            **bound,
        )
        self._looker = Looker(self._web_api, patience=Patience(), **bound)
        self._prober = Prober(self._web_api, **bound)

    async def __aenter__(self) -> Self:
        await self._web_api.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._web_api.__aexit__(None, None, None)

    async def pass_time(self, *, minutes: int, step: int = 1) -> None:
        """Let time pass, and the bot sweep, look and probe every `step` minutes, and send."""
        for _step in range(minutes // step):
            now = self.clock()
            for sweep in SWEEPS:
                await asyncio.to_thread(sweep, transaction=self.transaction, now=now)
            await self._looker.turn()
            await self._prober.turn()
            await self._send_until(now + timedelta(minutes=step))

    def raise_one(self, workspace_id: int, urgency: Urgency) -> None:
        """Ana of Marketing asks IT."""
        now = self.clock()
        with self.transaction() as session:
            marketing, it = team_queries.list_teams(session, workspace_id)
            escalation = raising.raise_(
                session,
                workspace_id=workspace_id,
                problem=Problem("The export fails", "Somebody who repairs it", urgency),
                raising_team=marketing,
                answering_team=it,
                view_id=f"V{now.timestamp()}{urgency}",
                by=ANA,
                now=now,
            )
            notices.announce(session, escalation, now=now)

    def post(self, workspace_id: int, draft: outbox.Draft) -> None:
        """Write a message down."""
        with self.transaction() as session:
            outbox.post(session, draft, workspace_id=workspace_id, now=self.clock())

    @property
    def workspace_ids(self) -> Sequence[int]:
        """All companies, by the bot's ids."""
        return list(self._by_workspace)

    def unsettled(self) -> int:
        """Return how many messages are on their way, or in doubt."""
        waiting = sqlalchemy.select(sqlalchemy.func.count()).where(
            OutboxMessage.state.in_(UNSETTLED)
        )
        with self.transaction() as session:
            return session.scalar(waiting) or 0

    def is_sound(self) -> bool:
        """Return whether the audit finds nothing; what it finds it prints."""
        now = self.clock()
        return not audit.check(
            features.INVARIANTS, features.PROOFS, transaction=self.transaction, now=now
        )

    def everybody(self) -> Iterator[Seen]:
        """Yield what is seen in each company."""
        for workspace_id, company in self._by_workspace.items():
            shown = [
                message
                for channel in company.workspace.channels.values()
                for message in channel.messages
                if message.bot_id
            ]
            yield Seen(company.team_id, shown, [*self._ladders(workspace_id, shown)])

    def _ladders(self, workspace_id: int, shown: Sequence[Message]) -> Iterator[Ladder]:
        with self.transaction() as session:
            for escalation in session.scalars(
                sqlalchemy.select(Escalation).where(Escalation.workspace_id == workspace_id)
            ):
                moved_at = session.scalars(
                    sqlalchemy.select(EscalationEvent.at)
                    .where(EscalationEvent.escalation_id == escalation.id)
                    .where(EscalationEvent.move == Move.ADVANCE)
                    .order_by(EscalationEvent.id)
                ).all()
                asked_at = _asked_at(escalation.name, shown)
                yield Ladder(escalation.name, escalation.urgency, asked_at, moved_at)

    def _install(self, company: Company, client: WebClient) -> int:
        client.token = company.bot_token
        workspace = introduction.introduce(client, self.transaction, self.clock)
        with self.transaction() as session:
            team_operations.set_up(
                session,
                workspace_id=workspace.id,
                setups=_TEAMS,
                sponsor_id=SOFIA,
                by=MAYA,
                now=self.clock(),
            )
        return workspace.id

    async def _send_until(self, end: datetime) -> None:
        """Send what is due at each instant until `end`, as the courier does."""
        while (now := self.clock()) < end:
            again_at = await self._send()
            next_at = min(end, max(again_at or end, now + timedelta(milliseconds=10)))
            self.clock.advance(seconds=(next_at - now).total_seconds())

    async def _send(self) -> datetime | None:
        ended = asyncio.Event()
        again_at = await self._sender.turn(ended)
        while not self._sender.idle:
            await ended.wait()
            ended.clear()
            again_at = await self._sender.turn(ended)
        return again_at


@contextmanager
def companies(engine: Engine, clock: MovedClock, number: int) -> Iterator[Companies]:
    """Yield so many companies, each with Marketing (Maya), IT (Ivan) and a sponsor (Sofia)."""
    described = manifest.build(features.TABLES)
    unhurried = RateLimits(share=None)  # the clock stands still while the bot works
    with Sandbox(clock=clock, manifest=described, rate_limits=unhurried) as slack:
        yield Companies(slack, engine, clock, number)


def _asked_at(name: str, shown: Sequence[Message]) -> list[datetime]:
    """Return when the escalation's card was posted, and whatever is in its thread."""
    in_it = [message for message in shown if message.channel == IT]
    cards = [each.ts for each in in_it if not each.thread_ts and each.text.startswith(f"{name},")]
    posts = [each.ts for each in in_it if each.ts in cards or each.thread_ts in cards]
    return [datetime.fromtimestamp(float(ts), UTC) for ts in sorted(posts)]
