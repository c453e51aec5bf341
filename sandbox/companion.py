"""The app under test, started beside the sandbox with everything it needs in its environment."""

import os
import shlex
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.sandbox import Sandbox

CONNECT_WITHIN = 30.0
"""Seconds an app has from its start to its first connection."""

END_WITHIN = 10.0
"""Seconds an app has to end once it was asked to, before it is killed."""


def environment(sandbox: Sandbox, clock_file: Path | None) -> dict[str, str]:
    """Return what an app needs in its environment to work with the sandbox.

    A company that has not installed it has no token: the app gets what OAuth takes instead.
    """
    app = sandbox.first.workspace.app
    variables = {
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_APP_TOKEN": sandbox.app_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
    }
    if app.is_absent:
        del variables["SLACK_BOT_TOKEN"]
        variables |= {"SLACK_CLIENT_ID": app.client_id, "SLACK_CLIENT_SECRET": app.client_secret}
    return variables | ({"CLOCK_FILE": str(clock_file.resolve())} if clock_file else {})


class Companion:
    """A process that runs `command`; use it as a context manager, which ends it."""

    def __init__(self, command: str, variables: dict[str, str]) -> None:
        self._command = shlex.split(command)
        self._variables = variables

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 (the command is the caller's own)
            self._command, env={**os.environ, **self._variables}
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(END_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def exit_code(self) -> int | None:
        """The app's exit code, or None while it runs."""
        return self._process.poll()

    def wait_until_connected(self, sandbox: Sandbox) -> bool:
        """Return whether the app opened a Socket Mode connection within `CONNECT_WITHIN`."""
        deadline = time.monotonic() + CONNECT_WITHIN
        while not sandbox.connected and self.exit_code is None and time.monotonic() < deadline:
            time.sleep(0.05)
        return bool(sandbox.connected)
