"""Wins as the rows of a table, to be taken out."""

from bot import spreadsheet
from bot.wins.models import Win
from bot.wins.rules import Reach

COLUMNS = (
    *("name", "what", "people", "figure", "value", "initiative", "team", "reach"),
    *("given_by", "given_at", "link"),
)
"""Times are in UTC, people Slack's ids with a space between."""


def row(win: Win) -> list[str]:
    """Return the cells of a win; of one for a team alone without a word or a name."""
    is_for_all = win.reach is not Reach.TEAM
    initiative = win.initiative.name if win.initiative else None
    said = [win.what, " ".join(win.people), win.figure, win.value, initiative]
    cells = [
        win.name,
        *(said if is_for_all else [None] * len(said)),
        win.team.name,
        win.reach,
        win.given_by if is_for_all else None,
        win.given_at,
        win.permalink if is_for_all else None,
    ]
    return [spreadsheet.cell(each) for each in cells]
