"""What is said about initiatives besides their cards."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from bot.roadmap import rules
from bot.roadmap.blocks.card import STAGES
from bot.roadmap.blocks.sides import CADENCES
from bot.roadmap.models import Initiative, InitiativeChange
from bot.roadmap.rules import Stage
from bot.slack import block_kit, forms
from bot.slack.values import Json
from bot.teams.blocks import setup as team_setup
from bot.teams.models import Team

HELP = (
    "*The roadmap: what teams do together*\n"
    "An initiative has a name, an outcome, a reason, a target date, and an owner in each of two or "
    "more teams.\n"
    "• `/roadmap` lists all of them, yours first. `/roadmap INI-7`, or a part of its name, shows "
    "one.\n"
    "• `/roadmap add` adds one: anybody can. If you choose a channel, its card is posted there "
    "once and kept up to date.\n"
    "• *Change* and *Move to* on a card are for its owners, and for leads and sponsors of their "
    "teams. If two change it at once, the second sees what the first changed before anything is "
    "saved.\n"
    "• Both owners of an active one are asked on Tuesdays how it goes; then its card shows both "
    "sides. `/roadmap checkin` opens what waits for you.\n"
    "• `/roadmap digest` shows what has changed, and `/roadmap digest setup` chooses the channel "
    "that reads it each week.\n"
    "• `/escalate` asks which initiative it is part of, and the initiative's card shows how it "
    "goes."
)

_VALUE = 60

_CALLED = {
    "title": "Name",
    "outcome": "Outcome",
    "why": "Why",
    "channel_id": "Channel",
    "target_on": "Target date",
    "stage": "Stage",
    "cadence": "How often its owners are asked",
}
_LABELS: Mapping[str, Mapping[Any, str]] = {"stage": STAGES, "cadence": CADENCES}


def set_up_first(typed: str) -> tuple[str, list[Json]]:
    """Return what is said before there are two teams; what was typed is given back."""
    said = (
        "Before there is a roadmap, I need to know at least two teams and who leads them. Press "
        "*Set up*, or type `/align setup`; then `/roadmap add` works."
    )
    button = block_kit.button(
        "Set up", action_id=team_setup.START, value="roadmap", style="primary"
    )
    kept = [block_kit.section("You typed:"), block_kit.words(typed)] if typed else []
    text = f"{said} You typed: {block_kit.quote(typed)}" if typed else said
    return text, [block_kit.section(said), *kept, block_kit.actions(button)]


def too_long(title: str, limit: int) -> str:
    """Return what is said of a name that does not fit into the form."""
    return (
        f"That is {len(title):,} characters, and a name takes {limit}. Please shorten it; the "
        f"outcome has a field of its own. You typed:\n{block_kit.escape(title)}"
    )


def no_such_number(number: int) -> str:
    """Return what is said of a number that no initiative has."""
    return f"There is no INI-{number}. Type `/roadmap` to see all initiatives."


def nothing_found(text: str) -> str:
    """Return what is said of words that are in no initiative's name."""
    return (
        f"No initiative has “{block_kit.quote(text, _VALUE)}” in its name. Type `/roadmap` to see "
        "all, `/roadmap add` to add one, or `/align help roadmap`."
    )


def only_the_responsible(initiative: Initiative) -> str:
    """Return what somebody else is told who wants to change it: who may."""
    name, owners = initiative.name, block_kit.mentions(initiative.owner_ids)
    others = dict.fromkeys([*initiative.leads, *initiative.sponsors])
    rest = [user_id for user_id in others if user_id not in initiative.owner_ids]
    their = (
        f" and the leads and sponsors of their teams, {block_kit.mentions(rest)}," if rest else ""
    )
    owns = "owner" if len(initiative.owner_ids) == 1 else "owners"
    return f"Only its {owns}, {owners},{their} can change {name}. Please ask one of them."


def moved_meanwhile(initiative: Initiative, move: InitiativeChange) -> str:
    """Return why a move changed nothing: who moved it before, and when."""
    return (
        f"Nothing changed: {block_kit.mention(move.by)} moved {initiative.name} from "
        f"{STAGES[Stage(move.before)]} to {STAGES[Stage(move.after)]}, {block_kit.moment(move.at)}."
    )


def changed_meanwhile(
    initiative: Initiative,
    teams: Sequence[Team],
    changes: Sequence[InitiativeChange],
    *,
    mine: Sequence[str],
) -> list[Json]:
    """Return what others changed since the form was drawn, to stand above the person's own."""
    names = {team.id: team.name for team in teams}
    return forms.told(
        initiative.name, changes, mine=mine, called=partial(_called, names), shown=_value
    )


def _called(teams: Mapping[int, str], field: str) -> str:
    team_id = rules.team_of(field)
    if team_id is None:
        return _CALLED[field]
    return f"Owner in {block_kit.quote(teams.get(team_id, 'another team'))}"


def _value(field: str, value: Any) -> str:
    if value is None:
        return "nobody" if rules.team_of(field) else "none"
    if rules.team_of(field):
        return block_kit.mention(value)
    match field:
        case "stage" | "cadence":
            return _LABELS[field][value]
        case "channel_id":
            return block_kit.channel(value)
        case "target_on":
            return block_kit.day(date.fromisoformat(value))
        case _:
            return f"“{block_kit.quote(value, _VALUE)}”"
