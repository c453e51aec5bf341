"""Payloads posted to the app's request URL, signed as Slack signs them."""

import hashlib
import hmac
import http.client
import json
import secrets
from collections.abc import Mapping
from http import HTTPStatus
from time import monotonic
from urllib.parse import urlsplit

from sandbox import clock
from sandbox.delivery import ACK_WITHIN, Ack, Delivery, NotAnswered


class SignedHttp:
    """Posts to one URL. Signatures carry the real time, as the app checks them against it."""

    def __init__(self, url: str, signing_secret: str) -> None:
        """Raises ValueError for a URL at which nothing can be reached."""
        check(url)
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._port = parts.port
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._secret = signing_secret

    def verify(self, token: str) -> None:
        """Ask the URL Slack's question; it must answer with the challenge. Raises NotAnswered."""
        challenge = secrets.token_urlsafe(24)
        payload = {"token": token, "challenge": challenge, "type": "url_verification"}
        ack = self.deliver(Delivery("events_api", payload), ACK_WITHIN)
        answer = ack.body.get("challenge") if isinstance(ack.body, dict) else ack.body
        if ack.status != HTTPStatus.OK or answer != challenge:
            raise NotAnswered("url_verification_failed")

    def deliver(self, delivery: Delivery, within: float) -> Ack:
        """Post it and return the response. Raises NotAnswered: operation_timeout, or
        dispatch_failed when nobody listens.
        """
        body = delivery.http_body()
        headers = signed(self._secret, body) | {"Content-Type": delivery.content_type}
        if delivery.retry_attempt:
            headers["X-Slack-Retry-Num"] = str(delivery.retry_attempt)
            headers["X-Slack-Retry-Reason"] = delivery.retry_reason
        return self._post(body, headers, within)

    def _post(self, body: bytes, headers: Mapping[str, str], within: float) -> Ack:
        deadline = monotonic() + within
        connection = http.client.HTTPConnection(self._host, self._port, timeout=within)
        try:
            connection.request("POST", self._path, body, headers)
            if connection.sock:
                connection.sock.settimeout(max(deadline - monotonic(), 0.001))
            response = connection.getresponse()
            content = response.read()
        except TimeoutError:
            raise NotAnswered("operation_timeout") from None
        except (OSError, http.client.HTTPException):
            raise NotAnswered("dispatch_failed") from None
        finally:
            connection.close()
        return Ack(response.status, _parse(response.getheader("Content-Type", ""), content))


def check(url: str) -> None:
    """Raises ValueError for anything but the http address of an app: this Slack asks for no TLS."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(f"not an app's address, http://127.0.0.1:3000/slack/events: {url}")


def signed(secret: str, body: bytes, timestamp: int | None = None) -> dict[str, str]:
    """Return Slack's two signature headers for a body; `timestamp` in seconds, now if omitted.

    Slack: /authentication/verifying-requests-from-slack.
    """
    at = str(int(clock.real().timestamp()) if timestamp is None else timestamp)
    digest = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept": "application/json,*/*",
    }


def _parse(content_type: str, content: bytes) -> dict[str, object] | str | None:
    text = content.decode("utf-8", "replace")
    if content_type.startswith("application/json") and text:
        try:
            parsed = json.loads(text)
        except ValueError:
            return text
        return parsed if isinstance(parsed, dict) else text
    return text or None
