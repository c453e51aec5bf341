"""The crowd: people who send the escalation form, many at once, from a process of their own.

It shares the processor with what it measures, so it is made to cost little: everything it sends is
signed and packed before the clock starts, and one thread waits on all its connections.
"""

import json
import re
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from statistics import quantiles

from bot.clock import utc_now
from bot.slack import guard

VIEW_ID = "VBENCHTHISVIEW"
"""Stands in an order's body where each request has a view id of its own."""

MOST_PER_SECOND = 4000
"""Requests made ready for each second of a round; a round that needs more of them ends early."""

PATIENCE = 30.0
"""Seconds without any reply after which the crowd gives up."""


@dataclass(frozen=True)
class Order:
    """What one round sends. `first` is the serial number of its first view id."""

    port: int
    body: str
    secret: str
    first: int
    concurrency: int
    seconds: float
    at_most: int


@dataclass(frozen=True)
class Outcome:
    """What came back: an `ack` is a 200 with nothing in it; `refusal` is a reply that is none."""

    acks: int
    others: int
    refusal: str
    seconds: float
    p50_ms: float
    p99_ms: float
    own_cpu_ms: float

    @property
    def answers(self) -> int:
        """How many requests were answered, in whichever way."""
        return self.acks + self.others

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


@dataclass(frozen=True)
class _Reply:
    took: float
    status: int
    body: bytes

    @property
    def is_ack(self) -> bool:
        return self.status == 200 and not self.body  # noqa: PLR2004 (HTTP's "OK")


class _Connection:
    """A kept-alive connection with one request on its way at a time."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> None:
        self._received = b""
        self._asked_at = time.perf_counter()
        self.socket.sendall(request)

    def hear(self) -> _Reply | None:
        """Take what has come; return the reply when it is whole."""
        piece = self.socket.recv(65536)
        if not piece:
            raise ConnectionError("the server closed a connection in the middle of a round")
        self._received += piece
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end or len(body) < _content_length(head):
            return None
        return _Reply(time.perf_counter() - self._asked_at, int(head[9:12]), body)


def main() -> None:
    """Carry out the order on standard input, and write the outcome to standard output."""
    outcome = send(Order(**json.load(sys.stdin)))
    json.dump(asdict(outcome), sys.stdout)


def send(order: Order) -> Outcome:
    """Send for `order.seconds`, then wait for what is still on its way; return the outcome."""
    requests = list(_requests(order))
    connections = [_Connection(order.port) for _ in range(order.concurrency)]
    cpu, start = time.process_time(), time.perf_counter()
    replies = _exchange(iter(requests), connections, until=start + order.seconds)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    refused = [reply for reply in replies if not reply.is_ack]
    percentiles = quantiles((reply.took * 1000 for reply in replies), n=100, method="inclusive")
    return Outcome(
        acks=len(replies) - len(refused),
        others=len(refused),
        refusal=f"{refused[0].status} {refused[0].body[:300]!r}" if refused else "",
        seconds=seconds,
        p50_ms=percentiles[49],
        p99_ms=percentiles[98],
        own_cpu_ms=cpu * 1000 / len(replies),
    )


def _requests(order: Order) -> Iterator[bytes]:
    timestamp = str(int(utc_now().timestamp()))
    for serial in range(order.first, order.first + order.at_most):
        body = order.body.replace(VIEW_ID, f"VBENCH{serial:08d}").encode()
        signature = guard.sign(order.secret, timestamp=timestamp, body=body)
        head = (
            "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
            "Accept: application/json,*/*\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


def _exchange(
    requests: Iterator[bytes], connections: list[_Connection], *, until: float
) -> list[_Reply]:
    replies: list[_Reply] = []
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask(next(requests))
        busy = len(connections)
        while busy:
            for connection in _readable(selector):
                if (reply := connection.hear()) is None:
                    continue
                replies.append(reply)
                request = next(requests, None) if time.perf_counter() < until else None
                if request:
                    connection.ask(request)
                else:
                    busy -= 1
    return replies


def _readable(selector: selectors.BaseSelector) -> list[_Connection]:
    ready = selector.select(PATIENCE)
    if not ready:
        raise TimeoutError(f"no reply within {PATIENCE:.0f} s")
    return [key.data for key, _ in ready]


def _content_length(head: bytes) -> int:
    found = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
    if not found:
        raise ValueError(f"a reply without Content-Length: {head!r}")
    return int(found[1])


if __name__ == "__main__":
    main()
