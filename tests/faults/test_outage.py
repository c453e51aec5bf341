"""Slack away for an hour: what is still of use arrives, once, and what is not does not."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from sqlalchemy import Engine

from bot.escalations.rules import Urgency
from bot.outbox import Draft
from sandbox import Message, Sandbox
from tests.clock import MovedClock
from tests.faults.companies import (
    GENERAL,
    IT,
    IVAN,
    MARKETING,
    Companies,
    Ladder,
    companies,
)

COMPANIES = 50
BEFORE, AWAY, AFTER = 10, 60, 30
"""Minutes; afterwards four hours more, for normal urgency to move up once."""

STEP = 2
"""Minutes of the outage that pass at a time: every probe of every company is a call."""

PROMPT_WITHIN = timedelta(minutes=20)
IN_DOUBT_FOR = timedelta(minutes=5)
"""Until a message that may have arrived is looked for, and posted again if it did not."""
DECISION_WITHIN = timedelta(days=365)
CATCH_UP = "I could not reach Slack from"
MOVES = {Urgency.HIGH: 2, Urgency.NORMAL: 1, Urgency.LOW: 0}
"""How often each has moved up by the end: the sponsors are asked again only after a day."""

AWAY_BY: dict[str, Callable[[Sandbox, int], None]] = {
    "refusing": lambda slack, _seed: slack.away("refuse"),
    "hanging": lambda slack, seed: slack.fail_by_lot(
        {"seed": seed, "rates": {"*": {"hang": 1.0}}, "hang": 0.02}
    ),
    "failing after accepting": lambda slack, _seed: slack.away("accept_then_500"),
}
"""Hanging: a call is held, and cut after or before it took effect. It is not held for as long as a
call may take, which would not be story time."""

Act = Callable[[Companies, int], None]
"""Something that happens in the company with this workspace id."""


Record = Callable[[str, object], None]


class TestSlackAwayForAnHour:
    def test_in_three_ways_costs_nothing_that_matters(
        self, outage: "Outage", record_property: Record
    ) -> None:
        assert outage.live_through(list(AWAY_BY), record_property) == []

    @pytest.mark.faults
    @pytest.mark.parametrize("how", AWAY_BY)
    def test_costs_nothing_that_matters(
        self, outage: "Outage", how: str, record_property: Record
    ) -> None:
        assert outage.live_through([how], record_property) == []


@pytest.fixture
def outage(engine: Engine, clock: MovedClock, seed: int) -> Iterator["Outage"]:
    """An outage to come, for fifty companies."""
    with companies(engine, clock, COMPANIES) as world:
        yield Outage(world, seed)


class Outage:
    """One outage for all companies, in each of which the same is written at the same minutes."""

    def __init__(self, world: Companies, seed: int) -> None:
        self._world = world
        self._seed = seed
        self._lot = random.Random(seed)  # noqa: S311 (it must be possible to repeat it)
        self._written: dict[str, datetime] = {}
        self._back_at = datetime.max.replace(tzinfo=UTC)

    def live_through(self, ways: Sequence[str], record: Record) -> list[str]:
        """Let Slack be away in these ways, one after the other; return what is wrong afterwards."""
        asyncio.run(self._live_through(ways))
        shown = [message for company in self._world.everybody() for message in company.shown]
        record("companies", COMPANIES)
        record("written", len(self._written) * COMPANIES)
        record("shown", len(shown))
        record("catch-ups", sum(_first_line(each).startswith(CATCH_UP) for each in shown))
        return [*islice(self._complaints(), 20)]

    async def _live_through(self, ways: Sequence[str]) -> None:
        world = self._world
        async with world:
            self._do([self._raised(Urgency.HIGH), self._digest(0), self._decision(0)])
            await world.pass_time(minutes=BEFORE)
            agenda = self._agenda()
            for minute in range(0, AWAY, STEP):
                self._be_away(ways, minute)
                self._do(agenda[minute])
                await world.pass_time(minutes=STEP, step=STEP)
            self._come_back()
            self._back_at = world.clock()
            await world.pass_time(minutes=AFTER)
            await world.pass_time(minutes=4 * 60 + AWAY, step=5)

    def _be_away(self, ways: Sequence[str], minute: int) -> None:
        turn, rest = divmod(minute * len(ways), AWAY)
        if not rest:
            self._come_back()
            AWAY_BY[ways[turn]](self._world.slack, self._seed)

    def _come_back(self) -> None:
        self._world.slack.back()
        self._world.slack.fail_by_lot(None)

    def _complaints(self) -> Iterator[str]:
        if not self._world.is_sound():
            yield "the audit has found something"
        if left := self._world.unsettled():
            yield f"{left} messages are not settled"
        for company in self._world.everybody():
            for complaint in (
                *_told_twice(company.shown),
                *self._missing(company.shown),
                *self._stale(company.shown),
                *_collapsed(company.ladders),
            ):
                yield f"{company.name}: {complaint}"

    def _agenda(self) -> dict[int, list[Act]]:
        """Return what is written at which minute: of three alike, one in each third."""
        alike = [
            [self._raised(urgency) for urgency in Urgency],
            [self._prompt(IVAN, number) for number in range(3)],
            [self._prompt(IT, number) for number in range(3)],
            [self._digest(number) for number in range(1, 4)],
            [self._decision(number) for number in range(1, 4)],
        ]
        agenda: dict[int, list[Act]] = defaultdict(list)
        for acts in alike:
            for third, act in enumerate(acts):
                minutes = range(third * AWAY // 3, (third + 1) * AWAY // 3, STEP)
                agenda[self._lot.choice(minutes)].append(act)
        return agenda

    def _do(self, acts: Sequence[Act]) -> None:
        for act in acts:
            for workspace_id in self._world.workspace_ids:
                act(self._world, workspace_id)

    def _raised(self, urgency: Urgency) -> Act:
        return lambda world, workspace_id: world.raise_one(workspace_id, urgency)

    def _prompt(self, where: str, number: int) -> Act:
        return self._post(f"prompt {where} {number}", where, within=PROMPT_WITHIN)

    def _digest(self, number: int) -> Act:
        return self._post(f"digest {number}", MARKETING, collapse_key="digest")

    def _decision(self, number: int) -> Act:
        return self._post(f"decision {number}", GENERAL, within=DECISION_WITHIN)

    def _post(self, text: str, where: str, **more: object) -> Act:
        def act(world: Companies, workspace_id: int) -> None:
            self._written[text] = world.clock()
            world.post(workspace_id, Draft(text, where, text, **more))  # type: ignore[arg-type]  # as given above

        return act

    def _missing(self, shown: Sequence[Message]) -> Iterator[str]:
        """Yield each decision that is not shown, the newest digest, and what was still of use."""
        seen = {_first_line(message) for message in shown}
        still = self._back_at + IN_DOUBT_FOR - PROMPT_WITHIN
        for text, written_at in self._written.items():
            of_use = text.startswith("decision") or text == self._newest_digest
            if (of_use or written_at > still) and text not in seen:
                yield f"{text!r} is lost"

    def _stale(self, shown: Sequence[Message]) -> Iterator[str]:
        """Yield what came too late to be of use."""
        for message in shown:
            text, posted_at = _first_line(message), _posted_at(message)
            if text.startswith("prompt") and posted_at > self._written[text] + PROMPT_WITHIN:
                yield f"{text!r} was posted {posted_at - self._written[text]} late"
            old = text.startswith("digest") and text != self._newest_digest
            if old and posted_at >= self._back_at:
                yield f"{text!r} was posted although there is a newer one"

    @property
    def _newest_digest(self) -> str:
        return max(text for text in self._written if text.startswith("digest"))


def _told_twice(shown: Sequence[Message]) -> Iterator[str]:
    """Yield what somebody reads twice, and each channel that was told twice of the outage."""
    places = Counter((each.channel, each.thread_ts, _first_line(each)) for each in shown)
    yield from (f"{place} is shown {times} times" for place, times in places.items() if times > 1)
    caught_up = Counter(each.channel for each in shown if _first_line(each).startswith(CATCH_UP))
    for place, times in caught_up.items():
        if times > 1 or place.startswith("D"):
            yield f"{place} was told {times} times what came too late"
    second = f"prompt {IT} 1"  # by then nothing has been sent for long, so that it waits
    if not any(_first_line(each) == second for each in shown) and not caught_up[IT]:
        yield f"nobody was told that {second!r} came too late"


def _collapsed(ladders: Sequence[Ladder]) -> Iterator[str]:
    """Yield each escalation whose card is lost, or that moved up too often or too early."""
    for ladder in ladders:
        if len(ladder.moved_at) != MOVES[ladder.urgency] or len(ladder.asked_at) != 1 + len(
            ladder.moved_at
        ):
            yield f"{ladder}: asked or moved too often, or not often enough"
        for asked_at, moved_at in zip(ladder.asked_at, ladder.moved_at, strict=False):
            if moved_at < asked_at + ladder.allowed - timedelta(minutes=1):
                yield f"{ladder}: moved up {moved_at - asked_at} after its notice"


def _first_line(message: Message) -> str:
    """Return what it says; a late one says in its second line that it is."""
    return message.text.partition("\n")[0]


def _posted_at(message: Message) -> datetime:
    return datetime.fromtimestamp(float(message.ts), UTC)
