"""The form that says what to look for."""

from collections.abc import Sequence

from bot.decisions.rules import State
from bot.decisions.rules.wanted import WORDS_MAX, Wanted
from bot.roadmap.models import Initiative
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team

FIND = "decisions.find"

ANY = "any"
"""Slack lets nobody take a choice back: so there is one for each of them."""


def search_form(wanted: Wanted, teams: Sequence[Team], initiatives: Sequence[Initiative]) -> Json:
    """Return the form, with what is looked for in it; there are at most 99 of both lists."""
    names = {str(each.id): f"{each.name}: {each.title}" for each in initiatives}
    return block_kit.modal(
        "Find decisions",
        [
            block_kit.field(
                "Which words?",
                block_kit.text_input(
                    placeholder="newsletter hubspot",
                    initial=wanted.words,
                    limit=WORDS_MAX,
                ),
                block_id="words",
                hint="All of them have to be there; one letter may be wrong.",
                optional=True,
            ),
            _choice("State", "state", {each.value: each.value for each in State}, wanted.state),
            _choice("Team", "team", {str(team.id): team.name for team in teams}, wanted.team_id),
            *(
                [_choice("Part of an initiative", "initiative", names, wanted.initiative_id)]
                if names
                else []
            ),
            block_kit.field(
                "Who drives it, or takes part?",
                block_kit.people_select(
                    placeholder="Anybody",
                    initial=[wanted.user_id] if wanted.user_id else [],
                    limit=1,
                ),
                block_id="user",
                optional=True,
            ),
            _day("From", "since", wanted),
            _day("To", "until", wanted),
        ],
        callback_id=FIND,
        submit="Find",
    )


def _choice(label: str, block_id: str, names: dict[str, str], chosen: object) -> Json:
    options = {ANY: block_kit.option("Any", ANY)}
    options |= {value: block_kit.option(name, value) for value, name in names.items()}
    initial = options.get(str(chosen), options[ANY])
    select = block_kit.select(placeholder="Any", options=[*options.values()], initial=initial)
    return block_kit.field(label, select, block_id=block_id)


def _day(label: str, block_id: str, wanted: Wanted) -> Json:
    day = wanted.since if block_id == "since" else wanted.until
    picker = block_kit.date_input(initial=day.isoformat() if day else "")
    return block_kit.field(label, picker, block_id=block_id, optional=True)
