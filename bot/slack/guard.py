"""The lock on the bot's public door: only what Slack signed, in a shape Slack sends, comes in.

Bolt 1.30 parses a body before it checks the signature, so anybody's broken JSON ends in a 500; and
it takes a command for empty when its text holds the word "payload". Here the signature comes first,
and Bolt is handed the payload, checked and parsed, as Socket Mode hands it over.
"""

import hashlib
import hmac
import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from slack_bolt import App, BoltRequest, BoltResponse

from bot.clock import Clock
from bot.slack import payloads

MAX_BODY = 1024 * 1024
"""Bytes. Slack publishes no limit; its largest payloads, with a modal's whole state, stay below."""

MAX_AGE = timedelta(minutes=5)
"""Source: docs.slack.dev/authentication/verifying-requests-from-slack."""

logger = logging.getLogger(__name__)


class Refused(Exception):
    """What came in is turned away, with an HTTP status and a short reason for the log."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def protect(bolt: App, *, secret: str, now: Clock, path: str = "/slack/events") -> WSGIApplication:
    """Return a web application that lets Slack, and nobody else, reach `bolt`.

    `secret` is the signing secret; `now` is the real clock, whatever the rest of the bot goes by.
    Raises ValueError for an empty secret, with which anybody could sign.
    """
    if not secret:
        raise ValueError("an empty signing secret locks nothing")

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            payload = _admit(environ, secret=secret, now=now, path=path)
        except Refused as refusal:
            return _turn_away(refusal, environ, start_response)
        # As in Socket Mode: Bolt neither parses nor verifies what is parsed and verified already.
        response = bolt.dispatch(BoltRequest(body=payload, mode="socket_mode"))
        return _hand_back(response, start_response)

    return guarded


def _hand_back(response: BoltResponse, start_response: StartResponse) -> Iterable[bytes]:
    body = response.body.encode()
    headers = [
        (name, value)
        for name, values in response.headers.items()
        for value in values
        if name != "content-length"
    ]
    status = HTTPStatus(response.status)
    length = ("Content-Length", str(len(body)))
    start_response(f"{status.value} {status.phrase}", [*headers, length])
    return [body]


def answer(
    start_response: StartResponse,
    status: HTTPStatus,
    text: str,
    *headers: tuple[str, str],
    head: bool = False,
) -> Iterable[bytes]:
    """Answer with `text` in plain UTF-8, or with its headers alone when `head`."""
    body = text.encode()
    length = ("Content-Length", str(len(body)))
    kind = ("Content-Type", "text/plain; charset=utf-8")
    start_response(f"{status.value} {status.phrase}", [kind, length, *headers])
    return [] if head else [body]


def verify(secret: str, *, timestamp: str, signature: str, body: bytes, now: datetime) -> None:
    """Raise Refused (401) unless Slack signed exactly these bytes at most `MAX_AGE` from `now`."""
    if not re.fullmatch("[0-9]{1,12}", timestamp):
        raise Refused(HTTPStatus.UNAUTHORIZED, "no usable timestamp")
    if abs(now.timestamp() - int(timestamp)) > MAX_AGE.total_seconds():
        raise Refused(HTTPStatus.UNAUTHORIZED, "the timestamp is more than 5 minutes off")
    expected = sign(secret, timestamp=timestamp, body=body)
    # As bytes: compare_digest refuses text beyond ASCII, which a header may well hold.
    if not hmac.compare_digest(expected.encode(), signature.encode(errors="replace")):
        raise Refused(HTTPStatus.UNAUTHORIZED, "wrong signature")


def sign(secret: str, *, timestamp: str, body: bytes) -> str:
    """Return the `X-Slack-Signature` of `body`."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _admit(environ: WSGIEnvironment, *, secret: str, now: Clock, path: str) -> dict[str, Any]:
    if environ.get("PATH_INFO") != path:
        raise Refused(HTTPStatus.NOT_FOUND, "no such address")
    if environ.get("REQUEST_METHOD") != "POST":
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "Slack only sends POST")
    body = _read(environ)
    timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
    signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
    verify(secret, timestamp=timestamp, signature=signature, body=body, now=now())
    try:
        return payloads.read(environ.get("CONTENT_TYPE", ""), body)
    except payloads.Malformed as error:
        raise Refused(HTTPStatus.BAD_REQUEST, str(error)) from error


def _read(environ: WSGIEnvironment) -> bytes:
    """Return the whole body; a chunked one has its length from waitress, which collected it."""
    declared = environ.get("CONTENT_LENGTH") or "0"
    if not re.fullmatch("[0-9]{1,20}", declared):
        raise Refused(HTTPStatus.BAD_REQUEST, "Content-Length is not a number")
    if int(declared) > MAX_BODY:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is over {MAX_BODY} bytes")
    body: bytes = environ["wsgi.input"].read(int(declared))
    if len(body) != int(declared):
        raise Refused(HTTPStatus.BAD_REQUEST, "the body is shorter than Content-Length")
    return body


def _turn_away(
    refusal: Refused, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    method, path = environ.get("REQUEST_METHOD", ""), environ.get("PATH_INFO", "")
    # Quoted and cut: a stranger writes these two, and may not forge lines in the log.
    logger.warning("%.16r %.80r %d: %s", method, path, refusal.status, refusal.reason)
    allow = [("Allow", "POST")] if refusal.status == HTTPStatus.METHOD_NOT_ALLOWED else []
    head = method == "HEAD"
    return answer(start_response, refusal.status, refusal.reason + "\n", *allow, head=head)
