"""The form that raises an escalation."""

from collections.abc import Sequence

from bot.escalations.blocks.card import URGENCIES
from bot.escalations.rules import Urgency
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Stage
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team

RAISE = "escalations.raise"
SET_UP = "escalations.set_up"


def raise_form(
    teams: Sequence[Team],
    *,
    home: Team | None,
    channel_id: str,
    initiatives: Sequence[Initiative] = (),
    stuck: str = "",
) -> Json:
    """Return the form that raises; the other team is chosen if `home` is one of two.

    Of the open `initiatives`, at most 100, the only active one of this channel is chosen.
    """
    others = [team for team in teams if team is not home]
    return block_kit.modal(
        "Escalate",
        [
            block_kit.field(
                "What is stuck?",
                block_kit.text_input(
                    placeholder="The newsletter cannot go out: the export fails since Monday",
                    initial=stuck,
                    multiline=True,
                ),
                block_id="stuck",
            ),
            block_kit.field(
                "What do you need?",
                block_kit.text_input(
                    placeholder="Somebody who can repair the export, or a date", multiline=True
                ),
                block_id="ask",
            ),
            _team_field(teams, others[0] if home and len(others) == 1 else None),
            _urgency_field(),
            *_initiative_field(initiatives, channel_id),
        ],
        callback_id=RAISE,
        submit="Escalate",
        metadata=channel_id,
    )


def _team_field(teams: Sequence[Team], chosen: Team | None) -> Json:
    options = {team.id: block_kit.option(team.name, str(team.id)) for team in teams}
    return block_kit.field(
        "Who must answer?",
        block_kit.select(
            placeholder="A team",
            options=list(options.values()),
            initial=options[chosen.id] if chosen else None,
        ),
        block_id="team",
        hint="Its leads are asked in its channel.",
    )


def _urgency_field() -> Json:
    options = {
        urgency: block_kit.option(label, urgency.value) for urgency, label in URGENCIES.items()
    }
    return block_kit.field(
        "How urgent?",
        block_kit.select(
            placeholder="Choose",
            options=list(options.values()),
            initial=options[Urgency.NORMAL],
        ),
        block_id="urgency",
        hint="If nobody takes it in time, I ask the leads of both teams, then the sponsor.",
    )


def _initiative_field(initiatives: Sequence[Initiative], channel_id: str) -> list[Json]:
    if not initiatives:
        return []
    options = {
        each.id: block_kit.option(f"{each.name}: {each.title}", str(each.id))
        for each in initiatives
    }
    active = [
        each for each in initiatives if each.channel_id == channel_id and each.stage is Stage.ACTIVE
    ]
    select = block_kit.select(
        placeholder="None",
        options=list(options.values()),
        initial=options[active[0].id] if len(active) == 1 else None,
    )
    return [
        block_kit.field(
            "Part of an initiative?",
            select,
            block_id="initiative",
            hint="The initiative's card shows how it goes.",
            optional=True,
        )
    ]
