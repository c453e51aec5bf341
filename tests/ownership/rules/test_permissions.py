"""Every cell of the table: who may do what to an entry or a question, as it stands."""

from itertools import product

import pytest

from bot.ownership.rules import PERMISSIONS
from bot.ownership.rules.entries import Kind
from bot.ownership.rules.permissions import QuestionState, Standing, action
from bot.permissions import ANY, Role, may

KEEPERS = {Role.LEAD, Role.DEPUTY, Role.LIAISON, Role.SPONSOR}
ALLOWED = {
    ("ownership.add", ANY): KEEPERS,
    ("ownership.change", Standing.HELD): KEEPERS | {Role.OWNER},
    ("ownership.change", Standing.VACANT): KEEPERS | {Role.OWNER},
    ("ownership.remove", Standing.HELD): KEEPERS | {Role.OWNER},
    ("ownership.remove", Standing.VACANT): KEEPERS | {Role.OWNER},
    ("ownership.confirm", Standing.HELD): {Role.OWNER},
    ("ownership.confirm", Standing.VACANT): {Role.OWNER},
    ("ownership.give_up", Standing.HELD): {Role.OWNER},
    ("services.add", ANY): KEEPERS,
    ("services.change", Standing.HELD): KEEPERS,
    ("services.change", Standing.VACANT): KEEPERS,
    ("services.remove", Standing.HELD): KEEPERS,
    ("services.remove", Standing.VACANT): KEEPERS,
    ("questions.answer", QuestionState.OPEN): {Role.LEAD, Role.DEPUTY, Role.LIAISON},
}
STATES = [ANY, *Standing, *QuestionState]


class TestPermissions:
    @pytest.mark.parametrize(
        ("verb", "state", "role"),
        list(product(PERMISSIONS, STATES, Role)),
        ids=lambda cell: str(getattr(cell, "value", cell)),
    )
    def test_are_these_and_no_others(self, verb: str, state: str, role: Role) -> None:
        assert may(PERMISSIONS, verb, state, {role}) is (role in ALLOWED.get((verb, state), set()))

    def test_are_asked_by_these_names(self) -> None:
        names = {action(kind, verb) for kind in Kind for verb in ("add", "change", "remove")}
        assert names < PERMISSIONS.keys()
