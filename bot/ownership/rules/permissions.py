"""Who may change the lists, confirm an entry, and answer a question."""

from collections.abc import Mapping
from enum import StrEnum

from bot.ownership.rules.entries import Kind
from bot.permissions import ANY, Permissions, Role


class Standing(StrEnum):
    """Where an entry stands."""

    HELD = "held"
    VACANT = "vacant"
    """The accountable person has given it up, or has left: somebody is to be named."""
    REMOVED = "removed"


class QuestionState(StrEnum):
    """Whether somebody has answered a question."""

    OPEN = "open"
    ANSWERED = "answered"


_KEEPERS = frozenset({Role.LEAD, Role.DEPUTY, Role.LIAISON, Role.SPONSOR})
_KEEPERS_AND_OWNER = _KEEPERS | {Role.OWNER}
_ANSWERING = frozenset({Role.LEAD, Role.DEPUTY, Role.LIAISON})
_OWNER = frozenset({Role.OWNER})


def _while_there(roles: frozenset[Role]) -> Mapping[str, frozenset[Role]]:
    return {Standing.HELD: roles, Standing.VACANT: roles, Standing.REMOVED: frozenset()}


PERMISSIONS: Permissions = {
    "ownership.add": {ANY: _KEEPERS},
    "ownership.change": _while_there(_KEEPERS_AND_OWNER),
    "ownership.remove": _while_there(_KEEPERS_AND_OWNER),
    "ownership.confirm": _while_there(_OWNER),
    "ownership.give_up": {
        Standing.HELD: _OWNER,
        Standing.VACANT: frozenset(),
        Standing.REMOVED: frozenset(),
    },
    "services.add": {ANY: _KEEPERS},
    "services.change": _while_there(_KEEPERS),
    "services.remove": _while_there(_KEEPERS),
    "questions.answer": {QuestionState.OPEN: _ANSWERING, QuestionState.ANSWERED: frozenset()},
}
"""Roles are those in the team that the entry belongs to; a question belongs to every team."""


def action(kind: Kind, verb: str) -> str:
    """Return the name of the action in the table: `services.change`."""
    return f"{'ownership' if kind is Kind.OWNED else 'services'}.{verb}"
