"""A machine that does to one escalation all that people and the clock can, in any order.

After every step it holds what was promised: nothing stands still, nobody is asked in vain, no time
is taken from anybody who does not work, and what happened can be replayed.
"""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from bot.db import Transaction
from bot.errors import BotError
from bot.escalations import jobs
from bot.escalations.models import Escalation, standing
from bot.escalations.operations import answering, giving, joining, ladders, owning
from bot.escalations.rules import ENDED, AnswerKind, Ladder, Level, Move, State, Urgency, Who
from bot.escalations.rules.advice import Call
from bot.teams import jobs as team_jobs
from bot.teams import queries as team_queries
from tests.clock import MovedClock
from tests.escalations import histories
from tests.escalations import world as worlds
from tests.escalations.machine import deleting, working
from tests.escalations.machine.deleting import Deleting
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

ANA = "U0ANA00002"
PEOPLE = (MAYA, IVAN, BO, SOFIA, ANA)
HOUR = timedelta(hours=1)
LATE_ANYWAY = timedelta(minutes=1)
"""Who was told so much later has no time more."""

_WITHIN = {Urgency.HIGH: HOUR / 4, Urgency.NORMAL: HOUR, Urgency.LOW: 3 * HOUR}
LADDERS = (
    Ladder((Level((Who.OTHER_LEADS,), (), _WITHIN),)),
    Ladder((Level((Who.LEADS,), (BO,), _WITHIN), Level((Who.LIAISONS,), (ANA,), _WITHIN))),
    Ladder((Level((), (BO,), _WITHIN),) * 3),
)

people = st.sampled_from(PEOPLE)
_slack_ids = count(1)


