"""The monthly digest of one sponsor: how it stands, what went well, and what is asked of them."""

from collections.abc import Iterator

from bot.digests.blocks.digest import Drawn
from bot.digests.blocks.lines import STATUSES, TITLE, WORDS
from bot.digests.models.facts import Escalated, Overview, Won
from bot.escalations.blocks import card
from bot.roadmap.blocks import lists as roadmap
from bot.slack import block_kit
from bot.slack.values import Json
from bot.wins.blocks.names import named

SHOWN = 5
"""Of what differs, and of what is asked of a sponsor: each has a button."""

_NAMED = 3

_NUMBERS = {
    "initiatives": ("open initiative", "open initiatives"),
    "on_track": ("on track", "on track"),
    "at_risk": ("at risk", "at risk"),
    "off_track": ("off track", "off track"),
    "not_said": ("without an answer", "without an answer"),
    "different": ("seen differently by its owners", "seen differently by their owners"),
    "silent": ("silent owner", "silent owners"),
    "escalations": ("open escalation", "open escalations"),
}


def message(overview: Overview) -> Drawn:
    """Return the message; its text says all but what the buttons open."""
    opening = headline(overview)
    numbers = [*_numbers(overview)]
    wins = [f"• {_won(each)}" for each in overview.wins.shown]
    different = [_different(overview, each) for each in overview.different[:SHOWN]]
    asked = [_escalated(each, overview) for each in overview.asked.shown[:SHOWN]]
    silent = [
        _row(
            f"{block_kit.mention(each.user_id)} of "
            f"{_team(overview, each.team_id)} does not answer for "
            f"{called(overview, each.initiative_id)}",
            roadmap.OPEN,
            each.initiative_id,
        )
        for each in overview.silent[:SHOWN]
    ]
    drawn = [
        block_kit.section(f"*{opening}*"),
        block_kit.section("\n".join(numbers)),
        *_part("Three wins" if len(wins) == 3 else "Wins", wins),  # noqa: PLR2004 (three)
        *_rows("Seen differently by their owners", different, len(overview.different)),
        *_rows("Asked of you", [*asked, *silent], overview.asked.total + len(overview.silent)),
    ]
    asks = overview.asked.total + len(overview.silent)
    text = f"{opening} {'; '.join(numbers)}. Asked of you: {asks:,}."
    return text, drawn


def headline(overview: Overview) -> str:
    """Return the sentence that begins it."""
    since = f" since {block_kit.day(overview.since)}" if overview.since else ""
    counts, before = overview.counts, overview.before
    wrong = counts.at_risk + counts.off_track
    if before is None:
        return f"The roadmap this month: {wrong:,} of {counts.initiatives:,} at risk or off track."
    trend = _trend(wrong, before.at_risk + before.off_track) or ", as many as before"
    return f"The roadmap{since}: {wrong:,} of {counts.initiatives:,} at risk or off track{trend}."


def called(overview: Overview, initiative_id: int) -> str:
    """Return what an initiative is called."""
    number = overview.roadmap.snapshot.items[initiative_id].number
    return f"INI-{number} {block_kit.quote(overview.roadmap.called[initiative_id].title, TITLE)}"


def _numbers(overview: Overview) -> Iterator[str]:
    for name, (one, many) in _NUMBERS.items():
        number = getattr(overview.counts, name)
        before = getattr(overview.before, name) if overview.before else number
        if number or before:
            yield f"{number:,} {one if number == 1 else many}{_trend(number, before)}"


def _trend(number: int, before: int) -> str:
    if number == before:
        return ""
    return f", {abs(number - before):,} {'more' if number > before else 'fewer'} than before"


def _won(won: Won) -> str:
    return f"{named(won.people, _NAMED)}: {block_kit.quote(won.what, WORDS)} ({won.name})"


def _different(overview: Overview, initiative_id: int) -> Json:
    item = overview.roadmap.snapshot.items[initiative_id]
    said = "; ".join(
        f"{_team(overview, team_id)}: {STATUSES[side.status]}, expects "
        f"{block_kit.day(side.expected_on)}"
        for team_id, side in sorted(item.sides.items())[:_NAMED]
        if side.status and side.expected_on
    )
    return _row(f"{called(overview, initiative_id)}: {said}", roadmap.OPEN, initiative_id)


def _escalated(each: Escalated, overview: Overview) -> Json:
    raising, answering = (block_kit.quote(name, TITLE) for name in each.asks)
    stuck = f": “{block_kit.quote(each.stuck, WORDS)}”" if each.stuck else ", a private one"
    days = (overview.today - each.since.date()).days
    age = f"{days:,} day{'' if days == 1 else 's'}"
    return _row(f"{each.name}, {age}: {raising} asks {answering}{stuck}", card.OPEN, each.id)


def _row(words: str, action_id: str, subject: int) -> Json:
    button = block_kit.button("Open", action_id=action_id, value=str(subject))
    return block_kit.section(words, accessory=button)


def _part(heading: str, lines: list[str]) -> list[Json]:
    return [block_kit.section("\n".join([f"*{heading}*", *lines]))] if lines else []


def _rows(heading: str, rows: list[Json], total: int) -> list[Json]:
    if not rows:
        return []
    more = total - len(rows)
    rest = [block_kit.context(f"…and {more:,} more: see the roadmap.")] if more > 0 else []
    return [block_kit.section(f"*{heading}*"), *rows, *rest]


def _team(overview: Overview, team_id: int) -> str:
    return block_kit.quote(overview.teams.get(team_id, ""), TITLE)
