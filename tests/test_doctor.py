"""`python -m bot doctor`: a line for each thing that must be right, and what to do if it is not."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import doctor, manifest, schema
from bot.slack.values import Json
from sandbox import Sandbox

Examine = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox(manifest=installed_with(*manifest.SCOPES)) as slack:
        yield slack


def installed_with(*scopes: str) -> Json:
    return {"oauth_config": {"scopes": {"bot": list(scopes)}}}


@pytest.fixture
def examine(
    slack: Sandbox,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Examine:
    """Run the doctor with all well but for `changes`; return its exit code and its lines."""

    def run(**changes: str) -> tuple[int, list[str]]:
        healthy = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database_url,
        }
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(os, "environ", healthy | changes)
        code = doctor.run()
        return code, capsys.readouterr().out.splitlines()

    return run


class TestRun:
    def test_finds_all_well(self, examine: Examine) -> None:
        assert examine() == (
            0,
            ["settings: ok", "token: ok", "scopes: ok", "app token: ok", "database: ok"],
        )

    def test_asks_for_no_app_token_over_http(self, examine: Examine) -> None:
        code, lines = examine(SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET="s")
        assert code == 0
        assert lines == ["settings: ok", "token: ok", "scopes: ok", "database: ok"]

    def test_stops_at_a_wrong_setting(self, examine: Examine) -> None:
        code, (line,) = examine(PORT="http")
        assert code == 2
        assert line == "settings: PORT must be a number from 0 to 65535, like 3000."

    def test_wants_a_door(self, examine: Examine) -> None:
        code, (line,) = examine(SLACK_APP_TOKEN="")
        assert code == 2
        assert line.startswith("settings: Set SLACK_APP_TOKEN")

    def test_says_where_to_copy_a_wrong_bot_token(self, examine: Examine) -> None:
        code, lines = examine(SLACK_BOT_TOKEN="xoxb-wrong")
        assert code == 1
        assert lines[1] == (
            "token: Slack says invalid_auth: copy SLACK_BOT_TOKEN again from your app's page, "
            "OAuth & Permissions"
        )
        assert lines[2:] == ["app token: ok", "database: ok"]

    def test_says_where_to_copy_a_wrong_app_token(self, examine: Examine) -> None:
        code, lines = examine(SLACK_APP_TOKEN="xapp-wrong")
        assert code == 1
        assert lines[3] == (
            "app token: Slack says invalid_auth: copy SLACK_APP_TOKEN again from your app's page, "
            "Basic Information"
        )

    def test_does_not_blame_the_tokens_for_a_failing_slack(
        self, examine: Examine, slack: Sandbox
    ) -> None:
        slack.fail_next("auth.test", status=500)
        slack.fail_next("apps.connections.open", status=500)
        code, lines = examine(SLACK_APP_TOKEN=slack.app_token)
        assert code == 1
        unreachable = [
            line.partition(f"Slack can't be reached at {slack.api_url}")[0] for line in lines
        ]
        assert unreachable[1:3] == ["token: ", "app token: "]

    def test_names_the_scopes_that_are_missing(self, examine: Examine) -> None:
        missing = {"im:write", "metadata.message:read"}
        granted = [scope for scope in manifest.SCOPES if scope not in missing]
        with Sandbox(manifest=installed_with(*granted)) as installed_long_ago:
            code, lines = examine(SLACK_API_URL=installed_long_ago.api_url)
        assert code == 1
        assert lines[2] == (
            "scopes: missing im:write, metadata.message:read: paste the newest manifest "
            "(`python -m bot manifest`) and install the app again"
        )

    def test_says_that_slack_cannot_be_reached(self, examine: Examine) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
        code, lines = examine(SLACK_API_URL=url)
        assert code == 1
        assert lines[1].startswith(f"token: Slack can't be reached at {url}: ")
        assert lines[-1] == "database: ok"

    def test_says_what_to_do_with_an_old_schema(self, examine: Examine, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path}/empty.db"
        code, lines = examine(DATABASE_URL=url)
        assert code == 1
        assert lines[-1] == (
            "database: The database's schema is old: first run `python -m bot migrate`."
        )
        schema.upgrade(url)
        assert examine(DATABASE_URL=url)[0] == 0
