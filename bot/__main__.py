"""`python -m bot`: run Lockstep, or look after it."""

import argparse
import json
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bot import audit, config, db, doctor, export, features, manifest, parts, schema
from bot.app import Lockstep
from bot.config import ConfigError, Settings
from bot.errors import BotError
from bot.takeout import commands as takeout

WRONG_SETTING = 2
"""Exit code for a setting that is missing or wrong."""


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except ConfigError as error:
        return _complain(error, WRONG_SETTING)
    except BotError as error:
        return _complain(error, 1)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    parser.set_defaults(command=lambda _options: _serve(doors=True, clockwork=True))
    commands = parser.add_subparsers(metavar="command")
    rows: list[tuple[str, Callable[[argparse.Namespace], int], str]] = [
        ("run", lambda _: _serve(doors=True, clockwork=True), "everything in one process"),
        ("web", lambda _: _serve(doors=True, clockwork=False), "only what Slack calls"),
        ("worker", lambda _: _serve(doors=False, clockwork=True), "only what the clock does"),
        ("migrate", lambda _: _migrate(), "bring the database's schema up to date"),
        ("doctor", lambda _: doctor.run(), "check every setting, and say what to do"),
        ("check", lambda _: _check(), "check every row of the database, and say what to do"),
    ]
    for name, command, summary in rows:
        commands.add_parser(name, help=summary).set_defaults(command=command)
    _add_takeout(commands)
    printing = commands.add_parser("manifest", help="print the app manifest to paste into Slack")
    printing.add_argument("--url", help="your public address, for HTTP instead of Socket Mode")
    printing.set_defaults(command=lambda options: _print_manifest(options.url))
    return parser


def _add_takeout(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    exporting = commands.add_parser(
        "export", help="write what there is to a file, or a folder", description=_EXPORTED
    )
    exporting.add_argument("what", choices=[*export.EXPORTED, "decisions"])
    exporting.add_argument(
        "--format",
        choices=[*takeout.FORMATS, takeout.MARKDOWN],
        default="csv",
        help="decisions: csv (as it is unless you say so), json or markdown",
    )
    exporting.add_argument("--to", type=Path, help="the file, or for markdown the folder")
    exporting.add_argument(
        "--without-restricted",
        action="store_true",
        help="decisions: leave those of private channels out, and say how many",
    )
    importing = commands.add_parser("import", help="bring decisions in, all or none")
    importing.add_argument("what", choices=["decisions"])
    importing.add_argument("path", type=Path, help="a .csv or .json file, or a folder of .md files")
    importing.add_argument("--team", help="whose decisions files are that I did not write")
    for parser in (exporting, importing):
        parser.add_argument("--workspace", help="Slack's id of it, T…, if there are several")
    exporting.set_defaults(command=_export)
    importing.set_defaults(command=_import)


_EXPORTED = (
    "All decisions are written with all their words, those of private channels too: whoever may "
    "run this can read the database anyhow. Of private escalations, and of wins for a team "
    "alone, no words are written."
)


def _export(options: argparse.Namespace) -> int:
    settings = Settings.from_env()
    if options.what in export.EXPORTED:
        return export.run(settings, options.what, sys.stdout)
    which = takeout.Which(options.workspace, without_restricted=options.without_restricted)
    out, report = sys.stdout, sys.stderr
    return takeout.export(settings, out, report, form=options.format, to=options.to, which=which)


def _import(options: argparse.Namespace) -> int:
    which = takeout.Which(options.workspace, options.team)
    return takeout.bring(Settings.from_env(), sys.stdout, options.path, which)


def _serve(*, doors: bool, clockwork: bool) -> int:
    settings = Settings.from_env()
    if doors:
        settings.require_a_door()
    _set_up_logging(settings.log_level)
    with _stop_signals() as wait_for_one:
        _run(settings, wait_for_one, doors=doors, clockwork=clockwork)
    return 0


def _run(settings: Settings, until: Callable[[], None], *, doors: bool, clockwork: bool) -> None:
    with db.sole_user(settings.database_url):
        if settings.database_url.startswith("sqlite"):
            # Embedded: nobody else could run the migrations. PostgreSQL has a release step.
            schema.upgrade(settings.database_url)
        lockstep = Lockstep(settings, doors=doors, clockwork=clockwork)
        lockstep.start()
        logging.getLogger("bot").info("Lockstep is running; its port is %s.", lockstep.port)
        until()
        lockstep.stop()


@contextmanager
def _stop_signals() -> Iterator[Callable[[], None]]:
    """Yield what waits for a signal to stop: one that came before is not missed.

    The interpreter writes to a socket itself. A queue or an Event in the main thread can sleep
    through a handler's call when other threads are busy (measured with CPython 3.11: through 5 of
    20 bursts of signals).
    """
    ours, theirs = socket.socketpair()
    theirs.setblocking(False)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda _number, _frame: None)
    with ours, theirs:
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        try:
            yield partial(_wait, ours)
        finally:
            signal.set_wakeup_fd(-1)


def _wait(told: socket.socket) -> None:
    told.recv(1)


def _migrate() -> int:
    schema.upgrade(config.database_url())
    return 0


def _check() -> int:
    settings = Settings.from_env()
    engine = db.build_engine(settings.database_url)
    try:
        parts.require_schema(engine)
        transaction, now = db.sessions(engine).begin, parts.clock_for(settings)()
        return audit.check(features.INVARIANTS, features.PROOFS, transaction=transaction, now=now)
    finally:
        engine.dispose()


def _print_manifest(url: str | None) -> int:
    text = json.dumps(manifest.build(features.TABLES, public_url=url), indent=2)
    sys.stdout.write(text + "\n")
    return 0


def _set_up_logging(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # People's words: the SDK and Bolt log whole bodies at DEBUG, SQLAlchemy every value at INFO.
    for handler in logging.getLogger().handlers:
        handler.addFilter(_has_no_bodies)
    for name in ("sqlalchemy", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns of each tick that was still under way; `readyz` tells when one is late.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def _has_no_bodies(record: logging.LogRecord) -> bool:
    # Not by their loggers' levels: Bolt sets those of its own anew.
    return record.levelno >= logging.INFO or not record.name.startswith(("slack_sdk", "slack_bolt"))


def _complain(error: Exception, code: int) -> int:
    sys.stderr.write(f"{error}\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
