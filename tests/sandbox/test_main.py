"""The sandbox as a program of its own."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from slack_sdk import WebClient


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "sandbox", "--no-page", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class TestMain:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_announces_itself_and_stops_when_told(
        self, tmp_path: Path, number: signal.Signals
    ) -> None:
        manifest = tmp_path / "manifest.json"
        manifest.write_text(json.dumps({"features": {"bot_user": {"display_name": "Herald"}}}))
        clock = tmp_path / "clock"
        process = start("--port", "0", "--manifest", str(manifest), "--clock-file", str(clock))
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Local Slack: http://127.0.0.1:")
        lines = (process.stdout.readline().strip() for _ in range(5))
        environment = dict(line.split("=", 1) for line in lines)
        client = WebClient(environment["SLACK_BOT_TOKEN"], base_url=environment["SLACK_API_URL"])
        assert client.auth_test()["user"] == "herald"
        assert Path(environment["CLOCK_FILE"]) == clock
        process.send_signal(number)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (0, "", "")

    @pytest.mark.parametrize("content", [None, "{", "[]", '{"features": {"shortcuts": [{}]}}'])
    def test_says_what_is_wrong_with_its_manifest(
        self, tmp_path: Path, content: str | None
    ) -> None:
        manifest = tmp_path / "manifest.json"
        if content is not None:
            manifest.write_text(content)
        process = start("--port", "0", "--manifest", str(manifest))
        _, err = process.communicate(timeout=10)
        assert process.returncode == 2
        assert err.startswith("sandbox: ")
        assert len(err.splitlines()) == 1

    def test_names_a_port_that_is_taken(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            _, err = start("--port", str(port)).communicate(timeout=10)
        assert f"port {port}: " in err
