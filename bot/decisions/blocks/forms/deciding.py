"""The forms of those who decide: reject, ask, let somebody else decide, change who, withdraw."""

from datetime import datetime

from bot.decisions.blocks.forms.fields import ALL, PEOPLE_MAX, needed_field, people_field
from bot.decisions.models import Decision
from bot.decisions.rules import Part
from bot.slack import block_kit
from bot.slack.values import Json

REJECT = "decisions.give_reason"
ASK = "decisions.send_question"
DELEGATE = "decisions.delegate"
PEOPLE = "decisions.change_people"
WITHDRAW = "decisions.take_back"


def reject_form(decision: Decision) -> Json:
    """Return the form that asks why not."""
    return block_kit.modal(
        f"Reject {decision.name}",
        [
            *_what(decision),
            block_kit.field(
                "Why not?",
                block_kit.text_input(
                    placeholder="The contract runs until June: let us decide then", multiline=True
                ),
                block_id="why",
                hint="Whoever drives it reads this, and so does everybody who sees the card.",
            ),
        ],
        callback_id=REJECT,
        submit="Reject",
        metadata=str(decision.id),
    )


def ask_form(decision: Decision) -> Json:
    """Return the form that takes a question for the driver."""
    driver = block_kit.mention(decision.driver_id)
    return block_kit.modal(
        f"Ask about {decision.name}",
        [
            *_what(decision),
            block_kit.section(f"{driver} is told, and it stands below the card."),
            block_kit.field(
                "What do you want to know?",
                block_kit.text_input(placeholder="Who pays for the migration?", multiline=True),
                block_id="question",
            ),
        ],
        callback_id=ASK,
        submit="Ask",
        metadata=str(decision.id),
    )


def delegate_form(decision: Decision, *, until: datetime) -> Json:
    """Return the form that lets somebody else decide in one's place; `until` is proposed."""
    return block_kit.modal(
        f"Stand-in on {decision.name}",
        [
            *_what(decision),
            block_kit.field(
                "Who decides in your place?",
                block_kit.person_select(placeholder="A colleague"),
                block_id="to",
            ),
            block_kit.field(
                "Until when?",
                block_kit.datetime_input(initial=until),
                block_id="until",
                hint="After that only you can. You can decide at any time, too.",
            ),
        ],
        callback_id=DELEGATE,
        submit="Ask them",
        metadata=str(decision.id),
    )


def people_form(decision: Decision) -> Json:
    """Return the form that says who takes part."""
    chosen = {part: [each.user_id for each in decision.in_part(part)] for part in Part}
    return block_kit.modal(
        f"People of {decision.name}",
        [
            block_kit.field(
                "Who has to approve it?",
                block_kit.people_select(
                    placeholder="Somebody", initial=chosen[Part.APPROVER], limit=PEOPLE_MAX
                ),
                block_id="approvers",
                hint="What those have said whom you take out counts no more.",
            ),
            needed_field(str(decision.needed) if decision.needed else ALL),
            people_field("Who was asked for advice?", "contributors", chosen[Part.CONTRIBUTOR]),
            people_field("Who has to know?", "informed", chosen[Part.INFORMED]),
        ],
        callback_id=PEOPLE,
        submit="Save",
        metadata=str(decision.id),
    )


def withdraw_form(decision: Decision) -> Json:
    """Return the form that takes a proposal back."""
    return block_kit.modal(
        f"Withdraw {decision.name}",
        [
            block_kit.section("Nobody has to decide any more. It stays in the log as withdrawn."),
            block_kit.field(
                "Why?",
                block_kit.text_input(placeholder="The budget is gone", multiline=True),
                block_id="why",
                optional=True,
            ),
        ],
        callback_id=WITHDRAW,
        submit="Withdraw",
        metadata=str(decision.id),
    )


def _what(decision: Decision) -> list[Json]:
    return [block_kit.section(f"*{decision.name}*"), block_kit.words(decision.title)]
