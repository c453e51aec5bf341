"""Still true, or not mine any more: what the accountable person presses."""

from bot.clock import Clock
from bot.db import Transaction
from bot.ownership import notices
from bot.ownership.blocks import sentences
from bot.ownership.operations import confirming
from bot.ownership.operations.confirming import NotYours
from bot.ownership.operations.permitting import Gone
from bot.slack.values import Click, Reply


def on_confirm(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Write down that it is still true."""
    now = clock()
    with transaction() as session:
        try:
            entry = confirming.confirm(
                session, click.workspace_id, int(click.value), by=click.user_id, now=now
            )
        except Gone as gone:
            return Reply(whisper=sentences.removed(gone.entry))
        except NotYours as refused:
            return Reply(whisper=sentences.not_yours(refused.entry, now=now))
        notices.settle(session, entry, now=now)
    return Reply(whisper=sentences.confirmed(entry))


def on_give_up(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask the leads for somebody else."""
    now = clock()
    with transaction() as session:
        try:
            entry, is_new = confirming.give_up(
                session, click.workspace_id, int(click.value), by=click.user_id, now=now
            )
        except Gone as gone:
            return Reply(whisper=sentences.removed(gone.entry))
        except NotYours as refused:
            return Reply(whisper=sentences.not_yours(refused.entry, now=now))
        if is_new:
            notices.settle(session, entry, now=now)
            notices.ask_to_name(session, [entry], now=now)
    return Reply(whisper=sentences.given_up(entry))
