"""The fields of the forms that give a win, or change one."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team
from bot.wins.rules import FIGURE_MAX, PEOPLE_MAX, Reach

WHAT_MAX = 500
"""Characters of what they did: ten wins fit into one message, and people read them."""

AT_ONCE = "at_once"

_REACHES = {
    Reach.TEAM: "My team only",
    Reach.EVERYBODY: "Everybody here",
    Reach.EXECUTIVES: "Everybody here, and the sponsors' summary",
}


def people(initial: Sequence[str]) -> Json:
    """Return the field of those who are named by hand; a whole team will do instead."""
    select = block_kit.people_select(
        placeholder="One or more people, of any team", initial=initial, limit=PEOPLE_MAX
    )
    return block_kit.field("Who did it?", select, block_id="people", optional=True)


def whole_teams(teams: Sequence[Team]) -> Json:
    """Return the field of whole teams."""
    options = [block_kit.option(team.name, str(team.id)) for team in teams]
    select = block_kit.multi_select(placeholder="Everybody of a team", options=options)
    return block_kit.field("Or whole teams?", select, block_id="teams", optional=True)


def what(initial: str) -> Json:
    """Return the field of what they did."""
    return block_kit.field(
        "What did they do?",
        block_kit.text_input(
            placeholder="Shipped the new checkout in two weeks",
            initial=initial,
            multiline=True,
            limit=WHAT_MAX,
        ),
        block_id="what",
        hint="So that somebody who was not there learns what they did.",
    )


def figure(initial: str = "") -> Json:
    """Return the field of a number."""
    return block_kit.field(
        "A number that shows it",
        block_kit.text_input(placeholder="-38 % page load", initial=initial, limit=FIGURE_MAX),
        block_id="figure",
        optional=True,
    )


def shown_value(values: Sequence[str], chosen: str | None = None) -> list[Json]:
    """Return the field of the value that it shows, if there are any."""
    if not values:
        return []
    options = {each: block_kit.option(each, each) for each in values}
    select = block_kit.select(
        placeholder="One of yours",
        options=list(options.values()),
        initial=options.get(chosen or ""),
    )
    label = "Which value does it show?"
    return [block_kit.field(label, select, block_id="shown_value", optional=True)]


def own_team(teams: Sequence[Team], home: Team | None) -> Json:
    """Return the field of the giver's team, from which it is counted how far the win goes."""
    options = {team.id: block_kit.option(team.name, str(team.id)) for team in teams}
    select = block_kit.select(
        placeholder="A team",
        options=list(options.values()),
        initial=options[home.id] if home else None,
    )
    return block_kit.field("Your team", select, block_id="team")


def reach() -> Json:
    """Return the field of how far it goes."""
    options = {each: block_kit.option(text, each.value) for each, text in _REACHES.items()}
    select = block_kit.select(
        placeholder="Choose",
        options=list(options.values()),
        initial=options[Reach.EXECUTIVES],
    )
    return block_kit.field("Who may read it?", select, block_id="reach")


def at_once() -> Json:
    """Return the box that sends it now."""
    boxes = block_kit.checkboxes([block_kit.option("Tell it now, not in the morning", AT_ONCE)])
    return block_kit.field("A big one?", boxes, block_id=AT_ONCE, optional=True)
