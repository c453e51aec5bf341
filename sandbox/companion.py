"""The app under test, started beside the sandbox with everything it needs in its environment."""

import os
import shlex
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.delivery import NotAnswered
from sandbox.sandbox import Sandbox

REACHED_WITHIN = 90.0
"""Seconds an app has from its start until it can be reached."""

FOR_APPS = Path(__file__).with_name("for_apps")
"""What Python imports before an app, so that its slack_sdk calls this Slack: sitecustomize."""

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
        "PYTHONPATH": os.pathsep.join(filter(None, (str(FOR_APPS), os.environ.get("PYTHONPATH")))),
    }
    if app.is_absent:
        del variables["SLACK_BOT_TOKEN"]
        variables |= {"SLACK_CLIENT_ID": app.client_id, "SLACK_CLIENT_SECRET": app.client_secret}
    return variables | ({"CLOCK_FILE": str(clock_file.resolve())} if clock_file else {})


class CannotRun(Exception):
    """The app does not start, or cannot be reached."""


class Companion:
    """A process that runs `command`; use it as a context manager, which ends it."""

    def __init__(self, command: str, variables: dict[str, str]) -> None:
        self._command = command
        self._variables = variables

    def __enter__(self) -> Self:
        """Raises CannotRun for a command that is none."""
        try:
            self._process = subprocess.Popen(  # noqa: S603 (the command is the caller's own)
                shlex.split(self._command), env={**os.environ, **self._variables}
            )
        except (OSError, ValueError) as wrong:
            raise CannotRun(f"{self._command!r} does not start: {wrong}") from None
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

    def wait_until_reached(self, sandbox: Sandbox, url: str | None) -> None:
        """Return once the app answers Slack's url_verification at `url`, or without one opened a
        Socket Mode connection. Raises CannotRun.
        """
        deadline = time.monotonic() + REACHED_WITHIN
        while self.exit_code is None and time.monotonic() < deadline:
            if _reaches(sandbox, url):
                return
            time.sleep(0.05)
        if self.exit_code is not None:
            raise CannotRun(f"the app did not connect (exit code {self.exit_code})")
        wanted = f"answer url_verification at {url}" if url else "open a Socket Mode connection"
        raise CannotRun(f"the app did not {wanted} within {REACHED_WITHIN:.0f} s")


def _reaches(sandbox: Sandbox, url: str | None) -> bool:
    if url is None:
        return sandbox.connected > 0
    with suppress(NotAnswered):
        sandbox.deliver_over_http(url)
        return True
    return False
