"""The form in which somebody says what is in their way, and who must help."""

from collections.abc import Sequence

from bot.escalations.models import Escalation
from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.models import Turn
from bot.teams.models import Team

BLOCK = "standups.block"


def form(
    turn: Turn, teams: Sequence[Team], joinable: Sequence[Escalation], *, stuck: str = ""
) -> Json:
    """Return the form; `joinable` is what their team asks already, and they may ask with it."""
    others = [team for team in teams if team.id != turn.team_id]
    chosen = others[0] if len(others) == 1 else None
    options = {team.id: block_kit.option(team.name, str(team.id)) for team in others or teams}
    return block_kit.modal(
        "Blocked",
        [
            block_kit.field(
                "What is in your way?",
                block_kit.text_input(
                    placeholder="The export fails since Monday", initial=stuck, multiline=True
                ),
                block_id="stuck",
            ),
            *_join_field(joinable),
            block_kit.field(
                "What do you need?",
                block_kit.text_input(placeholder="Somebody who can repair it", multiline=True),
                block_id="ask",
                optional=bool(joinable),
            ),
            block_kit.field(
                "Who must help?",
                block_kit.select(
                    placeholder="A team",
                    options=list(options.values()),
                    initial=options[chosen.id] if chosen else None,
                ),
                block_id="team",
                hint="Its leads are asked at once; if nobody takes it in time, the next people.",
                optional=bool(joinable),
            ),
        ],
        callback_id=BLOCK,
        submit="Ask for help",
        metadata=str(turn.id),
    )


def _join_field(joinable: Sequence[Escalation]) -> list[Json]:
    if not joinable:
        return []
    options = [
        block_kit.option(f"{each.name}: {each.stuck}", str(each.id))
        for each in joinable[: block_kit.OPTIONS_MAX]
    ]
    select = block_kit.select(placeholder="No, it is something else", options=options)
    hint = "Then you are told what becomes of it, and nobody is asked twice."
    label = "Has your team asked about it already?"
    return [block_kit.field(label, select, block_id="join", hint=hint, optional=True)]
