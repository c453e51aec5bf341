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


class TestIsByOutsider:
    @pytest.mark.parametrize(
        ("said", "enterprise_id", "is_so"),
        [
            ({}, None, False),
            ({"user_team": "T1"}, None, False),
            ({"user_team": "T2"}, None, True),
            ({"user_team": "E2"}, None, True),
            ({"user_team": "T2"}, "E1", False),  # another workspace of ours, perhaps
            ({"user_team": "E1"}, "E1", False),
            ({"user_team": "E2"}, "E1", True),
            ({"user_team": "T1", "user_profile": {"is_restricted": True}}, None, True),
            ({"user_profile": {"is_ultra_restricted": True}}, "E1", True),
            ({"user_profile": {"is_restricted": False}}, None, False),
            ({"user_profile": None, "user_team": None}, None, False),
        ],
    )
    def test_is_what_the_message_says(
        self, said: dict[str, Any], enterprise_id: str | None, is_so: bool
    ) -> None:
        assert profiles.is_by_outsider(said, Home("T1", enterprise_id)) is is_so


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
