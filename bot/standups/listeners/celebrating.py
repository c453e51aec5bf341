"""Celebrating what somebody named in their answer."""

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.values import Click, Reply
from bot.standups.listeners.clicks import id_of
from bot.standups.operations import answering
from bot.standups.queries import turns as queries
from bot.standups.rules import ANSWER
from bot.standups.rules.questions import Flag
from bot.wins.blocks.forms import Context, Filled
from bot.wins.listeners import starting


def on_celebrate(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a win, with their words in it: who did it is for them to name."""
    with transaction() as session:
        turn = queries.get_turn(
            session, workspace_id=click.workspace_id, turn_id=id_of(click.value)
        )
        answering.check(turn, ANSWER, by=click.user_id, now=clock())
        said = [
            str(turn.answers[each.key])
            for each in turn.round.questions
            if each.flag is Flag.WIN and each.key in turn.answers
        ]
        filled = Filled([], " ".join(" ".join(said).split()))
        return starting.begin(session, click, filled, Context(f"standup:{turn.id}"))
