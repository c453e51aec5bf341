"""Forms of what several people may change: whoever comes second is told what the first changed.

The block_id of a field is `name@version`. Slack keeps what was typed in a field as long as its
block_id stays; a form that is drawn again with others' changes in it needs new ones.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from bot.edits import Change
from bot.errors import InvalidInput
from bot.slack import block_kit
from bot.slack.modals import Values
from bot.slack.values import Json

TOLD_MAX = 20
"""Changes by others that a form names, the newest: nobody reads more, and with the fields of twenty
teams they fit into a modal."""

LOOK_AND_SAVE = (
    "What you changed is still in the form, and the rest is as it is now. Please look, and save "
    "again."
)


def block_id(field: str, version: int) -> str:
    """Return the block_id of a field in the form that is drawn for `version`."""
    return f"{field}@{version}"


def without_version(values: Values) -> Values:
    """Return the values of a form by the plain names of its fields."""
    return {block_id.partition("@")[0]: value for block_id, value in values.items()}


@contextmanager
def at_version(version: int) -> Iterator[None]:
    """Show what is wrong with a field at its block in the form that was drawn for `version`."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(block_id(error.field, version), str(error)) from error


def told(
    what: str,
    changes: Sequence[Change],
    *,
    mine: Collection[str],
    called: Callable[[str], str],
    shown: Callable[[str, Any], str],
    next_: str = LOOK_AND_SAVE,
) -> list[Json]:
    """Return what others changed since the form was drawn, the oldest first, to stand above it.

    `mine` are the fields that the person changed too. `called` gives a field's name, and `shown`
    its value, in mrkdwn.
    """
    if not changes:
        return []
    lines = [_change(each, mine, called, shown) for each in changes[-TOLD_MAX:]]
    if more := len(changes) - len(lines):
        lines.insert(0, f"{more:,} earlier change{'' if more == 1 else 's'}.")
    opening = f"*Nothing is saved yet: {what} was changed while you had this form open.* {next_}"
    return [block_kit.section(opening), *(block_kit.section(f"• {line}") for line in lines)]


def _change(
    change: Change,
    mine: Collection[str],
    called: Callable[[str], str],
    shown: Callable[[str, Any], str],
) -> str:
    by = block_kit.mention(change.by) if change.by else "I"
    before, after = (shown(change.field, value) for value in (change.before, change.after))
    clash = " You changed it too: if you save, yours counts." if change.field in mine else ""
    return (
        f"{by} changed *{called(change.field)}* from {before} to {after}, "
        f"{block_kit.moment(change.at)}.{clash}"
    )
