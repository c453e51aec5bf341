"""What Slack tells of people as it happens."""

from typing import Any

import pytest

from bot.people.rules import Standing, profiles
from bot.people.rules.profiles import Home

HOME = Home("T1")

USER: dict[str, Any] = {
    "id": "U1",
    "name": "ana",
    "real_name": "Ana Ribeiro",
    "tz": "America/Sao_Paulo",
    "deleted": False,
    "is_bot": False,
    "is_restricted": False,
    "is_ultra_restricted": False,
    "profile": {"display_name": "Ana"},
}


class TestReadProfile:
    def test_reads_a_colleague(self) -> None:
        profile = profiles.read_profile(USER, HOME)
        assert (profile.user_id, profile.name) == ("U1", "Ana")
        assert (profile.zone, profile.is_deactivated) == ("America/Sao_Paulo", False)
        assert profile.standing is Standing.COLLEAGUE

    @pytest.mark.parametrize(
        ("said", "standing"),
        [
            ({"is_bot": True}, Standing.BOT),
            ({"id": "USLACKBOT"}, Standing.BOT),
            ({"is_stranger": True}, Standing.STRANGER),
            ({"is_restricted": True}, Standing.GUEST),
            ({"is_ultra_restricted": True}, Standing.GUEST),
        ],
    )
    def test_knows_who_only_reads(self, said: dict[str, Any], standing: Standing) -> None:
        assert profiles.read_profile(USER | said, HOME).standing is standing

    def test_takes_the_full_name_of_somebody_without_another(self) -> None:
        assert profiles.read_profile(USER | {"profile": {}}, HOME).name == "Ana Ribeiro"
