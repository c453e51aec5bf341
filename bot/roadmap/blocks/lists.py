"""The list of initiatives, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.roadmap import rules
from bot.roadmap.blocks.card import STAGES, status
from bot.roadmap.models import Initiative
from bot.slack import block_kit
from bot.slack.values import Json

OPEN = "roadmap.open"
ADD = "roadmap.add"
TURN = "roadmap.turn"
TURN_BACK = "roadmap.turn_back"

PAGE = 15
"""Rows a page: with a heading for each of seven groups they stay far below Slack's 50 blocks, and
the text below its 4,000 bytes."""

_TEXT_EXCERPT = 30
"""Characters of a name in the message's text."""


@dataclass(frozen=True)
class Page:
    """A part of the list, as `user_id` sees it on `today`; `number` counts from 0."""

    initiatives: Sequence[Initiative]
    number: int
    total: int
    user_id: str
    today: date

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))


def page(shown: Page) -> tuple[str, list[Json]]:
    """Return a page of the list: grouped, each initiative with its button."""
    if not shown.total:
        return _empty()
    said = f"{shown.total} initiative{'' if shown.total == 1 else 's'}"
    if shown.pages > 1:
        said = f"{said}, page {shown.number + 1} of {shown.pages}"
    lines = [_in_text(initiative, shown.today) for initiative in shown.initiatives]
    blocks = [block_kit.header("Roadmap"), block_kit.context(said), *_groups(shown), _turns(shown)]
    return f"Roadmap: {said}. {'; '.join(lines)}.", blocks


def found(initiatives: Sequence[Initiative], text: str, today: date) -> tuple[str, list[Json]]:
    """Return those that `text` can mean; one more than a page says that there are others."""
    shown = initiatives[:PAGE]
    more = " Type more of the name to see fewer." if len(initiatives) > PAGE else ""
    count = f"{'More than ' if more else ''}{len(shown)}"
    said = (
        f"{count} initiatives have “{block_kit.quote(text, _TEXT_EXCERPT)}” in their names.{more}"
    )
    lines = [_in_text(initiative, today) for initiative in shown]
    rows = [_row(initiative, today) for initiative in shown]
    return f"{said} {'; '.join(lines)}.", [block_kit.section(said), *rows]


def _empty() -> tuple[str, list[Json]]:
    said = "There is no initiative yet. Add the first: it has an owner in each of two teams."
    return said, [block_kit.section(said), block_kit.actions(_add_button())]


def _groups(shown: Page) -> Iterator[Json]:
    def group(initiative: Initiative) -> str:
        is_mine = shown.user_id in initiative.owner_ids
        mine = rules.listed_before(initiative.stage, is_mine=is_mine) == 0
        return "Yours" if mine else STAGES[initiative.stage]

    for title, initiatives in groupby(shown.initiatives, group):
        yield block_kit.section(f"*{title}*")
        yield from (_row(initiative, shown.today) for initiative in initiatives)


def _row(initiative: Initiative, today: date) -> Json:
    return block_kit.section(
        f"{initiative.name}: {block_kit.quote(initiative.title)}\n{status(initiative, today)}. "
        f"{block_kit.mentions(initiative.owner_ids)}",
        accessory=block_kit.button("Open", action_id=OPEN, value=str(initiative.id)),
    )


def _in_text(initiative: Initiative, today: date) -> str:
    title = block_kit.quote(initiative.title, _TEXT_EXCERPT)
    return f"{initiative.name}: {title}, {status(initiative, today)}"


def _turns(shown: Page) -> Json:
    back = block_kit.button("Previous", action_id=TURN_BACK, value=str(shown.number - 1))
    on = block_kit.button("Next", action_id=TURN, value=str(shown.number + 1))
    has_more = shown.number + 1 < shown.pages
    return block_kit.actions(
        *([back] if shown.number else []), *([on] if has_more else []), _add_button()
    )


def _add_button() -> Json:
    return block_kit.button("Add an initiative", action_id=ADD, value="add")
