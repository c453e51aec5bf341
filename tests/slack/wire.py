"""A server that answers whatever a test wants, broken or not: below what a local Slack does."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Wire:
    """A server that reads one request a connection, answers with `raw`, and hangs up."""

    def __init__(self, listener: socket.socket, raw: bytes) -> None:
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
        self.heard: list[bytes] = []
        self._listener = listener
        self._raw = raw

    def serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return  # closed: the test is over
            with line:
                self.heard.append(_request(line))
                line.sendall(self._raw)


def _request(line: socket.socket) -> bytes:
    """Return a request, complete with its body."""
    content = b""
    while b"\r\n\r\n" not in content:
        content += line.recv(100_000)
    head, _, body = content.partition(b"\r\n\r\n")
    length = next((int(each[15:]) for each in head.split(b"\r\n") if _is_length(each)), 0)
    while len(body) < length:
        body += line.recv(100_000)
    return head + b"\r\n\r\n" + body


def _is_length(header: bytes) -> bool:
    return header.lower().startswith(b"content-length:")


def http(status: str, body: str, *headers: str) -> bytes:
    """Return an answer that is none of Slack's, but complete."""
    length = len(body.encode())
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {length}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", body]).encode()


@contextmanager
def answering(raw: bytes, tls: ssl.SSLContext | None = None) -> Iterator[Wire]:
    """Yield a server that gives the same answer to everything."""
    listener = socket.create_server(("127.0.0.1", 0))
    if tls:
        listener = tls.wrap_socket(listener, server_side=True)
    wire = Wire(listener, raw)
    thread = threading.Thread(target=wire.serve, daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def closed_port() -> str:
    """Return an address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}/api/"
