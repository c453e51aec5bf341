"""How an initiative goes, side by side, as the owners in its teams said."""

from collections.abc import Sequence

from bot.roadmap.models import Initiative, Owner, Sheet, Side
from bot.roadmap.rules import Cadence, Stage, Status
from bot.slack import block_kit
from bot.slack.values import Json

RAISE = "roadmap.raise_escalation"

CADENCES = {
    Cadence.BY_DATE: "Every month, every week in the last eight",
    Cadence.WEEKLY: "Every week",
    Cadence.FORTNIGHTLY: "Every two weeks",
    Cadence.MONTHLY: "Every month",
    Cadence.NEVER: "Never",
}
STATUSES = {
    Status.ON_TRACK: "On track",
    Status.AT_RISK: "At risk",
    Status.OFF_TRACK: "Off track",
}
DIFFERENT = "You two see this differently."
_SEVERAL_DIFFERENT = "Its owners see this differently."

_EXCERPT = 250
"""Characters of each of somebody's words: four of them and a name fit into a section."""


def drawn(sheet: Sheet) -> list[Json]:
    """Return a section for each side that has said something, or ought to have."""
    by_team = {side.team_id: side for side in sheet.sides}
    owners = [owner for owner in sheet.initiative.owners if owner.team_id in by_team]
    if not owners:
        return []
    opening = f"*How it goes:* {different(sheet)}" if sheet.differs else "*How it goes*"
    return [
        block_kit.section(opening),
        *(block_kit.section(_side(owner, by_team[owner.team_id])) for owner in owners),
    ]


def different(sheet: Sheet) -> str:
    """Return the sentence that says that owners disagree."""
    return f"*{DIFFERENT if len(sheet.initiative.owners) == 2 else _SEVERAL_DIFFERENT}*"  # noqa: PLR2004 (both of two)


def said(sheet: Sheet) -> str:
    """Return what a notification, and a screen reader, says of the sides."""
    names = {owner.team_id: owner.team.name for owner in sheet.initiative.owners}
    parts = [
        f"{block_kit.quote(names[side.team_id])}: {_status(side)}"
        for side in sheet.sides
        if side.team_id in names
    ]
    if not parts:
        return ""
    ending = f" {different(sheet).strip('*')}" if sheet.differs else ""
    return f" {'; '.join(parts)}.{ending}"


def buttons(sheet: Sheet) -> list[Json]:
    """Return what owners who disagree can do besides logging a decision."""
    is_theirs = sheet.differs and sheet.initiative.stage is Stage.ACTIVE
    value = str(sheet.initiative.id)
    return [block_kit.button("Raise escalation", action_id=RAISE, value=value)] if is_theirs else []


def lines(side: Side) -> list[str]:
    """Return what one side said, a line each."""
    found = [_status(side)]
    for label, text in (
        ("Why", side.why),
        ("What next", side.what_next),
        ("Waits for", side.waits_for),
    ):
        if text:
            found.append(f"{label}: {block_kit.quote(text, _EXCERPT)}")
    if side.next_step:
        found.append(f"Next step: {block_kit.mention(side.next_step)}")
    return found


def _side(owner: Owner, side: Side) -> str:
    who = f"*{block_kit.quote(owner.team.name)}*"
    if side.said_by:
        who = f"{who}, {block_kit.mention(side.said_by)}"
    return "\n".join([f"{who}: {lines(side)[0]}", *lines(side)[1:], *_times(side)])


def _status(side: Side) -> str:
    if side.status is None or side.expected_on is None:
        return "no answer yet"
    return (
        f"{STATUSES[side.status]}, {side.confidence} of 10 sure, expects "
        f"{block_kit.day(side.expected_on)}"
    )


def _times(side: Side) -> list[str]:
    times = [f"said {block_kit.moment(side.said_at)}"] if side.said_at else []
    if side.silent_at:
        times.append(f"no answer to the last check-in by {block_kit.moment(side.silent_at)}")
    return [f"_{', '.join(times)}_"] if times else []


def of(initiative: Initiative, sides: Sequence[Side]) -> Sheet:
    """Return a sheet of nothing but the sides."""
    return Sheet(initiative, links=(), linked=0, gone=(), sides=sides)
