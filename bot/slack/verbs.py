"""Commands whose first word is a verb of ours, or the beginning of what somebody wants to say."""

from collections.abc import Callable
from dataclasses import replace

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.values import Command, Handler, Reply


def is_empty(text: str) -> bool:
    """Return whether nothing follows the verb."""
    return not text


def unless_more_follows(
    verb: str,
    handler: Handler,
    otherwise: Handler,
    *,
    fits: Callable[[str], bool] = is_empty,
) -> Handler:
    """Return what does `/command verb` if what follows `fits`; else all of it is for `otherwise`.

    So that "/escalate list of customers is empty" escalates.
    """

    def handle(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
        if not fits(command.text):
            said = replace(command, text=f"{verb} {command.text}")
            return otherwise(said, transaction=transaction, clock=clock)
        return handler(command, transaction=transaction, clock=clock)

    return handle
