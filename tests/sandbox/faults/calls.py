"""Posting without a client that explains away what went wrong."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sandbox import Sandbox


@dataclass(frozen=True)
class Got:
    """What came back: nothing (status 0) when the connection was closed."""

    status: int
    body: bytes = b""
    retry_after: str | None = None

    @property
    def json(self) -> dict[str, Any]:
        """Raises ValueError for a body that is none."""
        parsed: dict[str, Any] = json.loads(self.body)
        return parsed


def ask(slack: Sandbox, method: str, token: str | None = None, **arguments: Any) -> Got:
    """Make one call on a connection of its own, as the first company's bot unless told."""
    connection = http.client.HTTPConnection(urlsplit(slack.url).netloc, timeout=10)
    headers = {
        "Authorization": f"Bearer {token or slack.bot_token}",
        "Content-Type": "application/json",
    }
    try:
        connection.request("POST", f"/api/{method}", json.dumps(arguments), headers)
        response = connection.getresponse()
        return Got(response.status, response.read(), response.getheader("Retry-After"))
    except ConnectionError:  # RemoteDisconnected is one
        return Got(0)
    finally:
        connection.close()


def post(slack: Sandbox, channel: str = "#it", text: str = "x", **more: Any) -> Got:
    return ask(slack, "chat.postMessage", channel=channel, text=text, **more)
