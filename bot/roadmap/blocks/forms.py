"""The form of an initiative: one for adding and for changing."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from bot.edits import Fields
from bot.roadmap.blocks import sentences
from bot.roadmap.blocks.card import STAGES
from bot.roadmap.blocks.sides import CADENCES
from bot.roadmap.models import Initiative, InitiativeChange
from bot.roadmap.rules import NAME_MAX, OWNER, OWNERS_MIN, REASON_MAX, Cadence, Stage
from bot.slack import block_kit
from bot.slack.forms import block_id
from bot.slack.values import Json
from bot.teams.models import Team

SAVE_NEW = "roadmap.save_new"
SAVE_CHANGE = "roadmap.save_change"

FIRST = 0
"""The version in the form of an initiative that is not there yet."""


def add_form(teams: Sequence[Team], *, home: Team | None, user_id: str, title: str = "") -> Json:
    """Return the form that adds; the person is proposed as the owner in `home`, their team."""
    ordered = sorted(teams, key=lambda team: team is not home)
    fields = {"title": title, "stage": Stage.CANDIDATE.value}
    if home:
        fields[f"{OWNER}{home.id}"] = user_id
    return block_kit.modal(
        "Add an initiative",
        _fields(ordered, fields, FIRST),
        callback_id=SAVE_NEW,
        submit="Add",
        metadata=f"0:{FIRST}",
    )


def change_form(
    initiative: Initiative,
    teams: Sequence[Team],
    fields: Fields,
    *,
    meanwhile: Sequence[InitiativeChange] = (),
    mine: Sequence[str] = (),
) -> Json:
    """Return the form that changes, filled with `fields`.

    On top it says what others changed `meanwhile`, since the form was drawn first; of those fields
    the person changed `mine` too.
    """
    said = sentences.changed_meanwhile(initiative, teams, meanwhile, mine=mine)
    return block_kit.modal(
        f"Change {initiative.name}",
        [*said, *_fields(teams, fields, initiative.version)],
        callback_id=SAVE_CHANGE,
        submit="Save",
        metadata=f"{initiative.id}:{initiative.version}",
    )


def _fields(teams: Sequence[Team], fields: Fields, version: int) -> list[Json]:
    return [
        block_kit.field(
            "Name",
            block_kit.text_input(
                placeholder="Move the web shop to the new system",
                initial=fields.get("title") or "",
                limit=NAME_MAX,
            ),
            block_id=block_id("title", version),
        ),
        block_kit.field(
            "What will be true when it is done?",
            block_kit.text_input(
                placeholder="Customers order in the new shop, and the old one is switched off",
                initial=fields.get("outcome") or "",
                multiline=True,
                limit=REASON_MAX,
            ),
            block_id=block_id("outcome", version),
        ),
        block_kit.field(
            "Why?",
            block_kit.text_input(
                placeholder="The old shop loses one order in twenty",
                initial=fields.get("why") or "",
                multiline=True,
                limit=REASON_MAX,
            ),
            block_id=block_id("why", version),
        ),
        *_owner_fields(teams, fields, version),
        block_kit.field(
            "Target date",
            block_kit.date_input(initial=fields.get("target_on") or ""),
            block_id=block_id("target_on", version),
            hint="Your best guess will do. You can move it.",
        ),
        _choice_field("Stage", "stage", STAGES, Stage(fields["stage"]), version),
        _choice_field(
            "How often are its owners asked how it goes?",
            "cadence",
            CADENCES,
            Cadence(fields.get("cadence") or Cadence.BY_DATE),
            version,
        ),
        block_kit.field(
            "Channel",
            block_kit.channel_select(
                placeholder="Where it is talked about", initial=fields.get("channel_id")
            ),
            block_id=block_id("channel_id", version),
            hint="I post its card there once, and keep it up to date.",
            optional=True,
        ),
    ]


def _owner_fields(teams: Sequence[Team], fields: Fields, version: int) -> list[Json]:
    """Return a field a team: both of two are needed, and of more than two any two."""
    is_free = len(teams) > OWNERS_MIN
    hint = "At least two teams are involved. Leave the others empty." if is_free else None
    return [
        block_kit.field(
            f"Owner in {team.name}",
            block_kit.person_select(
                placeholder="One person", initial=fields.get(f"{OWNER}{team.id}")
            ),
            block_id=block_id(f"{OWNER}{team.id}", version),
            hint=hint if place == 0 else None,
            optional=is_free,
        )
        for place, team in enumerate(teams)
    ]


def _choice_field(
    label: str, name: str, labels: Mapping[Any, str], chosen: StrEnum, version: int
) -> Json:
    options = {each: block_kit.option(text, each.value) for each, text in labels.items()}
    select = block_kit.select(
        placeholder="Choose", options=list(options.values()), initial=options[chosen]
    )
    return block_kit.field(label, select, block_id=block_id(name, version))
