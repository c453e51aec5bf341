"""`/roadmap digest`: the current one for its asker alone, and the form that sets it up."""

from bot.clock import Clock
from bot.db import Transaction
from bot.digests.blocks import digest as blocks
from bot.digests.listeners import setting_up
from bot.digests.operations.configuring import may_set_up
from bot.digests.queries.compiling import read_facts
from bot.digests.queries.digests import find_settings
from bot.hours import queries as hours
from bot.slack import block_kit
from bot.slack.values import Command, Reply

_SETUP = "setup"
_WORD = 40


def on_digest(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the digest as it would be now, or open the form; nothing is told by it."""
    typed = block_kit.typed(command.text)
    if typed.casefold() == _SETUP:
        return setting_up.on_setup(command, transaction=transaction, clock=clock)
    if typed:
        said = f"I don't know “{block_kit.quote(typed, _WORD)}” here. "
        return Reply.text(f"{said}Type `/roadmap digest`, or `/roadmap digest setup`.")
    workspace_id, now = command.workspace_id, clock()
    with transaction() as session:
        settings = find_settings(session, workspace_id)
        zone = hours.get_schedule(session, workspace_id, command.user_id, now=now).zone
        facts = read_facts(session, workspace_id, zone=zone, now=now, settled=False)
        is_theirs = may_set_up(setting_up.roles(session, command))
    channel_id = settings.channel_id if settings else None
    return Reply.text(*blocks.personal(facts, channel_id=channel_id, may_set_up=is_theirs))
