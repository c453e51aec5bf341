"""People of a local Slack that runs as a process of its own, all in one channel, and their app."""

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.request import urlopen

from slack_sdk import WebClient

from bench.processes import local_slack, running

CHANNEL = "C0GENERAL01"
CHANNEL_NAME = "general"
CONNECTED_WITHIN = 30.0
_BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "Press"}}

Json = dict[str, Any]


@dataclass
class Person:
    """Somebody at their Slack."""

    id: str
    port: int
    done_at: list[float] = field(default_factory=list)
    """When they took part, in monotonic seconds."""

    def say(self, text: str) -> None:
        self._act("say", text=text)

    def take_part(self, button: Json, *, begins_at: float, rounds: int) -> None:
        """Do something once a second, at a moment of their own: commands and clicks in turn."""
        moment = random.Random(self.id).random()  # noqa: S311 (no secret)
        for number in range(rounds):
            time.sleep(max(begins_at + number + moment - time.monotonic(), 0))
            self.done_at.append(time.monotonic())
            if number % 2:
                self._act("click", label="Press", message=button)
            else:
                self._act("command", command="/hear", text=str(number))

    def join(self) -> None:
        self._ask("do", {"do": "join", "person": self.id, "channel": CHANNEL})

    def _act(self, action: str, **what: Any) -> None:
        self._ask("act", {"person": self.id, "action": action, "channel": CHANNEL, **what})

    def _ask(self, path: str, body: Json) -> None:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request("POST", f"/_sandbox/{path}", json.dumps(body))
            answer = json.load(line.getresponse())
        if not answer["ok"]:
            raise RuntimeError(answer["error"])


@dataclass(frozen=True)
class Office:
    """A local Slack, its people, and what its app has written down."""

    pid: int
    url: str
    people: Sequence[Person]
    client: WebClient
    notes: Path

    def fill(self, messages: int) -> None:
        """Let people say so much, in turn."""
        for number in range(messages):
            self.people[number % len(self.people)].say(f"What I have to say is number {number}.")

    def post_button(self) -> Json:
        """Let the app post a button, and return which message it is."""
        blocks = [{"type": "actions", "elements": [_BUTTON]}]
        said = self.client.chat_postMessage(channel=CHANNEL, text="Press", blocks=blocks)
        return {"channel": CHANNEL, "ts": said["ts"]}

    def took_ms(self) -> list[float]:
        """Return the milliseconds from each thing that somebody did to its receipt by the app."""
        received: defaultdict[str, list[float]] = defaultdict(list)
        for line in self.notes.read_text().splitlines():
            user, at = line.split()
            received[user].append(float(at))
        return [
            (at - done_at) * 1000
            for person in self.people
            for done_at, at in zip(person.done_at, received[person.id], strict=True)
        ]


@contextmanager
def office(size: int) -> Iterator[Office]:
    """Run a local Slack with so many more people, and an app over Socket Mode, until the end."""
    with TemporaryDirectory() as name, local_slack("--rate-limits=off", f"--crowd={size}") as slack:
        settings, folder = slack.settings, Path(name)
        client = WebClient(settings["SLACK_BOT_TOKEN"], base_url=settings["SLACK_API_URL"])
        url = client.base_url.removesuffix("/api/")
        port = int(url.rpartition(":")[2])
        people = [Person(f"U0CROWD{number:04d}", port) for number in range(1, size + 1)]
        for person in people:
            person.join()
        with running("bench.receiver", settings=settings, folder=folder, has_door=False) as app:
            _wait_until_connected(url)
            yield Office(slack.pid, url, people, client, folder / f"{app.port}.log")


def _wait_until_connected(url: str) -> None:
    deadline = time.monotonic() + CONNECTED_WITHIN
    while time.monotonic() < deadline:
        with urlopen(f"{url}/_sandbox/state?person=Maya") as answer:  # noqa: S310 (our own address)
            if json.load(answer)["connected"]:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the app did not connect within {CONNECTED_WITHIN:.0f} s")
