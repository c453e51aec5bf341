"""Who may do what."""

import pytest

from bot.permissions import ANY, Permissions, Role, may

TABLE: Permissions = {
    "things.close": {"open": frozenset({Role.OWNER, Role.LEAD}), "closed": frozenset()},
    "things.make": {ANY: frozenset({Role.COLLEAGUE})},
}


class TestMay:
    @pytest.mark.parametrize(
        ("action", "state", "roles", "allowed"),
        [
            ("things.close", "open", {Role.OWNER}, True),
            ("things.close", "open", {Role.COLLEAGUE, Role.LEAD}, True),
            ("things.close", "open", {Role.COLLEAGUE}, False),
            ("things.close", "open", set(), False),
            ("things.close", "closed", set(Role), False),
            ("things.close", "lost", set(Role), False),
            ("things.make", ANY, {Role.COLLEAGUE}, True),
        ],
    )
    def test_is_what_the_table_says(
        self, action: str, state: str, roles: set[Role], allowed: bool
    ) -> None:
        assert may(TABLE, action, state, roles) is allowed

    def test_knows_no_action_that_is_in_no_row(self) -> None:
        with pytest.raises(KeyError):
            may(TABLE, "things.break", ANY, set(Role))
