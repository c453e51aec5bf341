"""The form that gives a win, and the one for a thank-you."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot.roadmap.blocks.choosing import initiative_field
from bot.roadmap.models import Initiative
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team
from bot.wins.blocks import posts
from bot.wins.models import Win
from bot.wins.rules import FIGURE_MAX, PEOPLE_MAX, THANKS_MAX, Reach

GIVE = "wins.give"
THANK = "wins.thank"

WHAT_MAX = 500
"""Characters of what they did: ten wins fit into one message, and people read them."""

AT_ONCE = "at_once"

_REACHES = {
    Reach.TEAM: "My team only",
    Reach.EVERYBODY: "Everybody here",
    Reach.EXECUTIVES: "Everybody here, and the sponsors' summary",
}


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


def form(
    teams: Sequence[Team],
    initiatives: Sequence[Initiative],
    *,
    home: Team | None,
    active: Initiative | None,
    filled: Filled,
    context: Context,
    values: Sequence[str],
    may_send_at_once: bool,
) -> Json:
    """Return the form; two fields are needed, and both may be filled already.

    `home` and `active` are the team and the initiative of the channel that it was opened from.
    """
    return block_kit.modal(
        "Celebrate a win",
        [
            block_kit.field(
                "Who did it?",
                block_kit.people_select(
                    placeholder="One or more people, of any team",
                    initial=filled.people,
                    limit=PEOPLE_MAX,
                ),
                block_id="people",
            ),
            block_kit.field(
                "What did they do?",
                block_kit.text_input(
                    placeholder="Shipped the new checkout in two weeks",
                    initial=filled.what,
                    multiline=True,
                    limit=WHAT_MAX,
                ),
                block_id="what",
                hint="So that somebody who was not there learns what they did.",
            ),
            block_kit.field(
                "A number that shows it",
                block_kit.text_input(placeholder="-38 % page load", limit=FIGURE_MAX),
                block_id="figure",
                optional=True,
            ),
            *([_value_field(values)] if values else []),
            *initiative_field(initiatives, active.id if active else None),
            _team_field(teams, home),
            _reach_field(),
            *([_at_once_field()] if may_send_at_once else []),
        ],
        callback_id=GIVE,
        submit="Celebrate",
        metadata=context.dump(),
    )


def confirmation(win: Win, sentence: str) -> Json:
    """Return what whoever gave a win sees, with the button that takes it back."""
    return block_kit.modal(
        win.name,
        [block_kit.section(sentence), block_kit.actions(posts.take_back(win))],
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


def _value_field(values: Sequence[str]) -> Json:
    options = [block_kit.option(each, each) for each in values]
    select = block_kit.select(placeholder="One of yours", options=options)
    return block_kit.field(
        "Which value does it show?", select, block_id="shown_value", optional=True
    )


def _team_field(teams: Sequence[Team], home: Team | None) -> Json:
    options = {team.id: block_kit.option(team.name, str(team.id)) for team in teams}
    select = block_kit.select(
        placeholder="A team",
        options=list(options.values()),
        initial=options[home.id] if home else None,
    )
    return block_kit.field("Your team", select, block_id="team")


def _reach_field() -> Json:
    options = {each: block_kit.option(text, each.value) for each, text in _REACHES.items()}
    select = block_kit.select(
        placeholder="Choose",
        options=list(options.values()),
        initial=options[Reach.EXECUTIVES],
    )
    return block_kit.field("Who may read it?", select, block_id="reach")


def _at_once_field() -> Json:
    boxes = block_kit.checkboxes([block_kit.option("Tell it now, not in the morning", AT_ONCE)])
    return block_kit.field("A big one?", boxes, block_id=AT_ONCE, optional=True)
