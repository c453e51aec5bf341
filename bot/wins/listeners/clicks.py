"""Which win a click means."""

from bot.slack.ids import read_id
from bot.wins.queries.wins import GONE


def id_of(value: str) -> int:
    """Return the id that a button or a form was drawn with; raise NotFound for anything else."""
    return read_id(value, gone=GONE)
