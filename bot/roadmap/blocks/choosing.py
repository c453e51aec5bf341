"""Choosing an initiative in the forms of what may be part of one."""

from collections.abc import Sequence

from bot.roadmap.models import Initiative
from bot.slack import block_kit
from bot.slack.values import Json


def initiative_field(
    initiatives: Sequence[Initiative], chosen: int | None, *, hint: str | None = None
) -> list[Json]:
    """Return the choice of an initiative, if there is any; `chosen` is the id of one, or None."""
    if not initiatives:
        return []
    options = {
        each.id: block_kit.option(f"{each.name}: {each.title}", str(each.id))
        for each in initiatives
    }
    select = block_kit.select(
        placeholder="None",
        options=list(options.values()),
        initial=options.get(chosen or 0),
    )
    label = "Part of an initiative?"
    return [block_kit.field(label, select, block_id="initiative", hint=hint, optional=True)]