class Machine(Deleting):
    """One escalation in a workspace of its own; `transaction` is set by whoever runs it."""

    transaction: Transaction
    reached: set[State]

    world: World
    escalation_id: int

    @initialize(
        urgency=st.sampled_from(Urgency),
        call=st.sampled_from(Call),
        by=st.sampled_from((MAYA, ANA)),
        is_private=st.booleans(),
        is_part=st.booleans(),
        minutes=st.integers(0, 7 * 24 * 60),
    )
    def raise_one(
        self,
        *,
        urgency: Urgency,
        call: Call,
        by: str,
        is_private: bool,
        is_part: bool,
        minutes: int,
    ) -> None:
        clock = MovedClock()
        slack_id = f"T0MACHINE{next(_slack_ids)}"
        self.world = worlds.build(self.transaction, clock, slack_id=slack_id)
        self.away: dict[str, set[date]] = {person: set() for person in PEOPLE}
        self.gone: set[str] = set()
        self.steps_taken, self.delivered, self.is_channel_lost = 0, "", False
        deleting.add_a_third_team(self.world, ANA)
        self.initiative = deleting.add_an_initiative(self.world) if is_part else None
        clock.advance(minutes=minutes)
        self.escalation_id = self.world.raise_one(
            urgency, call=call, by=by, is_private=is_private, initiative=self.initiative
        )

    # What people do

    def act(self, operation: Any, by: str, **more: Any) -> None:
        """Let somebody do something; what they may not is refused, and changes nothing."""
        if by in self.gone:
            return
        try:
            self.world.move(operation, self.escalation_id, by, **more)
        except BotError:
            return

    @rule(by=people)
    def acknowledge(self, by: str) -> None:
        self.act(owning.acknowledge, by)

    @rule(by=people, hours=st.integers(1, 100))
    def promise(self, by: str, hours: int) -> None:
        self.act(owning.promise, by, until=self.now + hours * HOUR)

    @rule(by=people, hours=st.integers(1, 100))
    def snooze(self, by: str, hours: int) -> None:
        self.act(owning.snooze, by, until=self.now + hours * HOUR, why=None)

    @rule(by=people, to=people, restart=st.booleans())
    def hand_over(self, by: str, to: str, restart: bool) -> None:
        self.act(giving.hand_over, by, to=to, restart=restart, why=None)

    @rule(by=people)
    def redirect(self, by: str) -> None:
        with self.transaction() as session:
            teams = team_queries.list_teams(session, self.world.workspace_id)
        to, *_others = [each for each in teams if each.id != self.row.answering_team_id]
        self.act(giving.redirect, by, to=to, why=None)

    @rule(by=people)
    def ask_back(self, by: str) -> None:
        self.act(owning.ask_back, by, question="Which export?")

    @rule(by=people)
    def reply(self, by: str) -> None:
        self.act(owning.reply, by, text="All of them")

    @rule(by=people)
    def answer(self, by: str) -> None:
        self.act(answering.answer, by, text="Repaired", kind=AnswerKind.DECIDED)

    @rule(by=people)
    def accept(self, by: str) -> None:
        self.act(answering.accept, by)

    @rule(by=people)
    def reopen(self, by: str) -> None:
        self.act(answering.reopen, by, why="It fails again")

    @precondition(lambda self: self.steps_taken > 8)
    @rule(by=people)
    def withdraw(self, by: str) -> None:
        self.act(answering.withdraw, by, why=None)

    @rule(by=people, level=st.integers(0, 4))
    def jump(self, by: str, level: int) -> None:
        self.act(answering.jump, by, level=level, why="It burns")

    @rule(by=people)
    def join(self, by: str) -> None:
        self.act(joining.join, by, words="Here, too")

    @rule(who=people, start=st.integers(0, 3), days=st.integers(1, 9), stand_in=st.none() | people)
    def be_away(self, who: str, start: int, days: int, stand_in: str | None) -> None:
        first = self.now.date() + timedelta(days=start)
        span = {first + timedelta(days=day) for day in range(days)}
        if self.away[who] or stand_in == who:
            return
        self.away[who] = span
        self.world.be_away(who, start=start, days=days, stand_in=stand_in)

    @precondition(lambda self: len(self.gone) < len(PEOPLE) - 1)
    @rule(who=people)
    def leave(self, who: str) -> None:
        self.gone.add(who)
        self.world.leave(who)
        team_jobs.fill_places(transaction=self.transaction, now=self.now)
        jobs.release_left(transaction=self.transaction, now=self.now)
        jobs.inherit_left(transaction=self.transaction, now=self.now)

    @rule(ladder=st.sampled_from(LADDERS), apply=st.booleans())
    def change_ladder(self, ladder: Ladder, apply: bool) -> None:
        pair = (self.row.raising_team, self.row.answering_team)
        by = self.one_of(each for team in pair for each in team.responsible)
        with self.transaction() as session:
            newest = ladders.get_ladder(session, self.world.workspace_id, pair, now=self.now)
            ladders.change(
                session,
                self.world.workspace_id,
                pair,
                ladder,
                seen=newest.version,
                apply=apply,
                by=by,
                now=self.now,
            )
        jobs.apply_ladders(transaction=self.transaction, now=self.now)

    # What the clock does

    @rule(minutes=st.sampled_from([1, 16, 45, 180, 600, 1500, 5000]))
    def wait(self, minutes: int) -> None:
        self.world.clock.advance(minutes=minutes)
        self.tick()

    @rule()
    def wait_until_due(self) -> None:
        if self.row.due_at and self.row.due_at > self.now:
            self.world.until_due(self.escalation_id)
        self.tick()

    def tick(self) -> None:
        """Let the clock act; what it did must be just."""
        before = self.row
        self.deliver(before)
        if before.due_at is None or before.due_at > self.now:
            return
        move = self.world.tick(self.escalation_id, is_told=not self.is_channel_lost)
        after = self.row
        assert after.due_at is None or after.due_at > self.now
        if move is Move.ADVANCE and after.first_late_at == self.now != before.first_late_at:
            assert before.state is not State.OPEN or not self.is_channel_lost
            self.check_time_was_given(before)
        if move is Move.REMIND:
            has_to_act = before.acknowledged_by
            if before.state in {State.ANSWERED, State.ASKED_BACK}:
                has_to_act = before.asker_id
            assert working.is_open(self.now, self.away.get(has_to_act or "", ()))

    def check_time_was_given(self, before: Escalation) -> None:
        """Somebody of those asked, or its owner, had all their time, and it was working time."""
        if before.state is State.ACKNOWLEDGED:
            return
        within = before.ladder.rule.within(before.level, before.urgency)
        given = [
            working.worked(before.asked_at, self.now, self.away.get(each, ()))
            for each in before.asked
        ]
        assert max(given) >= within - LATE_ANYWAY

    # What must hold

    @invariant()
    def keeps_every_promise(self) -> None:
        row, events = self.row, self.world.history(self.escalation_id)
        self.deliver(row)
        self.steps_taken = len(events)
        self.reached.add(row.state)
        assert (row.due_at is None) == (row.state in ENDED)
        assert histories.replay(events) == standing(row)
        if row.state is State.OPEN:
            assert row.asked
            assert row.level == row.ladder.rule.last or row.raised_by not in row.asked
        if row.private_at is not None:
            assert {*row.asked} <= row.audience()

    def teardown(self) -> None:
        """Nobody does anything any more: the clock brings it to an end, or asks for ever."""
        if not hasattr(self, "escalation_id"):
            return
        seen: list[tuple[State, Move]] = []
        for _turn in range(40):
            row = self.row
            if row.due_at is None:
                return
            if row.due_at > self.now:
                self.world.until_due(self.escalation_id)
            state = row.state
            told = not self.is_channel_lost
            seen.append((state, self.world.tick(self.escalation_id, is_told=told)))
            asked_daily = (State.OPEN, Move.ADVANCE)
        last = self.row
        assert last.state is not State.OPEN or {*last.asked} - self.gone
        assert last.asker_id not in self.gone
        reminded_daily = (State.ASKED_BACK, Move.REMIND)
        assert {asked_daily, reminded_daily} & set(seen[-3:]), seen

    # How it is looked at

    @property
    def now(self) -> datetime:
        return self.world.clock()

    @property
    def row(self) -> Escalation:
        return self.world.get(self.escalation_id)

    def deliver(self, row: Escalation) -> None:
        """Let Slack have taken the newest notice at once."""
        if row.notice_key != self.delivered:
            self.world.deliver(self.escalation_id, at=self.now)
            self.delivered = row.notice_key
