"""The month as it is lived: nudges from everywhere, escalations, absences, answers and silence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from sqlalchemy.orm import Session

from bot import nudges
from bot.escalations import notices as escalation_notices
from bot.escalations.models import Escalation
from bot.escalations.notices import Moved
from bot.escalations.operations import answering, owning, raising
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import AnswerKind, Move, Urgency
from bot.hours import operations as hours
from bot.hours.operations import Said
from bot.hours.rules.week import Hours
from bot.people import operations as directory
from bot.people.operations import Profile
from bot.people.rules import Standing
from bot.teams import queries as teams
from tests.nudges.month.people import Life, Somebody, another_life
from tests.story import Story

BEGAN = datetime(2026, 10, 3, 0, 0, tzinfo=UTC)
"""A Saturday. Clocks change on 4 October in Sydney, on the 25th in Europe, on 1 November in the
Americas."""

DAYS = 30
FEATURES = ("stand-up", "check-in", "roadmap", "ownership")


@dataclass(frozen=True)
class Told:
    """Something that somebody was to be told: by what, when, and until when."""

    token: str
    user_id: str
    at: datetime
    within: timedelta
    withdrawn: bool = False


@dataclass
class Month:
    """Thirty days of a company; what happened is kept beside what the bot knows."""

    story: Story
    people: Sequence[Somebody]
    random: Random
    steps_a_day: int
    told: list[Told] = field(default_factory=list)
    high: list[tuple[str, datetime]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _open: list[tuple[datetime, int, Move]] = field(default_factory=list)

    def live(self) -> None:
        """Live the month, step by step."""
        for each in self.people:
            self._record(each, deactivated=False)
        for step in range(1, DAYS * self.steps_a_day + 1):
            self._live_on()
            self.story.sweep()
            self._send()
            self._react()
            ahead = BEGAN + step * timedelta(days=1) / self.steps_a_day - self._now
            self.story.clock.advance(seconds=ahead.total_seconds())

    def _send(self) -> None:
        """Send everything: one post a second to each channel."""
        while self.story.unsent():
            self.story.send()
            self.story.clock.advance(seconds=1)

    def _live_on(self) -> None:
        random = self.random
        self._be_told([each for each in self.people if self._happens(0.6)])
        if self._happens(2):
            self._escalate(random.choice(list(Urgency)))
        if self._happens(1.5):
            self._go_away(random.choice(self.people), random.choice(self.people))
        if self._happens(0.7):
            self._change_life(random.choice(self.people))
        if self._happens(0.1):
            self._leave(random.choice(self.people[30:]))
        self._settle_escalations()
        for each in self.people:
            if each.left_at is None and self._happens(each.answers):
                self._do_something(each)

    def _happens(self, a_day: float) -> bool:
        """Return whether something that happens so often `a_day` happens now."""
        return self.random.random() < a_day / self.steps_a_day

    def _record(self, each: Somebody, *, deactivated: bool) -> None:
        zone = each.lives[0][1].zone
        profile = Profile(each.id, each.id, zone, Standing.COLLEAGUE, is_deactivated=deactivated)
        with self.story.transaction() as session:
            directory.record_people(session, self._workspace, [profile], now=self._now)

    def _be_told(self, chosen: Sequence[Somebody]) -> None:
        several = [self._something(each) for each in chosen]
        with self.story.transaction() as session:
            nudges.nudge(session, *several, workspace_id=self._workspace, now=self._now)
            if several and self.random.random() < 0.03:
                gone = several[0].key
                nudges.withdraw(session, gone, workspace_id=self._workspace, now=self._now)
                told = self.told.pop(-len(several))
                self.told.append(Told(told.token, told.user_id, told.at, told.within, True))

    def _something(self, each: Somebody) -> nudges.Nudge:
        feature, number = self.random.choice(FEATURES), next(self._numbers)
        token = f"[{number}]"
        within = timedelta(days=self.random.choice([2, 25, 25, 25]))
        self.told.append(Told(token, each.id, self._now, within))
        text = f"{feature} {token}: {'words ' * self.random.choice([3, 30, 120])}"
        section = {"type": "section", "text": {"type": "plain_text", "text": text}}
        divider = {"type": "divider"}
        blocks = [section, *[divider] * self.random.choice([0, 2, 20, 49])]
        if self.random.random() < 0.2:
            blocks = []
        key = f"{feature}:{number}"
        return nudges.Nudge(key, each.id, text, blocks, within=within)

    def _escalate(self, urgency: Urgency) -> None:
        with self.story.transaction() as session:
            marketing, it = teams.list_teams(session, self._workspace)
            escalation = raising.raise_(
                session,
                workspace_id=self._workspace,
                problem=Problem("It is stuck", "Somebody who helps", urgency),
                raising_team=marketing,
                answering_team=it,
                view_id=f"V{next(self._numbers)}",
                by=self.people[20].id,
                now=self._now,
            )
            escalation_notices.announce(session, escalation, now=self._now)
            if urgency is Urgency.HIGH:
                self.high.append((escalation.name, self._now))
            taken_at = self._now + timedelta(hours=self.random.choice([0, 1, 6, 30, 80]))
            answered_at = taken_at + timedelta(hours=self.random.choice([1, 5, 20, 50, 90]))
            self._open += [
                (taken_at, escalation.id, Move.ACKNOWLEDGE),
                (answered_at, escalation.id, Move.ANSWER),
                (answered_at + timedelta(hours=1), escalation.id, Move.ACCEPT),
            ]

    def _settle_escalations(self) -> None:
        """Let a lead of IT take and answer what they are asked, and whoever asked accept it."""
        for planned in sorted(each for each in self._open if each[0] <= self._now):
            _at, escalation_id, move = planned
            with self.story.transaction() as session:
                escalation = self._move(session, escalation_id, move)
                moved = Moved(escalation, move, self._now, by=self._mover(move))
                escalation_notices.tell(session, moved)
            self._open.remove(planned)

    def _move(self, session: Session, escalation_id: int, move: Move) -> Escalation:
        here = (session, self._workspace, escalation_id)
        by = {"by": self._mover(move), "now": self._now}
        if move is Move.ACKNOWLEDGE:
            return owning.acknowledge(*here, **by)
        if move is Move.ANSWER:
            return answering.answer(*here, text="It works", kind=AnswerKind.UNBLOCKED, **by)
        return answering.accept(*here, **by)

    def _mover(self, move: Move) -> str:
        return self.people[20 if move is Move.ACCEPT else 1].id

    def _go_away(self, each: Somebody, stand_in: Somebody) -> None:
        first = each.local(self._now).date() + timedelta(days=self.random.randint(0, 5))
        days = (first, first + timedelta(days=self.random.randint(0, 8)))
        try:
            with self.story.transaction() as session:
                hours.go_away(
                    session, self._workspace, each.id, days, stand_in_id=stand_in.id, now=self._now
                )
        except hours.InvalidInput:
            return  # away already, or the stand-in is, or has left
        each.away.append((self._now, *days))

    def _change_life(self, each: Somebody) -> None:
        zone = self.random.choice([each.life(self._now).zone, "Asia/Kathmandu", "Europe/Lisbon"])
        life = self.random.choice([Life(zone), another_life(self.random, zone)])
        said = Hours(life.days, life.opens, life.closes, life.quiet_from, life.quiet_until)
        with self.story.transaction() as session:
            about = Said(zone, said, country=None)
            hours.confirm(session, self._workspace, each.id, about, now=self._now)
        each.lives.append((self._now, life))

    def _leave(self, each: Somebody) -> None:
        if each.left_at is None:
            each.left_at = self._now
            self._record(each, deactivated=True)

    def _do_something(self, each: Somebody) -> None:
        with self.story.transaction() as session:
            nudges.heard_from(session, self._workspace, each.id, self._now)
        each.heard_at.append(self._now)

    def _react(self) -> None:
        """Let those who are asked whether to go on press a button, sooner or later."""
        for each in self.people:
            if each.left_at or not each.to_question or not self._happens(1):
                continue
            person = self.story.slack.person(each.id)
            asked = [message for message in person.dm() if "Stop" in message.buttons]
            stopped = [message for message in person.dm() if "Start again" in message.buttons]
            if stopped:
                person.click("Start again", message=stopped[-1])
                each.stopped[-1] = (each.stopped[-1][0], self._now)
            elif asked and each.to_question in asked[-1].buttons:
                person.click(each.to_question, message=asked[-1])
                if each.to_question == "Stop":
                    each.stopped.append((self._now, None))
            else:
                continue
            each.heard_at.append(self._now)

    @property
    def _now(self) -> datetime:
        return self.story.clock()

    @property
    def _workspace(self) -> int:
        return self.story.workspace.id
