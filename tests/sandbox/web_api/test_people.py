"""Who is who."""

import pytest
from slack_sdk import WebClient

from sandbox import Sandbox
from tests.clock import MovedClock
from tests.sandbox.conftest import refusal


class TestAuthTest:
    def test_tells_whose_token_it_is_and_its_scopes(
        self, client: WebClient, slack: Sandbox
    ) -> None:
        response = client.auth_test()
        assert response["user_id"] == slack.app.bot_user_id
        assert response["bot_id"] == slack.app.bot_id
        assert response["team"] == "Acme"
        assert response.headers["x-oauth-scopes"] == ",".join(slack.app.scopes)


class TestConnectionsOpen:
    def test_takes_only_the_app_token(self, client: WebClient, slack: Sandbox) -> None:
        link = client.apps_connections_open(app_token=slack.app_token)["url"]
        assert link.startswith("ws://127.0.0.1:")
        error = refusal(client.apps_connections_open, app_token=slack.bot_token)
        assert error == "not_allowed_token_type"


class TestTeamInfo:
    def test_names_the_workspace(self, client: WebClient) -> None:
        assert client.team_info()["team"]["domain"] == "acme"


class TestUsersInfo:
    @pytest.mark.parametrize(
        ("user", "expected"),
        [
            ("U0MAYA00001", {"real_name": "Maya Okafor", "tz": "Europe/London", "tz_offset": 0}),
            ("U0BO0000004", {"tz": "America/Los_Angeles", "tz_offset": -28800}),
            ("U0GAIL00006", {"is_restricted": True}),
            ("U0DAN000007", {"deleted": True}),
            ("U0EVE000008", {"is_stranger": True, "team_id": "T0OTHERCO01"}),
            ("U0BOTUSER01", {"is_bot": True, "real_name": "Lockstep"}),
            ("USLACKBOT", {"is_bot": False}),
        ],
    )
    def test_tells_who_somebody_is(
        self, client: WebClient, user: str, expected: dict[str, object]
    ) -> None:
        found = client.users_info(user=user)["user"]
        assert {name: found[name] for name in expected} == expected

    def test_shifts_the_offset_with_daylight_saving(
        self, client: WebClient, clock: MovedClock
    ) -> None:
        clock.advance(days=200)
        assert client.users_info(user="U0MAYA00001")["user"]["tz_offset"] == 3600

    def test_refuses_an_unknown_person(self, client: WebClient) -> None:
        assert refusal(client.users_info, user="U0NOBODY001") == "user_not_found"


class TestUsersList:
    def test_shows_everybody_of_the_workspace(self, client: WebClient) -> None:
        names = {member["name"] for member in client.users_list()["members"]}
        assert {"maya", "ana", "ivan", "bo", "sofia", "gail", "dan", "lockstep"} < names
        assert "eve" not in names
