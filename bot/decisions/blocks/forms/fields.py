"""Fields that the forms of decisions have in common, or that only the whole form shows."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team

ALL = "all"
PEOPLE_MAX = 20
"""Approvers, and others, of one decision."""


def team_field(teams: Sequence[Team], home: Team | None) -> Json:
    """Return the choice of the team whose decision it is."""
    options = {team.id: block_kit.option(team.name, str(team.id)) for team in teams}
    select = block_kit.select(
        placeholder="A team",
        options=list(options.values()),
        initial=options[home.id] if home else None,
    )
    return block_kit.field(
        "Whose decision is it?", select, block_id="team", hint="Its channel gets the card."
    )


def needed_field(chosen: str) -> Json:
    """Return the choice of how many have to approve."""
    offered = {2, 3, 4, 5, *([] if chosen in {ALL, "1"} else [int(chosen)])}
    options = [
        block_kit.option("All of them", ALL),
        block_kit.option("One of them", "1"),
        *(block_kit.option(f"{many} of them", str(many)) for many in sorted(offered)),
    ]
    (initial,) = [option for option in options if option["value"] == chosen]
    select = block_kit.select(placeholder="Choose", options=options, initial=initial)
    return block_kit.field("How many have to approve?", select, block_id="needed")


def people_field(label: str, block_id: str, chosen: Sequence[str]) -> Json:
    """Return a choice of people."""
    select = block_kit.people_select(placeholder="Nobody", initial=chosen, limit=PEOPLE_MAX)
    return block_kit.field(label, select, block_id=block_id, optional=True)


def partner_field(teams: Sequence[Team], home: Team | None, chosen: int | None) -> list[Json]:
    """Return the choice of the other team of a joint decision, if there is another one."""
    others = [team for team in teams if team is not home]
    if not others:
        return []
    options = {team.id: block_kit.option(team.name, str(team.id)) for team in others}
    return [
        block_kit.field(
            "Joint with another team?",
            block_kit.select(
                placeholder="No, it is the team's own",
                options=list(options.values()),
                initial=options.get(chosen or 0),
            ),
            block_id="partner",
            hint="Then somebody of that team has to approve it too, and both get the card.",
            optional=True,
        )
    ]
