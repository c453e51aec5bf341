"""What belongs to each team, and the form that changes it."""

from collections.abc import Sequence

from bot.edits import Fields
from bot.hours.models import CompanyHours
from bot.slack import block_kit, forms
from bot.slack.values import Json
from bot.teams.blocks import changes, closing, company
from bot.teams.blocks.changes import Groups
from bot.teams.models import Team, TeamChange
from bot.teams.rules import DEPUTIES_MAX, LEADS_MAX, TEAM_NAME_MAX

CHANGE = "teams.change"
SAVE = "teams.save"

GROUP = "group_id"
"""The field that says `source_id`, too, if the members are those of a user group."""


def overview(
    teams: Sequence[Team], hours: CompanyHours | None, groups: Groups, *, user_id: str
) -> tuple[str, list[Json]]:
    """Return what belongs to each team, and what holds for all, with a button on those parts that
    the reader may change. Teams that are closed come last."""
    here = [team for team in teams if team.closed_at is None]
    parts = [(_described(team, groups), team, change_button(team)) for team in here]
    gone, left_out = closing.newest(teams)
    parts += [(closing.line(team), team, closing.reopen_button(team)) for team in gone]
    blocks = [
        block_kit.section(text, accessory=button if user_id in team.responsible else None)
        for text, team, button in parts
    ]
    if left_out:
        blocks.append(block_kit.context(closing.earlier(left_out)))
    may_change = any(user_id in team.responsible for team in here)
    everybody, drawn = company.overview(hours, may_change=may_change)
    return "\n\n".join([*(text for text, *_ in parts), everybody]), [*blocks, drawn]


def _described(team: Team, groups: Groups) -> str:
    liaison = block_kit.mention(team.liaison) if team.liaison else "nobody yet"
    deputies = f", {block_kit.mentions(team.deputies)} if away" if team.deputies else ""
    day = changes.DAYS[team.standup_day]
    wins, digests = (
        block_kit.channel(chosen or team.channel_id)
        for chosen in (team.wins_channel_id, team.digest_channel_id)
    )
    return (
        f"*{block_kit.quote(team.name)}* is asked in {block_kit.channel(team.channel_id)}\n"
        f"• Leads: {_people(team.leads)}\n"
        f"• Sponsors: {_people(team.sponsors)}\n"
        f"• May always be asked: {liaison}{deputies}\n"
        f"• Members: whoever is in {changes.source(team.members_source, groups)}\n"
        f"• Stand-up: {day}s at {team.standup_at:%H:%M} by each person's clock\n"
        f"• Wins go to {wins}, digests to {digests}\n"
        f"{_people(team.responsible)} can change this."
    )


def _people(user_ids: Sequence[str]) -> str:
    return block_kit.mentions(user_ids) if user_ids else "nobody yet"


def change_button(team: Team) -> Json:
    """Return the button that opens the team's form; its name tells it from the others'."""
    return block_kit.button(f"Change {team.name}", action_id=CHANGE, value=str(team.id))


def change_form(
    team: Team,
    fields: Fields,
    groups: Groups,
    *,
    meanwhile: Sequence[TeamChange] = (),
    mine: Sequence[str] = (),
) -> Json:
    """Return the form for a team, filled with `fields` (all of `operations.changing.read`).

    On top it says what others changed `meanwhile`, since the form was drawn first; of those fields
    the person changed `mine` too.
    """
    return block_kit.modal(
        "Change a team",
        [
            *changes.told(meanwhile, mine, groups),
            *_inputs(team, fields, groups),
            block_kit.actions(closing.ask_button(team)),
        ],
        callback_id=SAVE,
        submit="Save",
        metadata=f"{team.id} {team.version}",
    )


def _inputs(team: Team, fields: Fields, groups: Groups) -> list[Json]:
    elements = {
        "name": block_kit.text_input(
            placeholder="For example Marketing", initial=fields["name"], limit=TEAM_NAME_MAX
        ),
        "channel_id": _channel(fields["channel_id"], "Where others ask this team"),
        "leads": _several(fields["leads"], LEADS_MAX, "One to five people"),
        "liaison": block_kit.person_select(
            placeholder="One person", initial=next(iter(fields["liaison"]), None)
        ),
        "deputies": _several(fields["deputies"], DEPUTIES_MAX, "Up to three people"),
        "sponsors": _several(fields["sponsors"], LEADS_MAX, "One to five people"),
        **_source(fields["source_id"], groups),
        "wins_channel_id": _channel(fields["wins_channel_id"], "The team's channel"),
        "digest_channel_id": _channel(fields["digest_channel_id"], "The team's channel"),
        "standup_day": _day(fields["standup_day"]),
        "standup_at": block_kit.time_input(initial=fields["standup_at"]),
    }
    return [
        block_kit.field(
            changes.LABELS.get(name, _OR_GROUP),
            element,
            block_id=forms.block_id(name, team.version),
            hint=_HINTS.get(name),
            optional=name in _OPTIONAL,
        )
        for name, element in elements.items()
    ]


_OR_GROUP = "… or in a user group"
_OPTIONAL = {"liaison", "deputies", "source_id", GROUP, "wins_channel_id", "digest_channel_id"}
_HINTS = {
    "liaison": "Other teams may always ask this person. If you choose nobody: the first lead.",
    "deputies": "Stand in for the liaison, and take over from a lead who leaves.",
    "sponsors": "Are asked when the leads have not taken a problem in time.",
    "source_id": "Who joins or leaves there joins or leaves the team.",
    "standup_at": "By the clock of each person who is asked.",
}


def _source(source_id: str | None, groups: Groups) -> dict[str, Json]:
    """Return the two choices of where members are; the second only if there are groups."""
    channel_id = None if changes.is_group(source_id) else source_id
    fields = {"source_id": _channel(channel_id, "The team's channel")}
    options = {id_: block_kit.option(f"@{handle}", id_) for id_, handle in groups.items()}
    if options:
        fields[GROUP] = block_kit.select(
            placeholder="A group", options=[*options.values()], initial=options.get(source_id or "")
        )
    return fields


def _channel(initial: str | None, placeholder: str) -> Json:
    return block_kit.channel_select(placeholder=placeholder, initial=initial)


def _several(initial: Sequence[str], limit: int, placeholder: str) -> Json:
    return block_kit.people_select(placeholder=placeholder, initial=initial, limit=limit)


def _day(initial: int) -> Json:
    options = [block_kit.option(day, str(number)) for number, day in enumerate(changes.DAYS)]
    return block_kit.select(placeholder="Day", options=options, initial=options[initial])


def saved(team: Team, groups: Groups) -> Json:
    """Return the modal that says what the team is now."""
    return block_kit.notice("Saved", _described(team, groups))
