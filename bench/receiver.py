"""An app that says when it receives something: who did it, and when. It answers a command."""

import os
import sys
import time
from threading import Event

from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse


def main() -> None:
    """Write `<user> <monotonic seconds>` for each command and click, until it is ended."""
    client = SocketModeClient(
        os.environ["SLACK_APP_TOKEN"], web_client=WebClient(base_url=os.environ["SLACK_API_URL"])
    )
    client.socket_mode_request_listeners.append(_receive)
    client.connect()
    Event().wait()


def _receive(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
    at = time.monotonic()
    is_command = request.type == "slash_commands"
    answer = {"text": "Heard."} if is_command else None
    client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))
    if request.type != "events_api":
        body = request.payload
        user = body["user_id"] if is_command else body["user"]["id"]
        sys.stdout.write(f"{user} {at!r}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
