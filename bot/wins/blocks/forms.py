"""The forms that give a win and change one, and the one for a thank-you."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.roadmap.blocks.choosing import initiative_field
from bot.roadmap.models import Initiative
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team
from bot.wins.blocks import fields, posts
from bot.wins.models import Win
from bot.wins.rules import THANKS_MAX

GIVE = "wins.give"
EDIT = "wins.edit"
THANK = "wins.thank"


@dataclass(frozen=True)
class Context:
    """What a form knows and does not ask: what it came from."""

    source: str | None = None
    permalink: str | None = None

    def dump(self) -> str:
        """Return it as a form's metadata."""
        return json.dumps(asdict(self))


def load(metadata: str) -> Context:
    """Return what a form was drawn with."""
    return Context(**json.loads(metadata))


@dataclass(frozen=True)
class Filled:
    """What stands in the form when it opens."""

    people: Sequence[str] = ()
    what: str = ""
    initiative: Initiative | None = None


def form(
    teams: Sequence[Team],
    initiatives: Sequence[Initiative],
    *,
    home: Team | None,
    filled: Filled,
    context: Context,
    values: Sequence[str],
    may_send_at_once: bool,
) -> Json:
    """Return the form; two fields are needed, and both may be filled already.

    `home` is the team of the channel that it was opened from, or of the person.
    """
    return block_kit.modal(
        "Celebrate a win",
        [
            fields.people(filled.people),
            fields.whole_teams(teams),
            fields.what(filled.what),
            fields.figure(),
            *fields.shown_value(values),
            *_initiative(initiatives, filled.initiative),
            fields.own_team(teams, home),
            fields.reach(),
            *([fields.at_once()] if may_send_at_once else []),
        ],
        callback_id=GIVE,
        submit="Celebrate",
        metadata=context.dump(),
    )


def edit_form(
    win: Win, teams: Sequence[Team], initiatives: Sequence[Initiative], values: Sequence[str]
) -> Json:
    """Return the form that changes a win, with what stands in it; how far it goes stays."""
    chosen = [win.value] if win.value and win.value not in values else []
    return block_kit.modal(
        f"Change {win.name}",
        [
            fields.people(win.people),
            fields.whole_teams(teams),
            fields.what(win.what),
            fields.figure(win.figure or ""),
            *fields.shown_value([*values, *chosen], win.value),
            *_initiative(initiatives, win.initiative),
        ],
        callback_id=EDIT,
        submit="Save",
        metadata=f"{win.id} {win.changed_at.isoformat() if win.changed_at else ''}",
    )


def load_edit(metadata: str) -> tuple[int, datetime | None]:
    """Return which win a form changes, and when that was changed last as it was drawn."""
    win_id, _, seen_at = metadata.partition(" ")
    return int(win_id), datetime.fromisoformat(seen_at) if seen_at else None


def confirmation(win: Win, sentence: str) -> Json:
    """Return what whoever gave a win sees, with the buttons that change it or take it back."""
    return block_kit.modal(
        win.name,
        [
            block_kit.section(sentence),
            block_kit.actions(posts.change(win), posts.take_back(win)),
        ],
        callback_id="notice",
        submit=None,
        close="Close",
    )


def thanks_form(win: Win) -> Json:
    """Return the form of a few words that go below the post."""
    return block_kit.modal(
        f"Thanks for {win.name}",
        [
            block_kit.field(
                "Your words",
                block_kit.text_input(
                    placeholder="That saved us a whole week.", multiline=True, limit=THANKS_MAX
                ),
                block_id="words",
                hint="They stand below the post, with your name.",
            )
        ],
        callback_id=THANK,
        submit="Say thank you",
        metadata=str(win.id),
    )


def _initiative(initiatives: Sequence[Initiative], chosen: Initiative | None) -> list[Json]:
    """Return the choice of an initiative; one that is done is offered if it is chosen already."""
    offered = {each.id: each for each in [*([chosen] if chosen else []), *initiatives]}
    shown = list(offered.values())[: block_kit.OPTIONS_MAX]
    return initiative_field(shown, chosen.id if chosen else None)
