"""What is said about an entry, in a list, an answer or a message."""

from collections.abc import Sequence
from datetime import datetime

from bot.ownership.models import Entry
from bot.ownership.rules.entries import Kind, Part, Vacancy, is_doubtful
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.blocks import setup
from bot.teams.models import Team

HELP = (
    "*Whom to ask*\n"
    "Type `/align who newsletter`, or `/align who @ivan`: I say who answers for it, and whom of "
    "the team you may always ask. If I know nobody, I keep your question for the leads and send "
    "you their answer; whoever asks the same afterwards gets it at once.\n"
    "• `/align owns` lists who answers for what. Leads add to it; every 180 days I ask each person "
    "whether it is still true.\n"
    "• `/align services` lists what each team does for the others, in plain words.\n"
    "• `/align questions` shows leads what nobody could say yet."
)

NO_TEAMS = "I need to know your teams first. Type `/align setup`: it takes two minutes."

_NAMED_MAX = 10
"""People whom a refusal names; one of them is enough."""


def no_teams() -> tuple[str, list[Json]]:
    """Return what is said before there are teams, with the way to set them up."""
    button = block_kit.button("Set up", action_id=setup.START, value="ownership", style="primary")
    return NO_TEAMS, [block_kit.section(NO_TEAMS), block_kit.actions(button)]


def only(permitted: Sequence[str]) -> str:
    """Return the refusal that names those who may."""
    if not permitted:
        return NO_TEAMS
    return f"Only {block_kit.mentions(permitted[:_NAMED_MAX])} can do that. Please ask one of them."


def name(entry: Entry) -> str:
    """Return what an entry is called, and whose it is: `*Newsletter exports* (IT)`."""
    return f"*{block_kit.quote(entry.name)}* ({block_kit.quote(entry.team.name)})"


def removed(entry: Entry) -> str:
    """Return what is said to somebody who came too late."""
    by, at = entry.removed_by, entry.removed_at
    if by is None or at is None:
        raise ValueError("this entry is in use")
    return f"{block_kit.mention(by)} removed {name(entry)}, {block_kit.moment(at)}."


def holder(entry: Entry, *, now: datetime) -> str:
    """Return who answers for an entry, and how sure that is."""
    who = block_kit.mention(entry.accountable)
    if entry.vacant_at is not None:
        return f"Nobody answers for it at the moment: {_vacant(entry)}"
    if entry.confirmed_at is not None and is_doubtful(entry.confirmed_at, now=now):
        return f"{who} answers for it, not confirmed since {block_kit.moment(entry.confirmed_at)}."
    return f"{who} answers for it."


def vacant(entry: Entry) -> str:
    """Return that nobody answers for an entry, and what happens next."""
    return f"Nobody answers for {name(entry)} at the moment: {_vacant(entry)}"


def _vacant(entry: Entry) -> str:
    who, leads = block_kit.mention(entry.accountable), leads_of(entry.team)
    since = block_kit.moment(entry.vacant_at) if entry.vacant_at else ""
    why = "has left the company" if entry.vacancy is Vacancy.LEFT else f"gave it up, {since}"
    return f"{who} {why}. I have asked {leads} to name somebody."


def leads_of(team: Team) -> str:
    """Return the leads of a team by name; for a moment it may have none."""
    return (
        block_kit.mentions(team.leads)
        if team.leads
        else f"the leads of {block_kit.quote(team.name)}"
    )


def parts(entry: Entry) -> str:
    """Return who else has to do with an entry: `Responsible: … Consulted: …`."""
    named = {part: entry.people_of(part) for part in Part}
    return " ".join(
        f"{part.value.capitalize()}: {block_kit.mentions(people)}."
        for part, people in named.items()
        if people
    )


def always_ask(team: Team, *, besides: str = "") -> str:
    """Return whom of a team others may always ask, and where; `besides` has been named already."""
    where = f"in {block_kit.channel(team.channel_id)}"
    if team.liaison is None or team.liaison == besides:
        return f"Ask {where}."
    liaison, of_team = block_kit.mention(team.liaison), block_kit.quote(team.name)
    return f"You may always ask {liaison}, the liaison of {of_team}, {where}."


def saved(entry: Entry, *, now: datetime) -> str:
    """Return what is said when an entry has been added."""
    if entry.kind is Kind.SERVICE:
        return f"{name(entry)} is on the list now: `/align services` shows it to everybody."
    return (
        f"{name(entry)} is on the list now. {holder(entry, now=now)} In 180 days I ask whether "
        "that is still true."
    )


def confirmed(entry: Entry) -> str:
    """Return the thanks for a confirmation."""
    again = f" I ask again {block_kit.moment(entry.due_at)}." if entry.due_at else ""
    return f"Thank you. {name(entry)} stays yours.{again}"


def given_up(entry: Entry) -> str:
    """Return what somebody is told who does not answer for it any more."""
    return f"Thank you. I ask {leads_of(entry.team)} to name somebody else for {name(entry)}."


def not_yours(entry: Entry, *, now: datetime) -> str:
    """Return what is said to somebody who is not accountable any more."""
    return f"{name(entry)} is not yours to confirm. {holder(entry, now=now)}"
