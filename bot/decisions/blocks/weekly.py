"""The weekly message in a team's channel: what is new, what waits, and what is to be looked at."""

from collections.abc import Callable, Sequence

from bot.decisions.blocks import lists, sentences
from bot.decisions.blocks.card import Drawn
from bot.decisions.models import Decision
from bot.decisions.models.weeklies import Some, Week
from bot.decisions.rules import Part, State
from bot.slack import block_kit

_TITLE = 100

NOTHING = "Decisions this week: nothing new, and nothing waits."


def message(week: Week) -> Drawn:
    """Return the text and the blocks; one line when there is nothing."""
    parts = [
        _part(week, "New", week.decided, _decided),
        _part(week, "Waiting", week.waiting, _waiting),
        _part(week, "To be looked at again", week.reviews, _review),
        _part(week, "Hold no more", week.ended, _ended),
    ]
    said = [section for part in parts for section in part]
    if not said:
        return NOTHING, [block_kit.section(NOTHING)]
    counts = [
        (week.decided.total, "new"),
        (week.waiting.total, "waiting"),
        (week.reviews.total, "to be looked at again"),
        (week.ended.total, "hold no more"),
    ]
    summed = ", ".join(f"{many} {what}" for many, what in counts if many)
    return f"Decisions this week: {summed}.", [
        block_kit.header("Decisions this week"),
        *map(block_kit.section, said),
        block_kit.context(lists.HOW),
    ]


def _part(week: Week, title: str, some: Some, line: Callable[[Decision, Week], str]) -> list[str]:
    if not some.total:
        return []
    hidden = [each for each in some.shown if not _is_open(each, week)]
    lines = [f"• {line(each, week)}" for each in some.shown if _is_open(each, week)]
    if hidden:
        lines.append(f"• {lists.count(len(hidden))}")
    if more := some.total - len(some.shown):
        lines.append(f"and {more} more: `/decision list`")
    return _in_sections([f"*{title}*", *lines])


def _in_sections(lines: Sequence[str]) -> list[str]:
    """Return lines in as few sections as take them: one that is too long would be cut."""
    sections: list[str] = []
    for line in lines:
        joined = f"{sections[-1]}\n{line}" if sections else line
        if sections and len(joined) <= block_kit.SECTION_MAX:
            sections[-1] = joined
        else:
            sections.append(line)
    return sections


def _is_open(decision: Decision, week: Week) -> bool:
    """Return whether everybody who reads the message may read its words."""
    return decision.restricted_to in {None, week.team.channel_id}


def _named(decision: Decision) -> str:
    return f"*{decision.name}* {block_kit.quote(decision.title, _TITLE)}"


def _decided(decision: Decision, _week: Week) -> str:
    return f"{_named(decision)}. {sentences.accepted(decision)}"


def _waiting(decision: Decision, _week: Week) -> str:
    silent = [each for each in decision.in_part(Part.APPROVER) if each.vote is None]
    waits = [each.user_id for each in silent] or [decision.driver_id]
    since = block_kit.moment(decision.proposed_at)
    return f"{_named(decision)}. Waits for {block_kit.mentions(waits)}, since {since}."


def _review(decision: Decision, week: Week) -> str:
    driver = block_kit.mention(decision.driver_id)
    if decision.review_on is None:
        raise ValueError("only what has a day of review is in this part")
    day = block_kit.day(decision.review_on)
    late = "overdue since" if decision.review_on < week.today else "by"
    return f"{_named(decision)}: {driver}, {late} {day}."


def _ended(decision: Decision, _week: Week) -> str:
    if decision.state in {State.SUPERSEDED, State.REVERSED} and decision.successor:
        did = decision.state.value.capitalize()
        return f"{_named(decision)}. {did} by {decision.successor.name}."
    return f"{_named(decision)}. {sentences.sentence(decision)}"
