"""Slack's end of Socket Mode, small enough to misbehave in every way a test asks for."""

import base64
import hashlib
import json
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests import wait

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class SocketServer(ThreadingHTTPServer):
    """Answers `apps.connections.open` and the WebSocket it names, on one port."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.refusals: list[tuple[int, dict[str, str], str]] = []
        self.opened = 0
        self.lines: list[ServerLine] = []
        self.pongs = True
        self.welcomes = True

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api/"

    @property
    def open_lines(self) -> "list[ServerLine]":
        return [line for line in self.lines if line.open]

    def refuse(self, error: str, *, status: int = 200, **headers: str) -> None:
        """Let the next `apps.connections.open` fail."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.refusals.append((status, named, json.dumps({"ok": False, "error": error})))


class ServerLine:
    """One WebSocket, seen from Slack."""

    def __init__(self, handler: "_Handler") -> None:
        self._handler = handler
        self.open = True
        self.mute = False
        self.pings = 0
        self.answers: dict[str, dict[str, Any]] = {}

    def send(self, message: dict[str, Any]) -> None:
        self.frame(TEXT, json.dumps(message).encode())

    def frame(self, opcode: int, data: bytes) -> None:
        small = len(data) < 126
        size = struct.pack("!B", len(data)) if small else struct.pack("!BH", 126, len(data))
        self._handler.wfile.write(bytes([0x80 | opcode]) + size + data)

    def hang_up(self) -> None:
        """End without a word on the WebSocket: the kernel says the rest."""
        self._handler.connection.shutdown(2)

    def read(self) -> None:
        while frame := self._read_frame():
            opcode, data = frame
            self.pings += opcode == PING
            if opcode == PING and self._handler.server.pongs and not self.mute:
                self.frame(PONG, data)
            elif opcode == TEXT:
                answer = json.loads(data)
                self.answers[answer["envelope_id"]] = answer

    def _read_frame(self) -> tuple[int, bytes] | None:
        head = self._handler.rfile.read(2)
        if len(head) < 2 or head[0] & 15 == CLOSE:
            return None
        size = head[1] & 127
        if size == 126:
            (size,) = struct.unpack("!H", self._handler.rfile.read(2))
        mask = self._handler.rfile.read(4)
        masked = self._handler.rfile.read(size)
        return head[0] & 15, bytes(byte ^ mask[i % 4] for i, byte in enumerate(masked))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: SocketServer

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.opened += 1
        url = f"ws://127.0.0.1:{self.server.server_port}/link/?ticket={self.server.opened}"
        status, headers, body = 200, {}, json.dumps({"ok": True, "url": url})
        if self.server.refusals:
            status, headers, body = self.server.refusals.pop(0)
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def do_GET(self) -> None:
        if not self.server.welcomes:
            self.send_error(404)
            return
        key = self.headers["Sec-WebSocket-Key"].encode()
        accept = base64.b64encode(hashlib.sha1(key + GUID).digest()).decode()  # noqa: S324 (RFC 6455)
        self.send_response(101)
        for name, value in {"Upgrade": "websocket", "Connection": "Upgrade"}.items():
            self.send_header(name, value)
        self.send_header("Sec-WebSocket-Accept", accept)
        self.end_headers()
        self.close_connection = True
        line = ServerLine(self)
        line.send({"type": "hello", "num_connections": 1})
        self.server.lines.append(line)
        try:
            line.read()
        except OSError:
            pass  # the bot hung up in the middle
        finally:
            line.open = False

    def log_message(self, *_args: object) -> None:
        """Say nothing: a test's output is for the test."""


@contextmanager
def running() -> Iterator[SocketServer]:
    """A server in threads of its own; every line is cut at the end."""
    server = SocketServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        for line in server.open_lines:
            line.hang_up()
        wait.until(lambda: not server.open_lines, within=5)
        server.server_close()
        thread.join()
