"""What people answer when they are asked whether to go on."""

from bot import outbox
from bot.clock import Clock
from bot.db import Transaction
from bot.nudges import blocks
from bot.nudges.operations import listening
from bot.nudges.queries import ledger
from bot.slack.values import Click, Reply


def on_go_on(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Tell the person again what waits, and will."""
    return _decide(click, listening.go_on, blocks.going_on(), transaction, clock)


def on_stop(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Tell the person nothing any more that is not urgent."""
    return _decide(click, listening.stop, blocks.stopped(), transaction, clock)


def _decide(
    click: Click,
    operation: listening.Decision,
    drawn: blocks.Drawn,
    transaction: Transaction,
    clock: Clock,
) -> Reply:
    """Write down what the person wants, and let the question say it; without one, whisper it."""
    now = clock()
    with transaction() as session:
        operation(session, click.workspace_id, click.user_id, now=now)
        question = ledger.find_last_question(session, click.workspace_id, click.user_id)
        if question is None:
            return Reply(whisper=drawn[0])
        change = outbox.Change(question.key, *drawn)
        outbox.update(session, change, workspace_id=click.workspace_id, now=now)
    return Reply.none()


ACTIONS = {blocks.KEEP: on_go_on, blocks.STOP: on_stop, blocks.START_AGAIN: on_go_on}
