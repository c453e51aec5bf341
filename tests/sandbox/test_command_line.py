"""The sandbox that the arguments ask for."""

from pathlib import Path

import pytest

from sandbox import command_line
from sandbox.sandbox import Sandbox
from tests.sandbox.faults.calls import post

TIGHT_COMPANY = """
rate_limits = "tight"
[[workspaces]]
name = "Alder"
people = [{ name = "kim", full_name = "Kim Lee" }]
channels = [{ name = "it", app = true }]
"""


def asked_for(*arguments: str) -> Sandbox:
    options = command_line.parser().parse_args(["--port", "0", "--no-page", *arguments])
    return command_line.sandbox(options)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "workspace.toml"
    path.write_text(TIGHT_COMPANY)
    return path


class TestSandbox:
    @pytest.mark.parametrize(
        ("arguments", "retry_after"),
        [
            ((), "1"),
            (("--rate-limits", "off"), None),
            (("--rate-limits", "tight"), "10"),
            (("--rate-limits", "off", "--posts-per-second", "0.01"), "100"),
        ],
    )
    def test_limits_rates(self, arguments: tuple[str, ...], retry_after: str | None) -> None:
        with asked_for(*arguments) as slack:
            assert post(slack).json["ok"]
            assert post(slack).retry_after == retry_after

    @pytest.mark.parametrize(("more", "limits"), [((), "10"), (("--rate-limits", "off"), None)])
    def test_goes_before_the_file(
        self, path: Path, more: tuple[str, ...], limits: str | None
    ) -> None:
        with asked_for("--config", str(path), *more) as slack:
            assert slack.workspace.name == "Alder"
            assert post(slack).json["ok"]
            assert post(slack).retry_after == limits

    def test_adds_a_crowd_to_the_company_of_a_file(self, path: Path) -> None:
        slack = asked_for("--config", str(path), "--crowd", "11")
        assert slack.person("kim").user.real_name == "Kim Lee"
        assert slack.channel("C0CROWD0002").members == {"U0CROWD0011", slack.app.bot_user_id}
