"""A workspace file: what it makes, and one sentence for each mistake in it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Sandbox, companion, config, rate
from sandbox.config import Mistake
from tests.sandbox.faults.calls import ask, post

ROOT = Path(__file__).parent.parent.parent.parent
FILE = """
rate_limits = "tight"

[app]
name = "Herald"
scopes = ["chat:write", "users:read"]
app_token = "xapp-ours"
signing_secret = "hush"
client_id = "1.2"
client_secret = "hush, too"

[[workspaces]]
name = "Alder"
id = "T0ALDER"
bot_token = "xoxb-alder"

  [[workspaces.people]]
  name = "kim"
  id = "U0KIM"
  full_name = "Kim Lee"
  title = "Baker"
  zone = "Asia/Seoul"
  admin = true

  [[workspaces.people]]
  name = "lou"
  full_name = "Lou Reyes"
  guest = true

  [[workspaces.people]]
  name = "max"
  full_name = "Max Adler"
  deactivated = true

  [[workspaces.people]]
  name = "pat"
  full_name = "Pat Jones"
  external = true

  [[workspaces.channels]]
  name = "general"
  id = "C0GENERAL"
  creator = "kim"
  members = ["kim", "lou", "pat"]
  app = true
  shared = true
  topic = "Bread"
  purpose = "All of us"

  [[workspaces.channels]]
  name = "secrets"
  members = ["kim"]
  private = true
  archived = true

  [[workspaces.groups]]
  name = "bakers"
  members = ["kim", "lou"]

