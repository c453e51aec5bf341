"""Who may change the company's hours."""

import pytest

from bot.hours.rules import permissions
from bot.permissions import ANY, Role, may


class TestPermissions:
    @pytest.mark.parametrize("role", list(Role))
    def test_let_leads_and_sponsors_change_the_companys_hours(self, role: Role) -> None:
        allowed = may(permissions.PERMISSIONS, permissions.SET_DEFAULTS, ANY, {role})
        assert allowed is (role in {Role.LEAD, Role.SPONSOR})
