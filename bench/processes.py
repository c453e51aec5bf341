"""The programs under load, each in a process of its own, and what Linux says of them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parent.parent
READY_WITHIN = 30.0
STOPS_WITHIN = 15.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running:
    """A program that answers on `port`; `ready_in` is the seconds from its start to `/readyz`."""

    pid: int
    port: int
    ready_in: float

    @property
    def cpu_seconds(self) -> float:
        """Processor time so far."""
        return cpu_seconds(self.pid)

    @property
    def resident_mb(self) -> float:
        """Memory it holds now, in MB (10^6 bytes)."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(kib) * 1024 / 1e6


def cpu_seconds(pid: int) -> float:
    """Return a process's time so far, of all its threads, in the program and in the kernel."""
    # The name in parentheses may hold spaces; utime and stime are the 14th and 15th field.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def running(
    *program: str, settings: Mapping[str, str], folder: Path, has_door: bool = True
) -> Iterator[Running]:
    """Run `python -m program` until the block ends, with only these settings; yield it when ready.

    One without a door cannot be asked whether it is ready, and is yielded at once.

    Its log goes into `folder`, where no `.env` can change what it does.
    """
    port = _free_port()
    log = folder / f"{port}.log"
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        **settings,
        "PYTHONPATH": str(ROOT),
    }
    with log.open("w") as output:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 (our own programs)
            [sys.executable, "-m", *program],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=output,
        )
        try:
            if has_door:
                _wait_until_ready(process, port, log)
            yield Running(process.pid, port, time.perf_counter() - start)
        finally:
            process.terminate()
            process.wait(STOPS_WITHIN)


@dataclass(frozen=True)
class LocalSlack:
    """A local Slack that runs: what an app needs in its environment, and where it takes orders."""

    pid: int
    settings: dict[str, str]
    control: str


@contextmanager
def local_slack(*options: str) -> Iterator[LocalSlack]:
    """Run `python -m sandbox` on a free port until the block ends."""
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", "sandbox", "--port", "0", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        settings, control = _read(process)
        yield LocalSlack(process.pid, settings, control)
    finally:
        process.terminate()
        process.wait()


def _read(process: "subprocess.Popen[str]") -> tuple[dict[str, str], str]:
    """Return what the local Slack says of itself, up to its last line."""
    variables: dict[str, str] = {}
    for line in process.stdout or ():
        if line.startswith("Control: "):
            return variables, line.removeprefix("Control: ").strip().rstrip("/")
        name, is_variable, value = line.strip().partition("=")
        if is_variable:
            variables[name] = value
    raise RuntimeError("the local Slack did not start")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.perf_counter() + READY_WITHIN
    while not _is_ready(port):
        if process.poll() is not None or time.perf_counter() > deadline:
            raise RuntimeError(f"{process.args!r} is not ready:\n{log.read_text()[-2000:]}")
        time.sleep(0.005)


def _is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
