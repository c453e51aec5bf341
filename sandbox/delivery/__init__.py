"""What Slack hands the app, and what it takes as an answer, whichever way they travel."""

import json
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import urlencode

Kind = Literal["slash_commands", "interactive", "events_api"]

ACK_WITHIN = 3.0
"""Seconds an app has to answer (Slack: /interactivity/handling-user-interaction)."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One payload on its way to the app."""

    kind: Kind
    payload: dict[str, Any]
    retry_attempt: int = 0
    retry_reason: str = ""

    @property
    def content_type(self) -> str:
        if self.kind == "events_api":
            return "application/json"
        return "application/x-www-form-urlencoded"

    def http_body(self) -> bytes:
        """Return the body Slack posts: JSON events, form commands, `payload=` interactions."""
        if self.kind == "events_api":
            return json.dumps(self.payload).encode()
        if self.kind == "slash_commands":
            return urlencode(self.payload).encode()
        return urlencode({"payload": json.dumps(self.payload)}).encode()


@dataclass(frozen=True, slots=True)
class Ack:
    """The app's answer. `body` is parsed JSON, a text, or nothing."""

    status: int = 200
    body: dict[str, Any] | str | None = None

    @property
    def error(self) -> str | None:
        """Slack's code for an answer that is not a good one."""
        return {2: None, 5: "http_service_error"}.get(self.status // 100, "http_client_error")


class NotAnswered(Exception):
    """The app did not answer in time, or could not be reached; `error` is Slack's code."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Carrier(Protocol):
    """A way to reach the app."""

    def deliver(self, delivery: Delivery, within: float) -> Ack:
        """Return the app's answer. Raises NotAnswered after `within` seconds."""
