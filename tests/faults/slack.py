"""The local Slack as a process of its own, told from outside what to do and when to fail."""

import json
import os
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot import features, manifest
from bot.clock import shifted_clock
from tests.faults.checker import Call, Shown
from tests.faults.nursery import ROOT
from tests.processes.running import PATIENCE

CONTROL = "Control"
"""The last line that it says is `Control: http://…/`; before it, a setting a line."""


class Slack:
    """Starts at once. `crowd` is how many people there are beside the demo's; every ten of them
    have a channel. What people do is delivered to the address `deliver_to`.
    """

    def __init__(self, folder: Path, *, crowd: int, deliver_to: str) -> None:
        described = manifest.build(features.TABLES)
        (folder / "manifest.json").write_text(json.dumps(described))
        options = {
            "--port": "0",
            "--manifest": str(folder / "manifest.json"),
            "--clock-file": str(folder / "clock"),
            "--deliver-to": deliver_to,
            "--crowd": str(crowd),
        }
        words = [word for option in options.items() for word in option]
        self._process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-m", "sandbox", "--no-page", *words],
            cwd=ROOT,
            env={name: os.environ[name] for name in os.environ if not name.startswith("COV")},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.settings = self._read_settings()
        self._clock_file = folder / "clock"
        self.clock = shifted_clock(self._clock_file)

    def act(self, person: str, action: str, **more: Any) -> Any:
        """Let a person do something, and return what came of it."""
        return self._tell("act", {"person": person, "action": action, **more})

    def do(self, what: str, **more: Any) -> Any:
        """Let something happen to the company, or to the next calls."""
        return self._tell("do", {"do": what, **more})

    def fail_by_lot(self, seed: int, rates: dict[str, Any]) -> None:
        """Let calls fail at random from now on; without rates, no more."""
        self._tell("faults", {"seed": seed, "rates": rates} if rates else {})

    def go_away(self, mode: str) -> None:
        """Let nobody reach Slack until `come_back`."""
        self._tell("away", {"mode": mode})

    def come_back(self) -> None:
        """Let Slack answer again."""
        self._tell("back", {})

    def advance(self, span: timedelta) -> None:
        """Move the clock that Slack and the bot go by."""
        self._tell("clock", {"advance_seconds": span.total_seconds()})

    def set_back(self, span: timedelta) -> None:
        """Set the bot's clock back, and not Slack's, until `advance` sets it right."""
        shift = float(self._clock_file.read_text()) - span.total_seconds()
        draft = self._clock_file.with_name("clock.wrong")
        draft.write_text(f"{shift}\n")
        draft.replace(self._clock_file)

    def advance_to_monday(self) -> None:
        """Move the clock to the next Monday at ten in UTC: whatever it is here, people work."""
        now = self.clock()
        monday = now.date() + timedelta(days=7 - now.weekday())
        self.advance(datetime.combine(monday, time(10), UTC) - now)

    def shown(self) -> list[Shown]:
        """Return every message that people can see and a person did not write."""
        return [
            Shown(
                channel=each["channel"],
                ts=each["ts"],
                thread_ts=each["thread_ts"],
                text=each["text"],
                marker=((each["metadata"] or {}).get("event_payload") or {}).get("k"),
            )
            for each in self._ask("messages")
            if each["metadata"]
        ]

    def calls(self) -> list[Call]:
        """Return every call that reached Slack, in order."""
        return [
            Call(
                at=datetime.fromisoformat(each["at"]),
                method=each["method"],
                channel=str(each["arguments"].get("channel", "")),
                landed_in=_channel_of(each["response"]),
                retry_after=timedelta(seconds=each["retry_after"]) if each["retry_after"] else None,
            )
            for each in self._ask("journal")
        ]

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.communicate(timeout=PATIENCE)

    def _read_settings(self) -> dict[str, str]:
        assert self._process.stdout
        settings: dict[str, str] = {}
        while CONTROL not in settings:
            line = self._process.stdout.readline()
            assert line, "the local Slack did not start"
            name, _, value = line.strip().replace(": ", "=", 1).partition("=")
            settings[name] = value
        self._control = settings.pop(CONTROL)
        return {name: settings[name] for name in settings if name.isupper()}

    def _ask(self, page: str) -> Any:
        with urllib.request.urlopen(self._address(page), timeout=PATIENCE) as answer:  # noqa: S310 (our own address)
            return json.load(answer)

    def _tell(self, page: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(self._address(page), json.dumps(body).encode())  # noqa: S310 (our own address)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 (our own address)
            return json.load(answer).get("result")

    def _address(self, page: str) -> str:
        return f"{self._control.rstrip('/')}/_sandbox/{page}"


def _channel_of(response: dict[str, Any]) -> str | None:
    channel = response.get("channel")
    return channel if isinstance(channel, str) else None