[[workspaces]]
name = "Birch"
installed = false
people = [{name = "kim", full_name = "Kim Birch"}]
"""
PERSON = {"name": "kim", "full_name": "Kim Lee"}


def file(**changes: Any) -> dict[str, Any]:
    """Return the smallest file that there can be, with some keys of its workspace changed."""
    return {"workspaces": [{"name": "Alder", "people": [PERSON], **changes}]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "workspace.toml"
    path.write_text(FILE)
    return path


class TestRead:
    def test_fills_workspaces(self, path: Path) -> None:
        slack = Sandbox(config=config.read(path))
        first, second = slack.companies
        assert (first.workspace.name, first.team_id) == ("Alder", "T0ALDER")
        assert (second.workspace.name, second.team_id) == ("Birch", "T0SANDBOX02")
        kim = slack.person("kim").user
        assert (kim.id, kim.real_name, kim.title) == ("U0KIM", "Kim Lee", "Baker")
        assert (kim.tz, kim.is_admin, kim.team_id) == ("Asia/Seoul", True, "T0ALDER")
        lou, max_, pat = (slack.person(name).user for name in ("lou", "max", "pat"))
        assert (lou.is_restricted, max_.deleted, pat.is_stranger) == (True, True, True)
        assert lou.tz == "Etc/UTC"
        assert pat.team_id != "T0ALDER"
        assert second.person("kim").user.real_name == "Kim Birch"

    def test_fills_channels_and_groups(self, path: Path) -> None:
        slack = Sandbox(config=config.read(path))
        general, secrets = slack.channel("#general"), slack.channel("#secrets")
        ids = {slack.person(name).id for name in ("kim", "lou", "pat")}
        assert general.members == {*ids, slack.app.bot_user_id}
        assert (general.id, general.creator, general.is_shared) == ("C0GENERAL", "U0KIM", True)
        assert (general.topic, general.purpose) == ("Bread", "All of us")
        assert (secrets.is_private, secrets.is_archived) == (True, True)
        assert secrets.members == {"U0KIM"}
        assert slack.workspace.group("@bakers").members == ["U0KIM", slack.person("lou").id]

    def test_says_how_the_app_signs_in_and_what_it_may(self, path: Path) -> None:
        with Sandbox(config=config.read(path)) as slack:
            app = slack.app
            assert (app.name, app.handle, app.app_token) == ("Herald", "herald", "xapp-ours")
            assert (app.signing_secret, app.client_id) == ("hush", "1.2")
            assert app.client_secret == "hush, too"
            client = WebClient("xoxb-alder", base_url=slack.api_url)
            assert client.auth_test()["team_id"] == "T0ALDER"
            answer = ask(slack, "team.info").json
            assert (answer["error"], answer["provided"]) == (
                "missing_scope",
                "chat:write,users:read",
            )

    def test_leaves_a_workspace_without_the_app(self, path: Path) -> None:
        with Sandbox(config=config.read(path)) as slack:
            _, birch = slack.companies
            token = birch.bot_token
            assert ask(slack, "auth.test", token=token).json["error"] == "invalid_auth"
            assert birch.workspace.app.is_absent

    def test_gives_an_app_what_oauth_takes(self, path: Path) -> None:
        path.write_text(
            FILE.replace("[[workspaces]]", "[[workspaces]]\ninstalled = false", 1).replace(
                "app = true", ""
            )
        )
        with Sandbox(config=config.read(path)) as slack:
            given = companion.environment(slack, None)
            assert {name: given[name] for name in given if name.startswith("SLACK_")} == {
                "SLACK_API_URL": slack.api_url,
                "SLACK_APP_TOKEN": "xapp-ours",
                "SLACK_SIGNING_SECRET": "hush",
                "SLACK_CLIENT_ID": "1.2",
                "SLACK_CLIENT_SECRET": "hush, too",
            }

    def test_limits_rates(self, path: Path) -> None:
        with Sandbox(config=config.read(path)) as slack:
            assert post(slack, "#general").json["ok"]
            assert post(slack, "#general").retry_after == "10"
        with Sandbox(config=config.read(path), rate_limits=rate.OFF) as slack:
            assert post(slack, "#general").json["ok"]
            assert post(slack, "#general").json["ok"]

    def test_finds_two_teams_in_three_time_zones_in_the_demo(self) -> None:
        (demo,) = config.read(ROOT / "demo" / "workspace.toml").workspaces
        for team in ("Marketing", "IT"):
            zones = [each.zone for each in demo.people if each.title.startswith(team)]
            assert (len(zones), len(set(zones))) == (4, 3)
        (built_in,) = config.built_in().workspaces
        known = {each.name: each for each in demo.people}
        for person in built_in.people:
            assert replace(known[person.name], admin=False) == person
        ids = [[(each.name, each.id) for each in them.channels] for them in (demo, built_in)]
        assert ids[0] == ids[1]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("workspaces = [", "this is no TOML: "),
            ("[[workspaces]]\n[[workspaces]", "(at line 2, column 13)"),
            ("a = 1", "there is no key 'a' (there are workspaces, app, rate_limits)"),
        ],
    )
    def test_names_the_file(self, tmp_path: Path, content: str, said: str) -> None:
        path = tmp_path / "wrong.toml"
        path.write_text(content)
        with pytest.raises(Mistake) as mistake:
            config.read(path)
        assert str(mistake.value).startswith(f"{path}: ")
        assert said in str(mistake.value)

    def test_takes_only_text(self, tmp_path: Path) -> None:
        path = tmp_path / "wrong.toml"
        path.write_bytes(b"\xff")
        with pytest.raises(Mistake, match="this is no TOML"):
            config.read(path)


class TestParse:
    @pytest.mark.parametrize(
        ("tables", "sentence"),
        [
            ({}, "the key 'workspaces' is missing"),
            ({"workspaces": []}, "there is to be at least one [[workspaces]]"),
            ({"workspaces": 1}, "'workspaces' is to be a list, not 1"),
            ({"workspaces": [1]}, "workspace 1: is to be a table"),
            ({"workspaces": [{}]}, "workspace 1: the key 'name' is missing"),
            (
                {"workspaces": [{"name": "Alder"}]},
                "workspace 'Alder': there is to be at least one [[workspaces.people]]",
            ),
            (
                {**file(), "rate_limits": "fast"},
                "'rate_limits' is to be one of off, real, tight, not 'fast'",
            ),
            (
                {**file(), "app": {"app_token": "xoxb-x"}},
                "app: 'app_token' is to begin with xapp-",
            ),
            (
                {**file(), "app": {"token": "x"}},
                "app: there is no key 'token': did you mean 'app_token'?",
            ),
            (
                {"workspaces": file()["workspaces"] * 2},
                "workspaces: two have the name 'Alder': give each its own",
            ),
            (
                file(bot_token="x"),
                "workspace 'Alder': 'bot_token' is to begin with xoxb-",
            ),
            (
                file(installed="no"),
                "workspace 'Alder': 'installed' is to be true or false, not 'no'",
            ),
            (
                file(id="U1"),
                "workspace 'Alder': 'id' is T and capital letters and digits, not 'U1'",
            ),
            (
                file(people=[{"name": "kim"}]),
                "workspace 'Alder', person 'kim': the key 'full_name' is missing",
            ),
            (
                file(people=[PERSON, {"full_name": "Kim"}]),
                "workspace 'Alder', person 2: the key 'name' is missing",
            ),
            (
                file(people=[{**PERSON, "zoen": "Etc/UTC"}]),
                "workspace 'Alder', person 'kim': there is no key 'zoen': did you mean 'zone'?",
            ),
            (
                file(people=[{**PERSON, "zone": "Europe/Londn"}]),
                "workspace 'Alder', person 'kim': there is no time zone 'Europe/Londn': "
                "did you mean 'Europe/London'?",
            ),
            (
                file(people=[{**PERSON, "zone": "+3"}]),
                "workspace 'Alder', person 'kim': there is no time zone '+3': "
                "write one such as 'Europe/London'",
            ),
            (
                file(people=[{**PERSON, "full_name": ""}]),
                "workspace 'Alder', person 'kim': 'full_name' is to be a text in quotes, not ''",
            ),
            (
                file(people=[{**PERSON, "name": "Kim Lee"}]),
                "workspace 'Alder', person 'Kim Lee': 'name' is a handle: small letters, digits, "
                "'.', '-' and '_'",
            ),
            (
                file(people=[PERSON, PERSON]),
                "workspace 'Alder', people: two have the name 'kim': give each its own",
            ),
            (
                file(people=[{**PERSON, "admin": True, "guest": True}]),
                "workspace 'Alder', person 'kim': an admin is no guest, not external and not "
                "deactivated",
            ),
            (
                file(channels=[{"name": "#it"}]),
                "workspace 'Alder', channel '#it': 'name' is up to 80 small letters, digits, '-' "
                "and '_', without '#'",
            ),
            (
                file(channels=[{"name": "it", "members": ["kin"]}]),
                "workspace 'Alder', channel 'it': there is no person 'kin': did you mean 'kim'?",
            ),
            (
                file(channels=[{"name": "it", "creator": "zoe"}]),
                "workspace 'Alder', channel 'it': there is no person 'zoe': write the 'name' of a "
                "[[workspaces.people]]",
            ),
            (
                file(channels=[{"name": "it", "members": "kim"}]),
                "workspace 'Alder', channel 'it': 'members' is to be a list, not 'kim'",
            ),
            (
                file(channels=[{"name": "it", "members": [1]}]),
                "workspace 'Alder', channel 'it': 'members' is to be a list of texts in quotes, "
                "not [1]",
            ),
            (
                file(channels=[{"name": "it", "id": "C1"}, {"name": "us", "id": "C1"}]),
                "workspace 'Alder', channels: two have the id 'C1': give each its own",
            ),
            (
                file(
                    people=[PERSON, {"name": "pat", "full_name": "Pat", "external": True}],
                    channels=[{"name": "it", "members": ["pat"]}],
                ),
                "workspace 'Alder', channel 'it': 'pat' is external: write 'shared = true', or "
                "leave her out",
            ),
            (
                file(installed=False, channels=[{"name": "it", "app": True}]),
                "workspace 'Alder', channel 'it': the app cannot be in it while the workspace has "
                "'installed = false'",
            ),
            (
                file(groups=[{"name": "@us"}]),
                "workspace 'Alder', group '@us': 'name' is a handle: small letters, digits, '.', "
                "'-' and '_'",
            ),
            (
                file(groups=[{"name": "us", "members": ["zoe"]}]),
                "workspace 'Alder', group 'us': there is no person 'zoe': write the 'name' of a "
                "[[workspaces.people]]",
            ),
        ],
    )
    def test_says_where_and_what_to_do(self, tables: dict[str, Any], sentence: str) -> None:
        with pytest.raises(Mistake) as mistake:
            config.parse(tables)
        assert str(mistake.value) == sentence


class TestCommandLine:
    def test_shows_one_sentence_and_no_traceback(self, tmp_path: Path) -> None:
        path = tmp_path / "wrong.toml"
        path.write_text('[[workspaces]]\nname = "Alder"\n')
        command = [sys.executable, "-m", "sandbox", "--no-page", "--config", str(path)]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (our own program)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert ended.stderr == (
            f"sandbox: {path}: workspace 'Alder': there is to be at least one "
            "[[workspaces.people]]\n"
        )

    def test_says_that_the_file_is_missing(self, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "sandbox", "--config", str(tmp_path / "none.toml")]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (our own program)
        assert ended.returncode == 2
        assert "No such file or directory" in ended.stderr
        assert len(ended.stderr.splitlines()) == 1
