"""The report on the last weeks: a message with a picture, and with a table."""

from collections.abc import Sequence

from bot.escalations.blocks import statistics
from bot.escalations.rules.statistics import WEEKS, Summary, Week
from bot.pictures import column_chart
from bot.pictures.column_chart import Column
from bot.slack import block_kit
from bot.slack.values import Json

PICTURE = "escalations.png"
TABLE = "escalations.csv"

_TITLE = f"Escalations of the last {WEEKS} weeks"


def report(summary: Summary, weeks: Sequence[Week]) -> tuple[str, list[Json]]:
    """Return the message: what the statistics say, the picture, and a link to the table."""
    drawn = [
        block_kit.header(_TITLE),
        block_kit.section("\n".join(statistics.sentences(summary))),
        block_kit.picture(PICTURE, alt=_said(weeks)),
        block_kit.section(
            f"Open {block_kit.file_link(TABLE)} in a spreadsheet: it has a row for each. "
            "Private ones count above, and have no row."
        ),
    ]
    return f"{_TITLE}: {summary.raised} raised, {summary.answered} answered.", drawn


def picture(weeks: Sequence[Week]) -> bytes:
    """Return the picture: a column for each week, as PNG."""
    columns = [
        Column(f"{week.monday.day}\n{week.monday:%b}", week.raised, week.answered) for week in weeks
    ]
    return column_chart.draw(
        "Escalations, by the week they were raised",
        columns,
        done="answered and accepted",
        not_done="not yet, or withdrawn",
    )


def _said(weeks: Sequence[Week]) -> str:
    said = "; ".join(statistics.week_said(week) for week in weeks)
    return f"Columns, one for each week that begins on: {said}."
