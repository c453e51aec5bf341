"""The form that raises an escalation."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.escalations.blocks.card import URGENCIES
from bot.escalations.blocks.forms.context import Context
from bot.escalations.rules import Kind, Urgency
from bot.roadmap.blocks.choosing import initiative_field
from bot.roadmap.models import Initiative, only_active_in
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team

RAISE = "escalations.raise"
SET_UP = "escalations.set_up"
MORE = "escalations.more_fields"

UNSURE = "unsure"
"""The urgency of who wants to be asked."""

PRIVATE = "private"

_URGENT = {urgency.value: label for urgency, label in URGENCIES.items()}
_KIND_HINTS = {
    Kind.COMMUNICATION: "Communication: somebody does not know, or does not reply",
    Kind.PROCESS: "Process: something that we do together is stuck",
    Kind.OBJECTIVE: "Objective: we want different things",
}


@dataclass(frozen=True)
class Typed:
    """What somebody has typed."""

    stuck: str = ""
    ask: str = ""


def raise_form(
    teams: Sequence[Team],
    *,
    home: Team | None,
    context: Context,
    initiatives: Sequence[Initiative] = (),
    typed: Typed | None = None,
    more: bool = False,
) -> Json:
    """Return the form that raises: four fields, or with `more` all of them.

    The team that is asked is a field unless there are two and `home` is one of them; then a line
    says who it is, and the kind of problem takes its place. Of the open `initiatives`, at most 100,
    the one of the `context` is chosen, or the only active one of this channel.
    """
    asked = sure_to_be_asked(teams, home)
    meant = (each for each in initiatives if each.id == context.initiative_id)
    active = next(meant, None) or only_active_in(initiatives, context.channel_id)
    known = context.but(
        team_id=asked.id if asked else None, initiative_id=active.id if active else None
    )
    with_team, with_kind = more or asked is None, more or asked is not None
    return block_kit.modal(
        "Escalate",
        [
            *typed_fields(typed or Typed()),
            *([_team_field(teams, asked)] if with_team else []),
            *([_kind_field()] if with_kind else []),
            _urgency_field(),
            *(_rest(initiatives, active) if more else [*_said(asked, active, known), _more()]),
        ],
        callback_id=RAISE,
        submit="Escalate",
        metadata=known.dump(),
    )


def sure_to_be_asked(teams: Sequence[Team], home: Team | None) -> Team | None:
    """Return the only team that somebody of `home` can mean; None if there is a choice."""
    others = [team for team in teams if team is not home]
    return others[0] if home and len(others) == 1 else None


def typed_fields(typed: Typed) -> list[Json]:
    """Return the two fields that every form of these has."""
    return [
        block_kit.field(
            "What is stuck?",
            block_kit.text_input(
                placeholder="The newsletter cannot go out: the export fails since Monday",
                initial=typed.stuck,
                multiline=True,
            ),
            block_id="stuck",
        ),
        block_kit.field(
            "What do you need?",
            block_kit.text_input(
                placeholder="Somebody who can repair the export, or a date",
                initial=typed.ask,
                multiline=True,
            ),
            block_id="ask",
        ),
    ]


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


def _kind_field() -> Json:
    options = {kind: block_kit.option(hint, kind.value) for kind, hint in _KIND_HINTS.items()}
    select = block_kit.select(
        placeholder="Choose", options=list(options.values()), initial=options[Kind.PROCESS]
    )
    return block_kit.field("What kind of problem is it?", select, block_id="kind")


def _urgency_field() -> Json:
    options = [block_kit.option(label, value) for value, label in _URGENT.items()]
    unsure = block_kit.option("Not sure? Ask me three questions", UNSURE)
    (normal,) = [option for option in options if option["value"] == Urgency.NORMAL]
    return block_kit.field(
        "How urgent?",
        block_kit.select(placeholder="Choose", options=[*options, unsure], initial=normal),
        block_id="urgency",
        hint="If nobody takes it in time, I ask the next people, up to the sponsors.",
    )


def _said(asked: Team | None, active: Initiative | None, context: Context) -> list[Json]:
    """Return what holds without being asked."""
    parts = []
    if asked:
        where = block_kit.channel(asked.channel_id)
        parts.append(f"{block_kit.quote(asked.name)} is asked, in {where}.")
    if active:
        parts.append(f"It is part of {active.name}: {block_kit.quote(active.title)}.")
    if context.quoted:
        parts.append("The message goes along, as it is now.")
    return [block_kit.context(" ".join(parts))] if parts else []


def _more() -> Json:
    button = block_kit.button("More: a date, an initiative, private", action_id=MORE, value="more")
    return block_kit.actions(button)


def _rest(initiatives: Sequence[Initiative], active: Initiative | None) -> list[Json]:
    private = block_kit.option("Only the people on its ladder see it", PRIVATE)
    return [
        block_kit.field("Needed by", block_kit.date_input(), block_id="needed_on", optional=True),
        *initiative_field(
            initiatives,
            active.id if active else None,
            hint="The initiative's card shows how it goes.",
        ),
        block_kit.field(
            "Private",
            block_kit.checkboxes([private]),
            block_id="private",
            hint="They get it as a direct message, and nothing is posted in a channel.",
            optional=True,
        ),
    ]
