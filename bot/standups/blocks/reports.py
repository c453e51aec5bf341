"""How a stand-up goes, for its leads: in words, as a picture, and as tables."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot import spreadsheet
from bot.pictures import column_chart
from bot.pictures.column_chart import Column
from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.blocks import words
from bot.standups.blocks.prompt import Drawn
from bot.standups.models import Round, Standup
from bot.standups.rules import statistics
from bot.standups.rules.statistics import Held, Trend

SEND = "standups.send_report"

PICTURE, TABLE, DATA = "stand-up.png", "stand-up.csv", "stand-up.json"

COLUMNS = (
    *("stand-up", "day", "asked", "answered", "away", "median minutes"),
    *("closed at", "not held because"),
)

_TRENDS = {
    Trend.FASTER: "faster than before",
    Trend.SLOWER: "slower than before",
    Trend.ALIKE: "about as fast as before",
}
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def reported(standups: Sequence[tuple[Standup, Sequence[Held]]]) -> Drawn:
    """Return what leads read of their stand-ups, each with a button that sends it."""
    texts = [_said(standup, rounds) for standup, rounds in standups]
    blocks = [
        block
        for (standup, rounds), text in zip(standups, texts, strict=True)
        for block in (block_kit.section(text), *_send(standup, rounds))
    ]
    return "\n".join(texts), blocks


def message(standup: Standup, rounds: Sequence[Held]) -> Drawn:
    """Return the message with the picture, and links to the tables."""
    said = _said(standup, rounds)
    return said, [
        block_kit.section(said),
        block_kit.picture(PICTURE, alt=_alt(rounds)),
        block_kit.section(
            f"{block_kit.file_link(TABLE)} opens in a spreadsheet, {block_kit.file_link(DATA)} in "
            "a program: a row for each round."
        ),
    ]


def picture(rounds: Sequence[Held]) -> bytes:
    """Return the picture: a column for each round, with how long answers took (h:mm), as PNG."""
    columns = [
        Column(
            f"{each.held_on.day}\n{each.held_on:%b}\n{_short(each)}", each.asked or 0, each.heard
        )
        for each in rounds
    ]
    title = "Answers, and how long half of them took at most"
    return column_chart.draw(title, columns, done="answered", not_done="did not answer")


def rows(standup: Standup, rounds: Sequence[Round]) -> bytes:
    """Return the rounds as CSV."""
    lines = spreadsheet.lines([COLUMNS, *(row(each, standup) for each in rounds)])
    return "".join(lines).encode()


def data(standup: Standup, rounds: Sequence[Round]) -> bytes:
    """Return the rounds as JSON: the same rows, by the names of the columns."""
    named = [dict(zip(COLUMNS, _values(each, standup), strict=True)) for each in rounds]
    return json.dumps(named, ensure_ascii=False, indent=1, default=spreadsheet.cell).encode()


def row(round_: Round, standup: Standup | None = None) -> list[str]:
    """Return a round as cells."""
    return [spreadsheet.cell(each) for each in _values(round_, standup or round_.standup)]


def _values(round_: Round, standup: Standup) -> list[Any]:
    seconds = round_.median_seconds
    return [
        standup.name,
        round_.held_on,
        round_.asked_people,
        round_.heard_people,
        round_.away_people,
        None if seconds is None else round(seconds / 60),
        round_.closed_at,
        round_.missed_because,
    ]


def on_its_way() -> str:
    """Return what is said to whoever wants it sent."""
    return "I make it now: it comes as a direct message, in a minute at most."


def _said(standup: Standup, rounds: Sequence[Held]) -> str:
    share = statistics.participation(rounds)
    if share is None:
        return f"*{words.name(standup)}*: no round has ended yet."
    held = sum(not each.is_missed for each in rounds)
    said = [
        f"*{words.name(standup)}*: {share:.0%} answered in the last "
        f"{'round' if held == 1 else f'{held} rounds'}."
    ]
    newest = next((each for each in reversed(rounds) if each.median is not None), None)
    if newest is not None and newest.median is not None:
        trend = statistics.trend(rounds)
        compared = f", {_TRENDS[trend]}" if trend else ""
        said.append(f"Half of the answers came within {_span(newest.median)}{compared}.")
    if missed := len(rounds) - held:
        said.append(f"{missed} {'was' if missed == 1 else 'were'} not held.")
    return " ".join(said)


def _send(standup: Standup, rounds: Sequence[Held]) -> list[Json]:
    if not rounds:
        return []
    return [
        block_kit.actions(
            block_kit.button("Send me this", action_id=SEND, value=str(standup.id)),
        ),
        block_kit.context("As a picture and as tables (CSV, JSON)."),
    ]


def _alt(rounds: Sequence[Held]) -> str:
    said = "; ".join(_in_words(each) for each in rounds)
    return f"Columns, one for each round: {said}."


def _in_words(each: Held) -> str:
    if each.is_missed:
        return f"{block_kit.day(each.held_on)}: not held"
    took = f", half of them within {_span(each.median)}" if each.median else ""
    return f"{block_kit.day(each.held_on)}: {each.heard} of {each.asked} answered{took}"


def _short(each: Held) -> str:
    """Return how long answers took, in hours and minutes: a column has room for five signs."""
    if each.is_missed or each.median is None:
        return "-"
    hours, minutes = divmod(round(each.median / _MINUTE), 60)
    return f"{hours}:{minutes:02}"


def _span(span: timedelta) -> str:
    for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if span >= unit:
            number = round(span / unit)
            return f"{number} {name}{'' if number == 1 else 's'}"
    return "a minute"
