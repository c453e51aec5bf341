"""A workspace with two teams and their stand-ups, for tests that need no Slack."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy
from sqlalchemy.orm import selectinload

from bot.db import Transaction
from bot.hours.models import Absence, PersonalHours
from bot.nudges.models import QueuedNudge
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import Method
from bot.outbox.rules.states import State as MessageState
from bot.people import queries as people
from bot.people.operations import Profile, follow, record_people
from bot.people.operations import following as followings
from bot.people.rules import Standing
from bot.standups import jobs, notices
from bot.standups.models import Round, Standup, Turn
from bot.standups.operations import answering, setting_up
from bot.standups.operations.answering import Said
from bot.standups.queries import lines, standups, turns
from bot.standups.rules import ANSWER, State
from bot.standups.rules.settings import Settings
from bot.teams import queries as team_queries
from tests.clock import MovedClock
from tests.escalations import world as worlds
from tests.escalations.world import BO, IT, IVAN, MARKETING, MAYA, SOFIA

ANA = "U0ANA000002"

_views, _stamps = count(1), count(1)


@dataclass(frozen=True)
class World:
    """Marketing (Maya, Ana) and IT (Ivan, Bo) with Sofia as sponsor, all of them in UTC."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int

    def join(
        self,
        channel_id: str,
        *user_ids: str,
        zone: str = "UTC",
        standing: Standing = Standing.COLLEAGUE,
        is_deactivated: bool = False,
    ) -> None:
        """Let people be known, and be members of a channel, be they so before."""
        now = self.clock()
        with self.transaction() as session:
            follow(session, self.workspace_id, channel_id, now=now)
            found = people.find_followings(session, self.workspace_id, [channel_id])
            followings.join(session, found[channel_id], user_ids, at=now)
            profiles = [
                Profile(each, f"Face {each[-3:]}", zone, standing, is_deactivated)
                for each in user_ids
            ]
            record_people(session, self.workspace_id, profiles, now=now)

    def leave(self, channel_id: str, *user_ids: str) -> None:
        """Let people leave a channel."""
        with self.transaction() as session:
            found = people.find_followings(session, self.workspace_id, [channel_id])
            followings.leave(session, found[channel_id], user_ids, at=self.clock())

    def work(self, user_id: str, **said: Any) -> None:
        """Let somebody say when they work: by default as everybody does, in Germany."""
        as_ever = {
            "zone": "UTC",
            "days": "01234",
            "opens": worlds_time(9),
            "closes": worlds_time(17),
            "quiet_from": worlds_time(19),
            "quiet_until": worlds_time(8),
            "country": None,
        }
        with self.transaction() as session:
            session.add(
                PersonalHours(
                    workspace_id=self.workspace_id,
                    user_id=user_id,
                    confirmed_at=self.clock(),
                    **as_ever | said,
                )
            )

    def go_away(self, user_id: str, first: str, last: str) -> None:
        """Let somebody be away from a day until another, both included."""
        with self.transaction() as session:
            session.add(
                Absence(
                    workspace_id=self.workspace_id,
                    user_id=user_id,
                    starts_on=datetime.fromisoformat(first).date(),
                    ends_on=datetime.fromisoformat(last).date(),
                    said_at=self.clock(),
                )
            )

    def set_up(self, *, by: str = MAYA, view_id: str | None = None, **chosen: Any) -> int:
        """Somebody sets a stand-up up: by default Marketing's, on Mondays at 09:30."""
        with self.transaction() as session:
            teams = team_queries.list_teams(session, self.workspace_id)
            settings = Settings(
                **{
                    "team_ids": (teams[0].id,),
                    "channel_ids": (MARKETING.channel_id,),
                    **chosen,
                }
            )
            return setting_up.set_up(
                session,
                self.workspace_id,
                settings,
                teams,
                view_id=view_id or f"V{next(_views)}",
                by=by,
                now=self.clock(),
            ).id

    def change(self, standup_id: int, *, by: str = MAYA, **changes: Any) -> None:
        """Somebody changes what they chose for a stand-up."""
        with self.transaction() as session:
            standup = standups.get_standup(
                session, workspace_id=self.workspace_id, standup_id=standup_id
            )
            before = setting_up.settings_of(standup)
            setting_up.change(
                session,
                self.workspace_id,
                standup_id,
                Settings(**{**vars(before), **changes}),
                team_queries.list_teams(session, self.workspace_id),
                version=standup.version,
                by=by,
                now=self.clock(),
            )

    def tick(self) -> None:
        """Let the clock do what is due, until nothing more is, and Slack take what is said."""
        for sweep in (jobs.plan, jobs.ask, jobs.look):
            while sweep(transaction=self.transaction, now=self.clock()) is not None:
                pass
        self.deliver()

    def deliver(self) -> None:
        """Let Slack show what was posted."""
        unsent = sqlalchemy.select(OutboxMessage).where(
            OutboxMessage.ts.is_(None), OutboxMessage.method == Method.POST
        )
        with self.transaction() as session:
            for message in session.scalars(unsent):
                message.ts = f"1.{next(_stamps):06}"
                message.channel_id, message.state = f"D{message.id}", MessageState.SENT
                message.sent_at = self.clock()

    def pass_time(self, **span: float) -> None:
        """Let time pass, and the clock do what is due at every moment on the way."""
        end = self.clock() + timedelta(**span)
        while (moment := self.next_due()) is not None and moment <= end:
            self.clock.advance(seconds=max(0.0, (moment - self.clock()).total_seconds()))
            self.tick()
        self.clock.advance(seconds=(end - self.clock()).total_seconds())
        self.tick()

    def next_due(self) -> datetime | None:
        """Return when something of a stand-up is due next."""
        goes_on = Standup.ended_at.is_(None)
        with self.transaction() as session:
            found = [
                session.scalar(
                    sqlalchemy.select(sqlalchemy.func.min(Standup.due_at)).where(goes_on)
                ),
                session.scalar(sqlalchemy.select(sqlalchemy.func.min(Round.due_at))),
                session.scalar(sqlalchemy.select(sqlalchemy.func.min(Turn.due_at))),
            ]
        return min((each for each in found if each is not None), default=None)

    def answer(self, user_id: str, **said: Any) -> Turn:
        """Somebody answers what they were asked last."""
        turn_id = self.turn_of(user_id).id
        with self.transaction() as session:
            turn = answering.begin(
                session, self.workspace_id, turn_id, ANSWER, by=user_id, now=self.clock()
            )
            carried = lines.list_carried(session, turn)
            answering.answer(
                session,
                turn,
                carried,
                Said(**{"answers": {"done": "The landing page"}} | said),
                now=self.clock(),
            )
            notices.tell_answered(session, turn, now=self.clock())
        self.deliver()
        return self.turn_of(user_id)

    def answer_all(self) -> None:
        """Let everybody who is asked have answered, as if each had sent the form."""
        asked = sqlalchemy.update(Turn).where(Turn.state == State.ASKED)
        now = self.clock()
        with self.transaction() as session:
            session.execute(asked.values(state=State.ANSWERED, answered_at=now, due_at=None))

    def move(self, operation: Any, turn: Turn, *args: Any, by: str | None = None) -> Turn:
        """Let somebody do something in their turn."""
        with self.transaction() as session:
            found: Turn = operation(
                session,
                self.workspace_id,
                turn.id,
                *args,
                by=by or turn.user_id,
                now=self.clock(),
            )
            return found

    def turn_of(self, user_id: str) -> Turn:
        """Return somebody's newest turn."""
        with self.transaction() as session:
            newest = sqlalchemy.select(Turn.id).where(Turn.user_id == user_id)
            turn_id = session.scalars(newest.order_by(Turn.id.desc()).limit(1)).one()
            return turns.get_turn(session, workspace_id=self.workspace_id, turn_id=turn_id)

    def turns(self) -> Sequence[Turn]:
        """Return everybody's turns, the oldest first."""
        with self.transaction() as session:
            everybodys = sqlalchemy.select(Turn).options(selectinload(Turn.round))
            return session.scalars(everybodys.order_by(Turn.id)).all()

    def rounds(self) -> Sequence[Round]:
        """Return all rounds, the oldest first."""
        with self.transaction() as session:
            return session.scalars(sqlalchemy.select(Round).order_by(Round.id)).all()

    def asked(self, user_id: str) -> list[str]:
        """Return when somebody was asked, in UTC."""
        return [
            f"{turn.asked_at:%a %d %b %H:%M}"
            for turn in self.turns()
            if turn.user_id == user_id and turn.asked_at
        ]

    def states(self) -> dict[str, list[State]]:
        """Return what became of everybody's turns that are not ahead, by their user ids."""
        found: dict[str, list[State]] = defaultdict(list)
        for turn in self.turns():
            if turn.state is not State.PLANNED:
                found[turn.user_id].append(turn.state)
        return found

    def said(self, key: str) -> list[str]:
        """Return what messages say whose keys begin so, the oldest first."""
        with self.transaction() as session:
            found = sqlalchemy.select(OutboxMessage).where(OutboxMessage.key.startswith(key))
            return [
                each.payload["text"] for each in session.scalars(found.order_by(OutboxMessage.id))
            ]

    def nudged(self, key: str) -> list[tuple[str, str]]:
        """Return who is told what by nudges whose keys have a part, the oldest first."""
        with self.transaction() as session:
            found = sqlalchemy.select(QueuedNudge).where(QueuedNudge.key.contains(key))
            ordered = session.scalars(found.order_by(QueuedNudge.id))
            return [(each.user_id, each.text) for each in ordered]


def worlds_time(hour: int) -> Any:
    """Return a full hour as a time of day."""
    return datetime(2026, 1, 1, hour).time()  # noqa: DTZ001 (a local time of day has no zone)


def build(transaction: Transaction, clock: MovedClock) -> World:
    """Install a workspace, set its two teams up, and let their people be known."""
    built = worlds.build(transaction, clock)
    world = World(transaction, clock, built.workspace_id)
    world.join(MARKETING.channel_id, MAYA, ANA, SOFIA)
    world.join(IT.channel_id, IVAN, BO, SOFIA)
    return world


__all__ = ["ANA", "BO", "IT", "IVAN", "MARKETING", "MAYA", "SOFIA", "World", "build"]
