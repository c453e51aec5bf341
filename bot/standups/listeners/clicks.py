"""Which turn, or stand-up, a click means, and where what it opens is shown."""

from bot.slack.ids import read_id
from bot.slack.values import Click, Json, Reply


def id_of(value: str) -> int:
    """Return the id that a button or a form was drawn with; raise NotFound for anything else."""
    return read_id(value, gone="I can't find this any more. Type `/standup` to see what is open.")


def show(click: Click, view: Json) -> Reply:
    """Show a view in place of the one that was clicked in; of a message, over it."""
    return Reply.update(view) if click.view_id else Reply.open(view)
