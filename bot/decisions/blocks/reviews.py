"""Looking at a decision again: what its driver is asked, and the form that says until when."""

from datetime import date, timedelta

from bot.decisions.blocks import card, sentences
from bot.decisions.blocks.card import Drawn
from bot.decisions.models import Decision
from bot.slack import block_kit
from bot.slack.values import Json

KEEP = "decisions.keep"
KEEP_UNTIL = "decisions.keep_until"

_HALF_A_YEAR = timedelta(days=182)


def ask(decision: Decision, review_on: date) -> Drawn:
    """Return what asks the driver whether it still holds."""
    said = (
        f"Does {decision.name} still hold? You wanted to look at it again on "
        f"{block_kit.day(review_on)}."
    )
    value = str(decision.id)
    buttons = block_kit.actions(
        block_kit.button("It holds", action_id=KEEP, value=value, style="primary"),
        block_kit.button("Amend it", action_id=card.AMEND, value=value),
        block_kit.button("Supersede it", action_id=card.SUPERSEDE, value=value),
    )
    return f"{said} {card.text(decision)}", [
        block_kit.section(said),
        *card.body(decision),
        buttons,
    ]


def overdue(decision: Decision, review_on: date) -> str:
    """Return what the sponsors are told when nobody has looked at it in a week."""
    driver = block_kit.mention(decision.driver_id)
    title = block_kit.quote(decision.title, sentences.EXCERPT)
    return (
        f"{decision.name}, “{title}”, was to be looked at again on {block_kit.day(review_on)}, and "
        f"{driver} has not said whether it still holds. Please ask {driver}."
    )


def keep_form(decision: Decision, *, today: date) -> Json:
    """Return the form that says when it is looked at next."""
    return block_kit.modal(
        f"{decision.name} holds",
        [
            block_kit.words(decision.title),
            block_kit.field(
                "Look at it again on",
                block_kit.date_input(initial=(today + _HALF_A_YEAR).isoformat()),
                block_id="review_on",
                hint="Without a day nobody is asked again.",
                optional=True,
            ),
        ],
        callback_id=KEEP_UNTIL,
        submit="It holds",
        metadata=str(decision.id),
    )
