"""The set-up form, and what is said once it is filled in."""

from collections.abc import Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team
from bot.teams.rules import LEADS_MAX, TEAM_NAME_MAX

SET_UP = "teams.set_up"

_ORDINALS = ("first", "second")


def setup_modal(
    teams: Sequence[Team],
    *,
    channel_id: str | None,
    callback_id: str = SET_UP,
    metadata: str = "",
) -> Json:
    """Return the form for two teams and a sponsor, filled with what is known of them.

    A workspace without teams is offered `channel_id` as the first one's.
    """
    first, second = (*teams[:2], None, None)[:2]
    sponsors = first.sponsors if first else []
    return block_kit.modal(
        "Set up Lockstep",
        [
            block_kit.section("Two teams ask each other. Who are they, and who answers for them?"),
            *_team_fields(1, first, channel_id),
            *_team_fields(2, second, None),
            block_kit.field(
                "Sponsor of both",
                block_kit.person_select(
                    placeholder="One person", initial=sponsors[0] if sponsors else None
                ),
                block_id="sponsor",
                hint="Is asked when the leads of both teams have not taken a problem in time.",
            ),
        ],
        callback_id=callback_id,
        submit="Save",
        metadata=metadata,
    )


def _team_fields(place: int, team: Team | None, channel_id: str | None) -> list[Json]:
    ordinal = _ORDINALS[place - 1]
    example = "Marketing" if place == 1 else "IT"
    return [
        block_kit.field(
            f"Name of the {ordinal} team",
            block_kit.text_input(
                placeholder=f"For example {example}",
                initial=team.name if team else "",
                limit=TEAM_NAME_MAX,
            ),
            block_id=f"name_{place}",
        ),
        block_kit.field(
            f"Channel of the {ordinal} team",
            block_kit.channel_select(
                placeholder="Where it is asked", initial=team.channel_id if team else channel_id
            ),
            block_id=f"channel_{place}",
        ),
        block_kit.field(
            f"Leads of the {ordinal} team",
            block_kit.people_select(
                placeholder="One to five people",
                initial=team.leads if team else (),
                limit=LEADS_MAX,
            ),
            block_id=f"leads_{place}",
        ),
    ]


def done(teams: Sequence[Team]) -> Json:
    """Return the modal that says what works now."""
    first, second = teams
    return block_kit.notice(
        "You are set up",
        f"{_where(first)} and {_where(second)} can ask each other now.\n\n"
        "Type `/escalate` in a channel when something is stuck: the other team is asked, and asked "
        "again higher up, until there is an answer.",
    )


def _where(team: Team) -> str:
    return f"*{block_kit.quote(team.name)}* in {block_kit.channel(team.channel_id)}"


def greeting(team: Team, other: Team, *, by: str) -> str:
    """Return what a team's channel reads when it has been set up."""
    team_name, other_name = block_kit.quote(team.name), block_kit.quote(other.name)
    leads = block_kit.mentions(team.leads)
    asked = "are asked" if len(team.leads) > 1 else "is asked"
    return (
        f"{block_kit.mention(by)} set me up here. What {other_name} needs from {team_name} is "
        f"asked in this channel, and {leads} {asked} first. Type `/escalate` to ask {other_name} "
        "for an answer."
    )


def ask_one_of(responsible: Sequence[str]) -> str:
    """Return the sentence that names those who may change the teams."""
    return f"Your teams are set up already. {block_kit.mentions(responsible)} can change them."
