"""The card of an initiative: in its channel, in an answer to one person, and in a modal."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice

from bot.roadmap import rules
from bot.roadmap.blocks import sides
from bot.roadmap.models import Initiative, InitiativeLink, Owner, Sheet
from bot.roadmap.rules import Stage
from bot.slack import block_kit
from bot.slack.values import Json

CHANGE = "roadmap.change"
MOVE_STAGE = "roadmap.move_stage"
CHANGE_FROM_CARD = "roadmap.change_from_card"
LOG_DECISION = "roadmap.log_decision"
CELEBRATE = "roadmap.celebrate"

STAGES = {
    Stage.CANDIDATE: "Candidate",
    Stage.PLANNED: "Planned",
    Stage.ACTIVE: "Active",
    Stage.PAUSED: "Paused",
    Stage.DONE: "Done",
    Stage.DROPPED: "Dropped",
}

_EXCERPT = 200
"""Characters of a person's words in a message's text. Slack takes 4,000 bytes of text in an edit
(chat.update, `msg_too_long`), and a character has up to five once it is escaped."""

_LINE_EXCERPT = 50
"""Of a linked thing's words, of which ten stand in one section of 3,000 characters."""

_OWNERS_A_SECTION = 5
"""As many as fit into a section, each with a team's name and its leads."""


def posted(sheet: Sheet) -> tuple[str, list[Json]]:
    """Return the text and the blocks for the initiative's channel."""
    added = f"{block_kit.mention(sheet.initiative.created_by)} added"
    blocks = [*_body(sheet, None), _controls(sheet)]
    return f"{added} {_text(sheet, None)}", blocks


def followed_elsewhere(sheet: Sheet) -> tuple[str, list[Json]]:
    """Return what the card in a channel says once the initiative has another channel, or none."""
    initiative = sheet.initiative
    where = f"now in {block_kit.channel(initiative.channel_id)}" if initiative.channel_id else ""
    type_ = f"type `/roadmap {initiative.name}`"
    said = (
        f"{initiative.name} is {where or 'no longer followed in this channel'}: {type_} to see it."
    )
    header = block_kit.header(_headline(initiative))
    return f"{block_kit.quote(_headline(initiative))}. {said}", [header, block_kit.section(said)]


def personal(sheet: Sheet, *, may_change: bool, today: date) -> tuple[str, list[Json]]:
    """Return the card as an answer to one person; with buttons if they may change it."""
    controls = [_controls(sheet)] if may_change else []
    return _text(sheet, today), [*_body(sheet, today), *controls]


def modal(sheet: Sheet, *, may_change: bool, today: date) -> Json:
    """Return the card as a modal, whose button leads to the form if the person may change it."""
    return block_kit.modal(
        sheet.initiative.name,
        _body(sheet, today),
        callback_id=CHANGE_FROM_CARD,
        submit="Change" if may_change else None,
        metadata=str(sheet.initiative.id),
        close="Close",
    )


def status(initiative: Initiative, today: date | None) -> str:
    """Return the stage and the target date in words; without `today` a late one is not marked."""
    target = initiative.target_on
    said = f"{STAGES[initiative.stage]}, target date {block_kit.day(target)}"
    if today is None or not rules.is_overdue(initiative.stage, target, today):
        return said
    days = (today - target).days
    return f"{said}: overdue by {days} day{'' if days == 1 else 's'}"


def _text(sheet: Sheet, today: date | None) -> str:
    """Return what a notification, and a screen reader, says of the whole card."""
    initiative = sheet.initiative
    newest = f" Linked: {sheet.linked}, the newest {sheet.links[0].name}." if sheet.links else ""
    return (
        f"{block_kit.quote(_headline(initiative))}. {status(initiative, today)}. "
        f"When it is done: “{block_kit.quote(initiative.outcome, _EXCERPT)}” "
        f"Why: “{block_kit.quote(initiative.why, _EXCERPT)}” "
        f"Owners: {block_kit.mentions(initiative.owner_ids)}.{sides.said(sheet)}{newest}"
    )


def _headline(initiative: Initiative) -> str:
    return f"{initiative.name}: {initiative.title}"


def _body(sheet: Sheet, today: date | None) -> list[Json]:
    initiative = sheet.initiative
    return [
        block_kit.header(_headline(initiative)),
        block_kit.section(f"*{status(initiative, today)}*"),
        block_kit.section("*What will be true when it is done*"),
        block_kit.words(initiative.outcome),
        block_kit.section("*Why*"),
        block_kit.words(initiative.why),
        *_owners(initiative.owners, sheet.gone),
        *sides.drawn(sheet),
        *_linked(sheet),
        block_kit.context(_history(initiative)),
    ]


def _owners(owners: Sequence[Owner], gone: Collection[str]) -> Iterator[Json]:
    lines = (_owner(owner, gone) for owner in owners)
    title = "*Owners*\n"
    while some := list(islice(lines, _OWNERS_A_SECTION)):
        yield block_kit.section(title + "\n".join(some))
        title = ""


def _owner(owner: Owner, gone: Collection[str]) -> str:
    line = f"{block_kit.quote(owner.team.name)}: {block_kit.mention(owner.user_id)}"
    if owner.user_id not in gone:
        return line
    others = rules.whom_to_ask(owner.team.leads, owner.team.sponsors, gone=gone)
    return f"{line} has left. Please ask {_either(others)}." if others else f"{line} has left."


def _either(user_ids: Sequence[str]) -> str:
    return " or ".join(map(block_kit.mention, user_ids))


def _linked(sheet: Sheet) -> list[Json]:
    if not sheet.links:
        return []
    lines = [_link(link) for link in sheet.links]
    if more := sheet.linked - len(sheet.links):
        lines.append(f"and {more} older")
    return [block_kit.section("\n".join(["*Linked*", *lines]))]


def _link(link: InitiativeLink) -> str:
    return f"{link.name}, {link.state}: {block_kit.quote(link.title, _LINE_EXCERPT)}"


def _history(initiative: Initiative) -> str:
    by, at = block_kit.mention(initiative.created_by), block_kit.moment(initiative.created_at)
    added = f"Added by {by}, {at}"
    if initiative.version == 1:
        return added
    by, at = block_kit.mention(initiative.changed_by), block_kit.moment(initiative.changed_at)
    return f"{added}. Last changed by {by}, {at}"


def _controls(sheet: Sheet) -> Json:
    initiative = sheet.initiative
    others = [stage for stage in Stage if stage is not initiative.stage]
    move = block_kit.select(
        placeholder="Move to",
        options=[
            block_kit.option(STAGES[stage], f"{initiative.id}:{initiative.stage}:{stage}")
            for stage in others
        ],
    )
    change = block_kit.button("Change", action_id=CHANGE, value=str(initiative.id))
    log = block_kit.button("Log decision", action_id=LOG_DECISION, value=str(initiative.id))
    celebrate = block_kit.button("Celebrate it", action_id=CELEBRATE, value=str(initiative.id))
    is_done = initiative.stage is Stage.DONE
    # A new block_id: else Slack would go on showing what was chosen in the select before.
    block_id = {"block_id": f"roadmap:{initiative.id}:{initiative.version}"}
    buttons = [*([celebrate] if is_done else []), change, log, *sides.buttons(sheet)]
    return block_kit.actions(*buttons, move | {"action_id": MOVE_STAGE}) | block_id
