"""The two lists: who answers for what, and what each team does for the others."""

from collections.abc import Collection
from datetime import datetime

from bot.ownership.blocks import sentences
from bot.ownership.models import Entry, Page
from bot.ownership.rules.entries import Kind
from bot.slack import block_kit
from bot.slack.values import Json

ADD = "ownership.add"
CHANGE = "ownership.change"
REMOVE = "ownership.remove"
EARLIER = "ownership.earlier"
LATER = "ownership.later"
SHOW_QUESTIONS = "ownership.show_questions"

QUESTIONS = "questions"
"""The name of the list of questions on the buttons of its pages; the others have their kind's."""

PAGE = 12
"""Entries of a page: with two rows of blocks each, a heading above each, and what is around them,
they stay below Slack's 50."""

_TITLES = {Kind.OWNED: "Who answers for what", Kind.SERVICE: "What each team does for the others"}
_EMPTY = {
    Kind.OWNED: (
        "Nobody has written down yet who answers for what. A lead of a team can begin with *Add*."
    ),
    Kind.SERVICE: (
        "No team has written down yet what it does for the others. A lead can begin with *Add*."
    ),
}


def entry_list(
    page: Page,
    kind: Kind,
    *,
    now: datetime,
    changeable: Collection[int] = (),
    may_add: bool = False,
    open_questions: int = 0,
) -> tuple[str, list[Json]]:
    """Return the text and the blocks of a page of a list.

    Entries with an id in `changeable` have buttons; `open_questions` is said if there are any.
    """
    blocks = [block_kit.header(_TITLES[kind])]
    team_id = None
    for entry in page.rows:
        if entry.team_id != team_id:
            team_id = entry.team_id
            blocks.append(block_kit.section(f"*{block_kit.quote(entry.team.name)}*"))
        blocks += _row(entry, now, changeable=entry.id in changeable)
    if not page.rows:
        blocks.append(block_kit.section(_EMPTY[kind]))
    blocks += _foot(page, kind, may_add=may_add, open_questions=open_questions)
    return _text(page, kind, now), blocks


def pages(name: str, number: int, *, size: int, total: int) -> list[Json]:
    """Return where in a list this page is, and what leads to the next; nothing if it is all."""
    if total <= size:
        return []
    first, last = number * size + 1, min((number + 1) * size, total)
    earlier = block_kit.button("Earlier", action_id=EARLIER, value=f"{name} {number - 1}")
    later = block_kit.button("Later", action_id=LATER, value=f"{name} {number + 1}")
    buttons = [earlier] * (number > 0) + [later] * (last < total)
    return [
        block_kit.context(f"{first} to {last} of {total}"),
        block_kit.actions(*buttons),
    ]


def _text(page: Page, kind: Kind, now: datetime) -> str:
    if not page.rows:
        return _EMPTY[kind]
    return "\n".join([f"{_TITLES[kind]}:", *(_line(entry, now) for entry in page.rows)])


def _line(entry: Entry, now: datetime) -> str:
    named = f"{block_kit.quote(entry.name)} ({block_kit.quote(entry.team.name)})"
    return named if entry.kind is Kind.SERVICE else f"{named}: {sentences.holder(entry, now=now)}"


def _row(entry: Entry, now: datetime, *, changeable: bool) -> list[Json]:
    lines = [f"*{block_kit.quote(entry.name)}*"]
    if entry.about:
        lines.append(block_kit.quote(entry.about))
    if entry.kind is Kind.OWNED:
        lines.append(f"{sentences.holder(entry, now=now)} {sentences.parts(entry)}".strip())
    return [block_kit.section("\n".join(lines)), *(_buttons(entry) if changeable else [])]


def _buttons(entry: Entry) -> list[Json]:
    value = str(entry.id)
    return [
        block_kit.actions(
            block_kit.button("Change", action_id=CHANGE, value=value),
            block_kit.button("Remove", action_id=REMOVE, value=value),
        )
    ]


def _foot(page: Page, kind: Kind, *, may_add: bool, open_questions: int) -> list[Json]:
    blocks = pages(kind.value, page.number, size=PAGE, total=page.total)
    if open_questions:
        wait = "1 question waits" if open_questions == 1 else f"{open_questions} questions wait"
        show = block_kit.button("Show", action_id=SHOW_QUESTIONS, value=f"{QUESTIONS} 0")
        blocks.append(block_kit.section(f"{wait} for an answer of a lead.", accessory=show))
    if may_add:
        add = block_kit.button("Add", action_id=ADD, value=kind.value, style="primary")
        blocks.append(block_kit.actions(add))
    return blocks
