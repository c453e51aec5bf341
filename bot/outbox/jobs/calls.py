"""One call to Slack for one message, and what it came to."""

import http.client
import re
import socket
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.outbox import rules
from bot.outbox.models import OutboxMessage
from bot.outbox.operations.sending import Attempt
from bot.outbox.rules import Method, Outcome

CALL_TIMEOUT = 8
"""Seconds that one call may take: below rules.LEASE, and below the 10 of a graceful stop."""

# The connection was never made, so Slack has not seen the call.
_NEVER_CONNECTED = (ConnectionRefusedError, socket.gaierror)


def attempt(client: WebClient, message: OutboxMessage) -> Attempt:
    """Call Slack once for `message`; a failure is an outcome, never an exception."""
    try:
        if message.method is Method.RESPOND:
            return _respond(client, message)
        return _call(client, message)
    except SlackApiError as error:
        response = error.response
        return _failed(response.status_code, response.get("error"), response.headers)
    except URLError as error:
        never = isinstance(error.reason, _NEVER_CONNECTED)
        result = Outcome.NOT_APPLIED if never else Outcome.UNKNOWN
        return Attempt(result, error=type(error.reason).__name__)
    except (OSError, http.client.HTTPException) as error:
        return Attempt(Outcome.UNKNOWN, error=type(error).__name__)


def _call(client: WebClient, message: OutboxMessage) -> Attempt:
    arguments = {"channel": message.destination, **message.payload}
    if parent := message.parent:
        address = "ts" if message.method is Method.UPDATE else "thread_ts"
        arguments |= {"channel": parent.channel_id, address: parent.ts}
    response = client.api_call(message.method.value, json=arguments)
    return Attempt(Outcome.APPLIED, channel_id=response["channel"], ts=response["ts"])


def _respond(client: WebClient, message: OutboxMessage) -> Attempt:
    webhook = WebhookClient(
        message.destination or "",
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[],
        logger=client._logger,
    )
    response = webhook.send_dict(message.payload)
    if response.status_code == http.client.OK:
        return Attempt(Outcome.APPLIED)
    named = re.search(r'"error": ?"(\w+)"', response.body)  # {"ok": false, "error": "used_url"}
    return _failed(response.status_code, named[1] if named else response.body, response.headers)


def _failed(status: int, error: str | None, headers: Mapping[str, Any]) -> Attempt:
    result = rules.outcome(status=status, error=error or "no_error_given")
    pause = headers.get("Retry-After") or headers.get("retry-after") or "1"
    return Attempt(
        result,
        error=(error or str(status))[:255],
        retry_after=timedelta(seconds=float(pause)) if result is Outcome.RATE_LIMITED else None,
    )
