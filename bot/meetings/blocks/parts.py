"""The parts of an agenda besides its points: each is a heading and some lines, and a few words."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from bot.decisions.models import Decision
from bot.escalations.models import Escalation
from bot.meetings.blocks import changes, words
from bot.meetings.models.agendas import Found, Some, waits_for
from bot.slack import block_kit
from bot.wins.models import Win

PART_MAX = 1600
"""Characters of a part: four of them, and the points, are in one message."""

_EXCERPT = 80
"""Characters of somebody's words in a line."""


def drawn(found: Found) -> list[dict[str, Any]]:
    """Return the parts that there are, as they are kept: what is empty is not there."""
    since = block_kit.moment(found.since)
    parts = [
        _part(
            f"Initiatives that changed since {since}, or that you see differently",
            found.initiatives,
            partial(changes.line, found=found),
            ("initiative", "initiatives"),
            "",
        ),
        _part(
            "Decisions that wait",
            found.decisions,
            partial(_decision, found),
            ("decision waits", "decisions wait"),
            "restricted decision",
        ),
        _part(
            "Escalations, the oldest first",
            found.escalations,
            partial(_escalation, found),
            ("escalation", "escalations"),
            "private escalation",
        ),
        _part(
            f"Wins since {since}",
            found.wins,
            partial(_win, found),
            ("win", "wins"),
            "win for a team alone",
        ),
    ]
    return [part for part in parts if part is not None]


def _part(
    heading: str,
    some: Some[Any],
    line: Callable[[Any], str],
    counted: tuple[str, str],
    hidden: str,
) -> dict[str, Any] | None:
    if not some.total:
        return None
    lines = [f"*{heading}*", *_fitting([f"• {line(each)}" for each in some.shown])]
    rest = some.more + len(some.shown) + 1 - len(lines)
    lines += [f"and {rest} more"] if rest else []
    lines += [f"• {words.many(some.hidden, hidden, _plural(hidden))}"] if some.hidden else []
    return {"said": words.many(some.total, *counted), "body": "\n".join(lines)}


def _fitting(lines: Sequence[str]) -> Iterator[str]:
    """Yield the first lines, as far as there is room: escaped signs take more than anybody sees."""
    room = PART_MAX
    for line in lines:
        room -= len(line)
        if room < 0:
            return
        yield line


def _plural(hidden: str) -> str:
    return hidden.replace("win ", "wins ") if hidden.startswith("win ") else f"{hidden}s"


def _decision(found: Found, decision: Decision) -> str:
    title = block_kit.quote(decision.title, _EXCERPT)
    who = words.all_called(found.names, waits_for(decision))
    since = block_kit.day(decision.proposed_at.date())
    return f"*{decision.name}* {title}. Waits for {who}, since {since}"


def _escalation(found: Found, escalation: Escalation) -> str:
    raising, answering = escalation.raising_team, escalation.answering_team
    stuck = block_kit.quote(escalation.stuck, _EXCERPT)
    late = ", overdue" if escalation.first_late_at is not None else ""
    days = (found.now - escalation.raised_at).days
    age = f"for {words.many(days, 'day')}" if days else "since today"
    return (
        f"*{escalation.name}* {block_kit.quote(raising.name)} asks "
        f"{block_kit.quote(answering.name)}: “{stuck}”, {escalation.urgency.value} urgency, "
        f"open {age}{late}"
    )


def _win(found: Found, win: Win) -> str:
    who = words.all_called(found.names, win.people)
    return f"*{win.name}* {who}: “{block_kit.quote(win.what, _EXCERPT)}”"
