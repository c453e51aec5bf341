"""The one message that sums a round up.

People are called by their names, and not mentioned: a summary of twenty would ring at twenty desks.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.escalations.models import Escalation
from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.blocks import words
from bot.standups.blocks.prompt import Drawn
from bot.standups.models import Line
from bot.standups.models.summaries import Summary
from bot.standups.rules.questions import Flag

LINES_MAX = 10
"""Lines under one heading: more of them nobody reads, and each has its words in the thread."""

_ROOM = block_kit.SECTION_MAX - 100
"""Characters of the lines in a section, beside how many more there are."""

PARTS_MAX = 3
"""Things in one line."""

_EXCERPT = 80
"""Characters of a thing in a line."""

_LONGER = 180
"""Characters of what is in somebody's way, or of a win."""


def summary(told: Summary) -> Drawn:
    """Return the message: what is in the way first, then wins, then what each team does next."""
    headline, counts = words.headline(told.round), _counts(told)
    parts = [
        *_part("In the way", _blockers(told)),
        *_part("Worth celebrating", _wins(told)),
        *(block for team in told.round.standup.teams for block in _next(told, team.id, team.name)),
        *_next(told, None, "Others"),
        *_part("Teams wait for each other", map(_asked, told.asked)),
    ]
    below = "Everybody's words are in the thread." if told.spoken else "Nobody has answered yet."
    return f"{headline}: {counts}", [
        block_kit.header(f"{told.round.standup.name}, {block_kit.day(told.round.held_on)}"),
        block_kit.section(counts),
        *_fitting(parts),
        block_kit.context(below),
    ]


def _fitting(parts: Sequence[Json]) -> list[Json]:
    """Return the first of the parts, as far as Slack takes them in one message."""
    shown: list[Json] = []
    for part in parts:
        if words.length([*shown, part]) > words.MESSAGE_MAX:
            more = len(parts) - len(shown)
            left = "1 more part has" if more == 1 else f"{more} more parts have"
            return [*shown, block_kit.context(f"{left} no room here: see the thread.")]
        shown.append(part)
    return shown


def _counts(told: Summary) -> str:
    count = told.count
    said = [f"*{count.heard} of {count.asked} answered*"]
    said += [f"{count.away} away"] if count.away else []
    said += [f"mood {told.mood:g} of 5"] if told.mood is not None else []
    return ", ".join(said) + "."


def _part(heading: str, lines: Iterable[str]) -> list[Json]:
    found = [f"• {line}" for line in lines]
    if not found:
        return []
    shown = [f"*{heading}*"]
    for line in found[:LINES_MAX]:
        # Signs that have to be escaped take more room than anybody sees.
        if sum(map(len, shown)) + len(line) <= _ROOM:
            shown.append(line)
    more = len(found) + 1 - len(shown)
    return [
        block_kit.section(
            "\n".join([*shown, *([f"…and {more} more in the thread."] if more else [])])
        )
    ]


def _blockers(told: Summary) -> Iterator[str]:
    for spoken in told.spoken:
        said = spoken.words(Flag.BLOCKER, told.round)
        raised = [each.escalation for each in spoken.blockers]
        said = said or [each.stuck for each in raised]
        names = f" ({', '.join(each.name for each in raised)})" if raised else ""
        if said:
            yield f"{words.called(told.names, spoken.turn.user_id)}: {_quote(said, _LONGER)}{names}"


def _wins(told: Summary) -> Iterator[str]:
    for spoken in told.spoken:
        if said := spoken.words(Flag.WIN, told.round):
            yield f"{words.called(told.names, spoken.turn.user_id)}: {_quote(said, _LONGER)}"


def _next(told: Summary, team_id: int | None, name: str) -> list[Json]:
    """Return what a team's people do next: by initiative where they named one, then by person."""
    ahead = [
        (line, spoken.turn.user_id)
        for spoken in told.spoken
        if spoken.turn.team_id == team_id
        for line in spoken.ahead
    ]
    of_initiatives = sorted(
        (each for each in ahead if each[0].initiative_id is not None),
        key=lambda each: each[0].initiative_id or 0,
    )
    lines = [_of_initiative(list(each), told) for _id, each in groupby(of_initiatives, _initiative)]
    others = [each for each in ahead if each[0].initiative_id is None]
    for user_id, theirs in groupby(others, lambda each: each[1]):
        name_of = words.called(told.names, user_id)
        lines.append(f"{name_of}: {_several(line.words for line, _by in theirs)}")
    return _part(f"{block_kit.quote(name)} next", lines)


def _initiative(each: tuple[Line, str]) -> int | None:
    return each[0].initiative_id


def _of_initiative(lines: Sequence[tuple[Line, str]], told: Summary) -> str:
    initiative = lines[0][0].initiative
    title = f"{initiative.name} {block_kit.quote(initiative.title, _EXCERPT)}" if initiative else ""
    said = [f"{told.names.get(by, '')}: {line.words}" for line, by in lines]
    return f"_{title}_: {_several(said)}"


def _several(said: Iterable[str]) -> str:
    found = list(said)
    shown = "; ".join(block_kit.quote(each, _EXCERPT) for each in found[:PARTS_MAX])
    more = len(found) - PARTS_MAX
    return f"{shown}; {more} more" if more > 0 else shown


def _asked(each: Escalation) -> str:
    raising, answering = each.raising_team, each.answering_team
    return (
        f"{block_kit.quote(raising.name)} asks {block_kit.quote(answering.name)}: "
        f"{block_kit.quote(each.ask, _LONGER)} ({each.name})"
    )


def _quote(said: Sequence[str], limit: int) -> str:
    return block_kit.quote(" ".join(said), limit)
