"""Starts the local Slack: `python -m sandbox`."""

import argparse
import importlib
import json
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

from sandbox import companion
from sandbox import seed as seeds
from sandbox.app import describe
from sandbox.companion import Companion
from sandbox.control.acting import perform
from sandbox.listening import Tls
from sandbox.model import Json
from sandbox.sandbox import Page, Sandbox

Stops = SimpleQueue[int]

LOOK_EVERY = 0.2
"""Seconds between looks at whether the app still runs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM. Returns 2 for a manifest or port that cannot be used."""
    options = _parser().parse_args(arguments)
    # A queue, not an Event: Ctrl-C sends a second signal while the first is being handled, and an
    # Event would wait for itself. SimpleQueue.put is made for that (docs.python.org, queue).
    stops: Stops = SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: stops.put(number))
    try:
        sandbox = _sandbox(options)
        sandbox.start()
    except (OSError, ValueError) as wrong:
        print(f"sandbox: {wrong}", file=sys.stderr)  # noqa: T201 (the command line speaks)
        return 2
    try:
        if options.deliver_to:
            # The bot starts after its Slack, so there is nobody to verify the address with yet.
            sandbox.deliver_over_http(options.deliver_to, verify=False)
        return (
            _accompany(sandbox, options, stops) if options.run else _wait(sandbox, options, stops)
        )
    finally:
        sandbox.stop()


def _wait(sandbox: Sandbox, options: argparse.Namespace, stops: Stops) -> int:
    """Say where to look and what a bot needs in its environment, and serve until stopped."""
    variables = companion.environment(sandbox, options.clock_file)
    _say(f"Local Slack: {sandbox.url}/", *(f"{name}={variables[name]}" for name in variables))
    _say(f"Control: {sandbox.control_url}/")
    stops.get()
    return 0


def _accompany(sandbox: Sandbox, options: argparse.Namespace, stops: Stops) -> int:
    """Start the app, act out the script, say where to look, and serve until either ends."""
    variables = companion.environment(sandbox, options.clock_file)
    with Companion(options.run, variables) as app:
        if not app.wait_until_connected(sandbox):
            return _fail(f"the app did not connect (exit code {app.exit_code})")
        for act in json.loads(options.acts.read_text("utf-8")) if options.acts else []:
            perform(sandbox, act)
        _say(f"Open {sandbox.url}/ in your browser. Ctrl-C ends it.")
        while app.exit_code is None and stops.empty():
            time.sleep(LOOK_EVERY)
        return _fail(f"the app ended with exit code {app.exit_code}") if stops.empty() else 0


def _fail(why: str) -> int:
    print(f"sandbox: {why}", file=sys.stderr)  # noqa: T201 (the command line speaks)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="0 takes a free one")
    parser.add_argument("--manifest", type=Path, help="the app's Slack manifest, JSON")
    parser.add_argument("--clock-file", type=Path, help="where the clock's shift is written")
    parser.add_argument("--deliver-to", help="post payloads, signed, to this URL")
    parser.add_argument("--run", metavar="COMMAND", help="start this app beside the sandbox")
    parser.add_argument("--acts", type=Path, help="JSON: what people do first, with --run")
    parser.add_argument("--no-rate-limit", action="store_true", help="post as fast as you like")
    parser.add_argument("--posts-per-second", type=float, help="a company's limit, all channels")
    parser.add_argument("--crowd", type=int, default=0, help="so many more people, and channels")
    parser.add_argument("--faults", type=Path, help="JSON: seed and rates of faults, drawn by lot")
    parser.add_argument("--tls-cert", type=Path, help="serve https with this certificate, PEM")
    parser.add_argument("--tls-key", type=Path, help="the certificate's key, PEM")
    parser.add_argument("--no-page", action="store_true", help="only the protocol")
    return parser


def _sandbox(options: argparse.Namespace) -> Sandbox:
    """Raises OSError, or ValueError for a file that does not hold what it should."""
    sandbox = Sandbox(
        options.port,
        seed=seeds.crowd(options.crowd),
        manifest=_manifest(options.manifest) if options.manifest else None,
        clock_file=options.clock_file,
        rate_limit=not options.no_rate_limit,
        posts_per_second=options.posts_per_second,
        page=None if options.no_page else _page(),
        tls=_tls(options),
    )
    if options.faults:
        sandbox.fail_by_lot(json.loads(options.faults.read_text("utf-8")))
    return sandbox


def _tls(options: argparse.Namespace) -> Tls | None:
    if bool(options.tls_cert) != bool(options.tls_key):
        raise ValueError("--tls-cert and --tls-key go together")
    return (options.tls_cert, options.tls_key) if options.tls_cert else None


def _manifest(path: Path) -> Json:
    """Raises OSError, or ValueError for a file that is no manifest."""
    manifest = json.loads(path.read_text("utf-8"))
    try:
        describe(manifest)
    except (AttributeError, KeyError, TypeError) as wrong:
        raise ValueError(f"{path} is not a Slack app manifest ({wrong!r})") from None
    parsed: Json = manifest
    return parsed


def _page() -> Page:
    """Return the page, which only somebody who looks at it needs to have installed."""
    page: Page = importlib.import_module("sandbox.page").mount
    return page


def _say(*lines: str) -> None:
    print("\n".join(lines), flush=True)  # noqa: T201 (what the command is for)


if __name__ == "__main__":
    raise SystemExit(main())
