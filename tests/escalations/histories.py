"""Random histories of escalations, made by the real operations, and what replaying them gives."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.errors import BotError
from bot.escalations.models import EscalationEvent
from bot.escalations.operations import answering, giving, joining, owning
from bot.escalations.rules import AnswerKind, Urgency
from bot.escalations.rules.advice import Call
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

PEOPLE = (MAYA, IVAN, BO, SOFIA, "U0ANA00002")


def live(world: World, chance: Random, *, moves: int) -> int:
    """Let one escalation be raised, and people and the clock do to it what they may; return it."""
    escalation_id = world.raise_one(
        chance.choice(list(Urgency)), call=chance.choice(list(Call)), by=chance.choice(PEOPLE)
    )
    for _move in range(moves):
        world.clock.advance(minutes=chance.choice([1, 7, 45, 200, 1500]))
        due_at = world.get(escalation_id).due_at
        if due_at is None:
            break
        if due_at <= world.clock():
            world.tick(escalation_id)
        else:
            _act(world, chance, escalation_id)
    return escalation_id


def _act(world: World, chance: Random, escalation_id: int) -> None:
    """Let somebody do something; what they may not is refused, and nothing happens."""
    later = world.clock() + timedelta(hours=chance.choice([1, 30]))
    operation, more = chance.choice(_acts(later, chance.choice(PEOPLE)))
    try:
        world.move(operation, escalation_id, chance.choice(PEOPLE), **more)
    except BotError:
        return


def _acts(later: datetime, other: str) -> Sequence[tuple[Any, dict[str, Any]]]:
    return [
        (owning.acknowledge, {}),
        (owning.acknowledge, {}),
        (owning.promise, {"until": later}),
        (owning.snooze, {"until": later, "why": None}),
        (owning.ask_back, {"question": "Which export?"}),
        (owning.reply, {"text": "All of them"}),
        (giving.hand_over, {"to": other, "restart": True, "why": None}),
        (answering.answer, {"text": "Repaired", "kind": AnswerKind.DECIDED}),
        (answering.answer, {"text": "Repaired", "kind": AnswerKind.DECIDED}),
        (answering.accept, {}),
        (answering.reopen, {"why": "It fails again"}),
        (answering.withdraw, {"why": None}),
        (answering.jump, {"level": 2, "why": "It burns"}),
        (joining.join, {"words": "Here, too"}),
    ]


def replay(events: Sequence[EscalationEvent]) -> dict[str, Any]:
    """Return how an escalation stands, from what each of its moves changed."""
    standing: dict[str, Any] = {}
    for event in events:
        standing |= event.changed
    return standing
