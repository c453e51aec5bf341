"""What escalations come to, in words that people use."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.escalations.rules import Kind
from bot.escalations.rules.statistics import FEW, WEEKS, Summary, Week
from bot.slack import block_kit
from bot.slack.values import Json

SEND = "escalations.send_report"

PAIRS_MAX = 10
_BAR_MAX = 20
"""Characters of the longest bar."""

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_KINDS = {
    Kind.COMMUNICATION: "Communication",
    Kind.PROCESS: "Process",
    Kind.OBJECTIVE: "Objective",
    None: "Kind not said",
}


def statistics(
    all_: Summary,
    by_kind: Mapping[Kind | None, Summary],
    by_pair: Mapping[tuple[str, str], Summary],
    weeks: Sequence[Week],
) -> Json:
    """Return the modal; pairs are the names of who asks and who is asked."""
    if not all_.raised:
        said = f"Nothing was raised in the last {WEEKS} weeks."
        return block_kit.notice("Escalations", said)
    pairs = list(by_pair.items())
    others = len(pairs) - PAIRS_MAX
    rest = [block_kit.context(f"And {others} more pairs of teams.")] if others > 0 else []
    return block_kit.modal(
        "Escalations",
        [
            block_kit.header(f"The last {WEEKS} weeks"),
            block_kit.section("\n".join(sentences(all_))),
            block_kit.section("*Week by week*"),
            block_kit.words(_chart(weeks)),
            block_kit.actions(
                block_kit.button("Send me this", action_id=SEND, value=str(WEEKS)),
            ),
            block_kit.context("As a picture and as a table (CSV), in your messages with Lockstep."),
            block_kit.section("*By kind*"),
            *(_short(_KINDS[kind], summary) for kind, summary in by_kind.items()),
            block_kit.section("*By teams*"),
            *(
                _short(f"{block_kit.quote(one)} asks {block_kit.quote(other)}", summary)
                for (one, other), summary in pairs[:PAIRS_MAX]
            ),
            *rest,
            block_kit.context(
                "Times are from when it was raised, nights and weekends included. In time means: "
                "no level and no promise was missed, and the answer came by the day it was needed."
            ),
        ],
        callback_id="notice",
        submit=None,
        close="Close",
    )


def on_its_way() -> Json:
    """Return the modal that says where what was asked for is sent."""
    return block_kit.notice(
        "Escalations",
        "On its way: in a few seconds you have the picture and the table in your messages with "
        "Lockstep. You find it on the left, below *Apps*.",
    )


def lasted(span: timedelta) -> str:
    """Return a span as people say it: `25 min`, `5 h`, `2 days`."""
    if span < _HOUR:
        return f"{max(1, round(span / _MINUTE))} min"
    if span < 2 * _DAY:
        return f"{round(span / _HOUR)} h"
    return f"{round(span / _DAY)} days"


def sentences(summary: Summary) -> list[str]:
    """Return what some escalations together came to."""
    lines = [
        f"{summary.raised} raised, {summary.answered} answered and accepted, "
        f"{summary.withdrawn} withdrawn, {summary.unfinished} not finished.",
        _times("had somebody who took it", summary.to_owner),
        _times("had their answer", summary.to_answer),
    ]
    if summary.answered:
        share = round(100 * summary.in_time / summary.answered)
        lines.append(f"{share} % of the answers came in time. {summary.reopened} were reopened.")
    reached = sorted(summary.highest.items())
    levels = ", ".join(f"{number} at level {level + 1}" for level, number in reached)
    return [*lines, f"How far up they went: {levels}."]


def _times(did: str, spans: tuple[timedelta, timedelta] | None) -> str:
    if spans is None:
        return f"Fewer than {FEW} {did}: too few to say how long it takes."
    half, most = spans
    return f"Half {did} within {lasted(half)}, 9 of 10 within {lasted(most)}."


def _short(name: str, summary: Summary) -> Json:
    answer = "too few answers to say how long"
    if summary.to_answer:
        half, most = summary.to_answer
        answer = f"half answered within {lasted(half)}, 9 of 10 within {lasted(most)}"
    return block_kit.section(f"{name}: {summary.raised} raised, {answer}.")


def _chart(weeks: Sequence[Week]) -> str:
    """Return a line a week, with a bar that a screen reader can pass over."""
    most = max(week.raised for week in weeks) or 1
    lines = []
    for week in weeks:
        bar = "▇" * _ceil_div(week.raised * _BAR_MAX, most)
        lines.append(f"{week_said(week)} {bar}".rstrip())
    return "\n".join(lines)


def week_said(week: Week) -> str:
    """Return what became of a week, in words."""
    day = f"{week.monday.day} {week.monday:%b}"
    return f"{day}: {week.raised} raised, {week.answered} answered"


def _ceil_div(number: int, by: int) -> int:
    # Rounded up: what is not nothing is drawn.
    return -(-number // by)
