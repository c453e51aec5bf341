"""Moments in the life of an escalation; it begins on Monday 23 November 2026 at 9 in UTC."""

from datetime import UTC, datetime, timedelta

from bot.escalations.operations import answering, owning
from bot.escalations.rules import AnswerKind, Move, Urgency
from bot.hours import operations as hours
from bot.hours.operations import Said
from bot.hours.rules.week import DEFAULT
from tests.escalations.world import IVAN, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(text: str) -> datetime:
    """Return an instant of November 2026 in UTC: `27 16:30`."""
    day, _, time = text.partition(" ")
    hour, _, minute = time.partition(":")
    return datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=UTC)


def now(world: World, text: str) -> None:
    """Let it be that time."""
    world.clock.advance(seconds=(at(text) - world.clock()).total_seconds())


def tick_when_due(world: World, escalation_id: int) -> Move:
    """Let time pass until something is due, and the clock act."""
    world.until_due(escalation_id)
    return world.tick(escalation_id)


def next_move(world: World, escalation_id: int) -> tuple[Move, str]:
    """Let time pass until the clock does more than to wait, and return what, and when."""
    while (move := tick_when_due(world, escalation_id)) is Move.POSTPONE:
        pass
    return move, f"{world.clock():%a %d %H:%M}"


def live_in(world: World, zone: str, *user_ids: str, country: str | None = None) -> None:
    """Let people work from 9 to 17 there."""
    for user_id in user_ids:
        with world.transaction() as session:
            said = Said(zone, DEFAULT, country)
            hours.confirm(session, world.workspace_id, user_id, said, now=world.clock())


def taken(world: World, urgency: Urgency = Urgency.HIGH) -> int:
    """Ivan takes one that was raised just now; return its id."""
    escalation_id = world.raise_one(urgency)
    world.move(owning.acknowledge, escalation_id, IVAN)
    return escalation_id


def answered(world: World) -> int:
    """Ivan answers one that was raised just now; return its id."""
    escalation_id = world.raise_one()
    world.move(answering.answer, escalation_id, IVAN, text="Repaired", kind=AnswerKind.UNBLOCKED)
    return escalation_id
