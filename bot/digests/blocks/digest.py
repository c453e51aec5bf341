"""The weekly digest: a headline, the timeline, and what changed since the last one."""

from collections.abc import Sequence

from bot.digests.blocks import lines
from bot.digests.blocks.fitting import MESSAGE_MAX, fit, text, thread
from bot.digests.models.facts import Facts
from bot.digests.rules import counting
from bot.digests.rules.counting import Counts
from bot.slack import block_kit
from bot.slack.values import Json

TITLE = "Roadmap"

SET_UP = "digests.open_settings"

_AROUND = 1_000
"""Characters of the headline, and of what stands below."""

Drawn = tuple[str, list[Json]]


def message(facts: Facts, pictures: Sequence[Json] = ()) -> tuple[Drawn, list[Drawn]]:
    """Return the message for the channel, and those in its thread."""
    fitted = fit(lines.parts(facts), room=MESSAGE_MAX - _AROUND, has_thread=True)
    opening = headline(facts)
    below = [(_text_of(drawn), drawn) for drawn in thread(fitted.rest)]
    drawn = [
        block_kit.header(f"{TITLE}, {block_kit.day(facts.today)}"),
        block_kit.section(f"*{opening}*"),
        *pictures,
        *fitted.shown,
    ]
    return (text(opening, fitted.shown), drawn), below


def personal(facts: Facts, *, channel_id: str | None, may_set_up: bool) -> Drawn:
    """Return the current digest for one person: nothing is told by it, nor left out of the next."""
    fitted = fit(lines.parts(facts), room=MESSAGE_MAX - _AROUND, has_thread=False)
    opening = headline(facts)
    where = (
        f"Only you see this. {block_kit.channel(channel_id)} reads the digest each week."
        if channel_id
        else "Only you see this. No channel reads it yet: leads and sponsors choose one with "
        "`/roadmap digest setup`."
    )
    button = block_kit.button("Set it up", action_id=SET_UP, value="digest")
    drawn = [
        block_kit.header(f"{TITLE}, {block_kit.day(facts.today)}"),
        block_kit.section(f"*{opening}*"),
        *fitted.shown,
        block_kit.context(where),
        *([block_kit.actions(button)] if may_set_up else []),
    ]
    return f"{text(opening, fitted.shown)}\n{where}", drawn


def headline(facts: Facts) -> str:
    """Return the one sentence: how the roadmap stands, and how much of it changed."""
    if facts.since and not is_new(facts):
        return f"Nothing changed since {block_kit.day(facts.since)}."
    counts = counting.count(facts.roadmap.snapshot, escalations=0)
    stands = _stands(counts)
    if facts.changes is None or facts.since is None:
        return f"{stands}. From the next digest on you read what has changed."
    changed = len(facts.changes.initiatives)
    of = "none of them changed" if not changed else f"{changed:,} changed"
    return f"{stands}; {of} since {block_kit.day(facts.since)}."


def is_new(facts: Facts) -> bool:
    """Return whether anything is told that the last digest did not tell."""
    since, changes = facts.since, facts.changes
    if since is None or changes is None:
        return True
    escalated = any(each.since.date() >= since for each in facts.escalated.shown)
    return bool(changes.initiatives or facts.decided.total or facts.wins.total or escalated)


def _stands(counts: Counts) -> str:
    one = counts.initiatives == 1
    said = f"{counts.initiatives:,} initiative{'' if one else 's'}"
    wrong = [
        *([f"{counts.off_track:,} off track"] if counts.off_track else []),
        *([f"{counts.at_risk:,} at risk"] if counts.at_risk else []),
        *([f"{counts.different:,} seen differently"] if counts.different else []),
        *(
            [f"{counts.silent:,} silent owner{'' if counts.silent == 1 else 's'}"]
            if counts.silent
            else []
        ),
    ]
    return f"{said}, {', '.join(wrong)}" if wrong else said


def _text_of(sections: Sequence[Json]) -> str:
    return text("More of the digest", sections)
