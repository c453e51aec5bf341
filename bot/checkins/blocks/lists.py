"""`/roadmap checkin`: what somebody is asked, and may still change."""

from collections.abc import Sequence

from bot.checkins.blocks import prompt
from bot.checkins.models import Checkin
from bot.slack import block_kit
from bot.slack.values import Json


def listed(checkins: Sequence[Checkin]) -> tuple[str, list[Json]]:
    """Return somebody's check-ins, those that wait for them first."""
    if not checkins:
        said = (
            "Nothing is to be checked in. Who owns an active initiative is asked on Tuesdays how "
            "it goes. `/roadmap` shows yours."
        )
        return said, [block_kit.section(said)]
    waiting = sum(each.answered_at is None for each in checkins)
    said = (
        f"{waiting} wait{'s' if waiting == 1 else ''} for you." if waiting else "All is answered."
    )
    return said, [block_kit.section(f"*{said}*"), *(_row(each) for each in checkins)]


def _row(checkin: Checkin) -> Json:
    initiative = checkin.round.initiative
    label = "Change it" if checkin.answered_at else "Check in"
    button = block_kit.button(label, action_id=prompt.CHECK_IN, value=str(checkin.id))
    state = (
        f"you answered {block_kit.moment(checkin.answered_at)}"
        if checkin.answered_at
        else f"asked for {block_kit.day(checkin.held_on)}"
    )
    title = block_kit.quote(initiative.title, 80)
    return block_kit.section(f"{initiative.name} {title}: {state}", accessory=button)
