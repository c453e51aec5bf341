"""What a search has found, and the form that changes what is looked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.decisions.blocks import lists, sentences
from bot.decisions.blocks.card import SHOW, Drawn
from bot.decisions.models.finding import Hit, Results
from bot.decisions.rules import searches
from bot.decisions.rules.searches import BEGINNING, Place
from bot.decisions.rules.wanted import Wanted
from bot.slack import block_kit
from bot.slack.values import Json

OLDER = "decisions.older"
NEWEST = "decisions.newest"
FILTER = "decisions.filter"

ROWS = 8
"""Of a page: each may have a second one, for what holds instead."""

HOW = (
    "Filters: `state:accepted`, `team:IT`, `by:@ana`, `in:INI-3`, `since:2026-01-01` and "
    "`until:2026-03-31`, typed after `/decision find`."
)


@dataclass(frozen=True)
class Asked:
    """What was looked for, with the names of what it is filtered by, from where in the list on."""

    wanted: Wanted
    team: str | None = None
    initiative: str | None = None
    start: Place = BEGINNING


def message(found: Results, asked: Asked) -> Drawn:
    """Return the text and the blocks of a page, for who asked."""
    if not found.hits:
        return nothing(asked), [*_nothing(asked), _buttons(found, asked), block_kit.context(HOW)]
    names = sentences.names([hit.decision for hit in found.hits])
    return f"{heading(asked)}: {names}", [*_page(found, asked), _buttons(found, asked)]


def modal(found: Results, asked: Asked) -> Json:
    """Return a page as a modal: after the form that asked for it."""
    blocks = _page(found, asked) if found.hits else _nothing(asked)
    return block_kit.modal(
        "Decisions",
        [*blocks, _buttons(found, asked)],
        callback_id="decisions.results",
        submit=None,
        close="Close",
    )


def heading(asked: Asked) -> str:
    """Return what was looked for, in words."""
    said = f" that say “{block_kit.quote(asked.wanted.words)}”" if asked.wanted.words else ""
    filters = [f"Decisions{said}", *_filters(asked)]
    return " · ".join(filters)


def nothing(asked: Asked) -> str:
    """Return what is said when nothing was found, and what to try."""
    if asked.start != BEGINNING:
        return f"{heading(asked)}: there are no older ones."
    tips = ["fewer words, or only the beginning of one"] if asked.wanted.words else []
    tips += ["*Filter* with less chosen"] if _filters(asked) else []
    told = f"{heading(asked)}: I find none that you may read."
    return f"{told} Try {', or '.join(tips)}." if tips else told


def _nothing(asked: Asked) -> list[Json]:
    return [block_kit.section(nothing(asked))]


def _filters(asked: Asked) -> list[str]:
    wanted = asked.wanted
    said = [
        wanted.state.value if wanted.state else "",
        f"of {block_kit.quote(asked.team)}" if asked.team else "",
        f"part of {asked.initiative}" if asked.initiative else "",
        f"with {block_kit.mention(wanted.user_id)}" if wanted.user_id else "",
        f"since {block_kit.day(wanted.since)}" if wanted.since else "",
        f"until {block_kit.day(wanted.until)}" if wanted.until else "",
    ]
    return [each for each in said if each]


def _page(found: Results, asked: Asked) -> list[Json]:
    return [block_kit.section(f"*{heading(asked)}*"), *_rows(found.hits)]


def _rows(hits: Sequence[Hit]) -> Iterator[Json]:
    shown = {hit.decision.id for hit in hits}
    for number, hit in enumerate(hits):
        if hit.is_alike and not (number and hits[number - 1].is_alike):
            yield block_kit.context("These have almost the same words:")
        yield lists.row(hit.decision)
        if hit.holds and hit.holds.id not in shown:
            yield _instead(hit)


def _instead(hit: Hit) -> Json:
    holds = hit.holds or hit.decision
    said = (
        f":arrow_right: In the place of {hit.decision.name} now: *{holds.name}* "
        f"{block_kit.quote(holds.title)}\n{sentences.sentence(holds)}"
    )
    button = block_kit.button("Show", action_id=SHOW, value=str(holds.id))
    return block_kit.section(said, accessory=button)


def _buttons(found: Results, asked: Asked) -> Json:
    older, wanted = found.older, asked.wanted
    return block_kit.actions(
        *(
            [block_kit.button("Older", action_id=OLDER, value=searches.dump(wanted, older))]
            if older
            else []
        ),
        *(
            [block_kit.button("Newest", action_id=NEWEST, value=searches.dump(wanted))]
            if asked.start != BEGINNING
            else []
        ),
        block_kit.button("Filter", action_id=FILTER, value=searches.dump(wanted)),
    )
