"""Where the bot's processes are born: forked from one that has imported everything already.

Measured: `python -m bot` spends 1.5 s of processor on imports, which no proof is about; a fork is
there in some milliseconds. What forks has read no setting, opened no file and started no thread.
"""

import json
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any, Self

import bot.__main__
from tests.faults import crashing

ROOT = Path(__file__).parent.parent.parent
END_WITHIN = 10.0


class Nursery:
    """Starts `python -m bot …` as processes of their own, to be killed; a context manager."""

    def __enter__(self) -> Self:
        unmeasured = {name: os.environ[name] for name in os.environ if not name.startswith("COV")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            cwd=ROOT,
            env={name: value for name, value in unmeasured.items() if "SLACK" not in name},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.communicate(timeout=END_WITHIN)

    def bear(
        self, *arguments: str, settings: dict[str, str], log: Path, armed: str | None = None
    ) -> int:
        """Return the id of a new process that runs `python -m bot` with `arguments`.

        What it logs is added to `log`. With `armed` it ends, or stops, as crashing.arm says.
        """
        pid: int = self._ask("bear", arguments, settings, str(log), armed)
        return pid

    def bury(self, pid: int) -> int | None:
        """Return how a process has ended: its exit code, or minus the signal's number.

        None while it lives; ask no more after that.
        """
        return self._ask("bury", pid)

    def _ask(self, *command: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def serve() -> None:
    """Carry out commands, a line of JSON each, until there are no more; answer in the same way."""
    for line in sys.stdin:
        command, *arguments = json.loads(line)
        sys.stdout.write(json.dumps(_COMMANDS[command](*arguments)) + "\n")
        sys.stdout.flush()


def _bear(arguments: list[str], settings: dict[str, str], log: str, armed: str | None) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for output in (1, 2):
            os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), output)
        os.environ.update(settings)
        code = _live(arguments, armed)
    except BaseException:  # nothing of the child may go on as the parent
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _live(arguments: list[str], armed: str | None) -> int:
    if armed:
        crashing.arm(armed)
    return bot.__main__.main(arguments)


def _bury(pid: int) -> int | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


_COMMANDS = {"bear": _bear, "bury": _bury}

if __name__ == "__main__":
    serve()
