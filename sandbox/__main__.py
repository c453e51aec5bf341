"""Starts the local Slack: `python -m sandbox`."""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from queue import SimpleQueue

from sandbox import command_line, companion, script, validate
from sandbox.companion import CannotRun, Companion
from sandbox.model import Json
from sandbox.people import CannotDo
from sandbox.sandbox import Sandbox

Stops = SimpleQueue[int]

LOOK_EVERY = 0.2
"""Seconds between looks at whether the app still runs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM. Returns 2 for a file or a port that cannot be used.

    Begun with "validate", only check the files named after it.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["validate"]:
        return validate.main(given[1:])
    options = command_line.parser().parse_args(given)
    # A queue, not an Event: Ctrl-C sends a second signal while the first is being handled, and an
    # Event would wait for itself. SimpleQueue.put is made for that (docs.python.org, queue).
    stops: Stops = SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: stops.put(number))
    try:
        acts = script.read(options.acts)
        sandbox = command_line.sandbox(options)
        sandbox.start()
    except (OSError, ValueError) as wrong:
        print(f"sandbox: {wrong}", file=sys.stderr)  # noqa: T201 (the command line speaks)
        return 2
    try:
        if options.run:
            return _accompany(sandbox, options, acts, stops)
        return _wait(sandbox, options, stops)
    except CannotRun as cannot:
        return _fail(str(cannot))
    finally:
        sandbox.stop()


def _wait(sandbox: Sandbox, options: argparse.Namespace, stops: Stops) -> int:
    """Say where to look and what a bot needs in its environment, and serve until stopped."""
    if options.deliver_to:
        # The bot starts after its Slack, so there is nobody to verify the address with yet.
        sandbox.deliver_over_http(options.deliver_to, verify=False)
    variables = companion.environment(sandbox, options.clock_file)
    _say(f"Local Slack: {sandbox.url}/", *(f"{name}={variables[name]}" for name in variables))
    _say(f"Control: {sandbox.control_url}/")
    stops.get()
    return 0


def _accompany(
    sandbox: Sandbox, options: argparse.Namespace, acts: Sequence[Json], stops: Stops
) -> int:
    """Start the app, act out the script, say where to look, and serve until either ends."""
    variables = companion.environment(sandbox, options.clock_file)
    with Companion(options.run, variables) as app:
        app.wait_until_reached(sandbox, options.deliver_to)
        try:
            script.play(sandbox, acts)
        except CannotDo as cannot:
            return _fail(f"{options.acts}: {cannot}")
        _say(f"Open {sandbox.url}/ in your browser. Ctrl-C ends it.")
        while app.exit_code is None and stops.empty():
            time.sleep(LOOK_EVERY)
        return _fail(f"the app ended with exit code {app.exit_code}") if stops.empty() else 0


def _fail(why: str) -> int:
    print(f"sandbox: {why}", file=sys.stderr)  # noqa: T201 (the command line speaks)
    return 1


def _say(*lines: str) -> None:
    print("\n".join(lines), flush=True)  # noqa: T201 (what the command is for)


if __name__ == "__main__":
    raise SystemExit(main())
