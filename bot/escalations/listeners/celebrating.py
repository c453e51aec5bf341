"""Celebrating who answered in time."""

from bot.clock import Clock
from bot.db import Transaction
from bot.escalations import queries
from bot.escalations.blocks import refusals
from bot.slack.values import Click, Reply
from bot.wins.blocks.forms import Context, Filled
from bot.wins.listeners import starting


def on_celebrate(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a win with whoever answered, and what they helped with."""
    with transaction() as session:
        escalation = queries.get_escalation(
            session, workspace_id=click.workspace_id, escalation_id=int(click.value)
        )
        if not escalation.is_worth_celebrating:
            return Reply(whisper=refusals.nothing_to_celebrate(escalation))
        helpers = dict.fromkeys([escalation.answered_by, escalation.acknowledged_by])
        filled = Filled(
            [each for each in helpers if each],
            f"Answered {escalation.name} in time: {escalation.stuck}",
            escalation.initiative,
        )
        context = Context(f"escalation:{escalation.id}")
        return starting.begin(session, click, filled, context)
