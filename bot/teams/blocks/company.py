"""What holds for everybody in the company, and the form that changes it."""

from collections.abc import Sequence

from bot.hours.blocks import forms, sentences
from bot.hours.models import CompanyHours
from bot.slack import block_kit
from bot.slack.values import Json

CHANGE = "teams.change_company"
SAVE = "teams.save_company"


def overview(company: CompanyHours | None, *, may_change: bool) -> tuple[str, Json]:
    """Return what holds for everybody, with a button for those who may change it."""
    said = f"*Everybody*: {sentences.company(company)}"
    button = block_kit.button("Change hours", action_id=CHANGE, value="hours")
    return said, block_kit.section(said, accessory=button if may_change else None)


def change_form(
    company: CompanyHours | None, countries: forms.Countries, *, is_newer: bool = False
) -> Json:
    """Return the form, filled with what holds; `is_newer` if it was changed while one was open.

    Slack keeps what was filled in: whoever sends it again has seen what it replaces.
    """
    told = [block_kit.section(_changed(company))] if is_newer and company else []
    seen_at = company.set_at.isoformat() if company else ""
    return block_kit.modal(
        "Everybody's hours",
        [*told, *forms.defaults_fields(company, countries)],
        callback_id=SAVE,
        submit="Save",
        metadata=seen_at,
    )


def _changed(company: CompanyHours) -> str:
    return (
        f"*Not saved yet: {block_kit.mention(company.set_by)} changed this while your form was "
        f"open, {block_kit.moment(company.set_at)}.*\nNow: {sentences.company(company)}\nThe form "
        "still has what you chose. Please look, and save again."
    )


def saved(company: CompanyHours | None) -> Json:
    """Return the modal that says what holds now."""
    return block_kit.notice("Saved", sentences.company(company))


def only(responsible: Sequence[str]) -> str:
    """Return the sentence that names those who may change what holds for everybody."""
    return f"{block_kit.mentions(responsible)} can change the company's hours."
