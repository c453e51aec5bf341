"""What a raise form leads to: three questions for who is not sure, and the offer to join."""

from collections.abc import Mapping
from typing import Any

from bot.escalations.blocks import status
from bot.escalations.blocks.forms.context import Context
from bot.escalations.blocks.forms.raising import RAISE, Typed, typed_fields
from bot.escalations.models import Escalation
from bot.escalations.rules import Urgency
from bot.escalations.rules.advice import Call, Needed
from bot.slack import block_kit
from bot.slack.values import Json

JOIN = "escalations.join"
YES, NO = "yes", "no"
APART = "apart"

_CALLS = {
    Call.TEAM: "Somebody in the team can decide it",
    Call.LEADS: "The leads of both teams",
    Call.SPONSORS: "The sponsors",
}
_NEEDED = {
    Needed.TODAY: "Today",
    Needed.THIS_WEEK: "This week",
    Needed.LATER: "Later",
}


def unsure_form(context: Context, typed: Typed) -> Json:
    """Return the three questions that choose how urgent it is, and who is asked first."""
    return block_kit.modal(
        "How urgent is it?",
        [
            *typed_fields(typed),
            _choice_field("Is somebody blocked right now?", {YES: "Yes", NO: "No"}, "blocked"),
            _choice_field("Whose call is it?", _CALLS, "call"),
            _choice_field("By when do you need an answer?", _NEEDED, "needed"),
        ],
        callback_id=RAISE,
        submit="Escalate",
        metadata=context.dump(),
    )


def join_form(existing: Escalation, context: Context, typed: Typed) -> Json:
    """Return what offers to join `existing` instead of raising the same again."""
    about = f"part of {existing.initiative.name}" if existing.initiative else "about this message"
    apart = block_kit.option("It is another problem: raise it anyway", APART)
    return block_kit.modal(
        "Is it the same?",
        [
            block_kit.section(f"*{existing.name}* is open, {about}:"),
            block_kit.words(existing.stuck),
            block_kit.section(status.sentence(existing)),
            block_kit.context(
                "If it is the same, join it: your words go below its card, and I tell you what "
                "becomes of it."
            ),
            *typed_fields(typed),
            block_kit.field("Or", block_kit.checkboxes([apart]), block_id="apart", optional=True),
        ],
        callback_id=JOIN,
        submit="Join",
        metadata=context.but(join=existing.id).dump(),
    )


def raised(name: str, *, urgency: Urgency, is_blocked: bool, needed: Needed, asked: str) -> Json:
    """Return what says what three answers came to; `asked` is in mrkdwn."""
    because = "somebody is blocked" if is_blocked else "nobody is blocked"
    return block_kit.notice(
        "Raised",
        f"I have raised {name} with {urgency.value} urgency, because {because} and you need it "
        f"{_NEEDED[needed].lower()}. I have asked {asked}.",
    )


def _choice_field(label: str, choices: Mapping[Any, str], block_id: str) -> Json:
    options = [block_kit.option(said, value) for value, said in choices.items()]
    return block_kit.field(label, block_kit.radio_buttons(options), block_id=block_id)
