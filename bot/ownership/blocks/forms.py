"""The form of an entry, also when others were faster; and the one that removes it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ownership.blocks import sentences
from bot.ownership.models import Entry
from bot.ownership.rules.entries import (
    ABOUT_MAX,
    MOST,
    NAME_MAX,
    Details,
    Kind,
    Part,
)
from bot.slack import block_kit
from bot.slack.forms import block_id
from bot.slack.values import Json
from bot.teams.models import Team

SAVE = "ownership.save"
TAKE_OFF = "ownership.take_off"

_TITLES = {Kind.OWNED: "What we own", Kind.SERVICE: "What we do for others"}
_PEOPLE = {
    Part.RESPONSIBLE: ("Responsible: who does it", "One to five people"),
    Part.CONSULTED: ("Consulted: who is asked before changes", "Up to ten people"),
    Part.INFORMED: ("Informed: who is told afterwards", "Up to ten people"),
}


@dataclass(frozen=True)
class Subject:
    """What a form is about, as it rides in the form: `entry_id` is None for a new entry.

    `version` is the entry's when the form was drawn, and part of the fields' block_ids.
    """

    kind: Kind
    entry_id: int | None = None
    version: int = 0

    def packed(self) -> str:
        """Return it as a form's private_metadata."""
        return json.dumps([self.kind.value, self.entry_id, self.version])

    @classmethod
    def unpack(cls, metadata: str) -> "Subject":
        """Return what `packed` made a text of."""
        kind, entry_id, version = json.loads(metadata)
        return cls(Kind(kind), entry_id, version)

    def block_id(self, field: str) -> str:
        """Return the block_id of a field."""
        return block_id(field, self.version)


def entry_form(
    subject: Subject,
    teams: Sequence[Team],
    details: Details | None = None,
    *,
    said: Sequence[Json] = (),
) -> Json:
    """Return the form of an entry, filled with `details`; `said` comes before the fields."""
    fields = [*_first_fields(subject, teams, details)]
    if subject.kind is Kind.OWNED:
        fields += _people_fields(subject, details)
    return block_kit.modal(
        _TITLES[subject.kind],
        [*said, *fields],
        callback_id=SAVE,
        submit="Save",
        metadata=subject.packed(),
    )


def remove_form(entry: Entry, *, said: Sequence[Json] = ()) -> Json:
    """Return the form that asks whether to remove an entry."""
    subject = Subject(entry.kind, entry.id, entry.version)
    question = f"Remove {sentences.name(entry)} from the list? It is found no more."
    return block_kit.modal(
        "Remove",
        [*said, block_kit.section(question)],
        callback_id=TAKE_OFF,
        submit="Remove",
        metadata=subject.packed(),
    )


def _first_fields(subject: Subject, teams: Sequence[Team], details: Details | None) -> list[Json]:
    owned = subject.kind is Kind.OWNED
    example = "Newsletter exports" if owned else "Laptops for new colleagues"
    about = "What belongs to it, and what does not" if owned else "What, how to ask, and how long"
    return [
        block_kit.field(
            "What is it called?",
            block_kit.text_input(
                placeholder=f"For example {example}",
                initial=details.name if details else "",
                limit=NAME_MAX,
            ),
            block_id=subject.block_id("name"),
            hint="As people ask for it: it is found by these words.",
        ),
        block_kit.field(
            "In plain words",
            block_kit.text_input(
                placeholder=about,
                initial=details.about if details else "",
                multiline=True,
                limit=ABOUT_MAX,
            ),
            block_id=subject.block_id("about"),
            optional=owned,
        ),
        _team_field(subject, teams, details),
    ]


def _team_field(subject: Subject, teams: Sequence[Team], details: Details | None) -> Json:
    options = {team.id: block_kit.option(team.name, str(team.id)) for team in teams}
    chosen = details.team_id if details else teams[0].id if len(teams) == 1 else None
    return block_kit.field(
        "Which team?",
        block_kit.select(
            placeholder="A team",
            options=list(options.values()),
            initial=options.get(chosen) if chosen else None,
        ),
        block_id=subject.block_id("team_id"),
    )


def _people_fields(subject: Subject, details: Details | None) -> list[Json]:
    accountable = block_kit.field(
        "Accountable: who answers for it",
        block_kit.person_select(
            placeholder="Exactly one person",
            initial=details.accountable or None if details else None,
        ),
        block_id=subject.block_id("accountable"),
    )
    return [accountable, *(_people_field(subject, part, details) for part in Part)]


def _people_field(subject: Subject, part: Part, details: Details | None) -> Json:
    label, placeholder = _PEOPLE[part]
    return block_kit.field(
        label,
        block_kit.people_select(
            placeholder=placeholder,
            initial=getattr(details, part) if details else (),
            limit=MOST[part],
        ),
        block_id=subject.block_id(part),
        optional=part is not Part.RESPONSIBLE,
    )
