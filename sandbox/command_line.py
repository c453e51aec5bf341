"""What `python -m sandbox` takes, and the sandbox that it asks for."""

import argparse
import importlib
from argparse import RawDescriptionHelpFormatter
from dataclasses import replace
from functools import partial
from pathlib import Path

from sandbox import config as configs
from sandbox import seed as seeds
from sandbox.app import describe
from sandbox.bodies import read_json
from sandbox.config import Config
from sandbox.delivery import http
from sandbox.listening import Tls
from sandbox.model import Json
from sandbox.rate import BY_NAME, RateLimits
from sandbox.sandbox import Page, Sandbox

_DESCRIPTION = "A local Slack: point an app at it, open its page, and be everybody in the company."

_EPILOG = """\
examples:
  python -m sandbox
      Acme, with five colleagues, on http://127.0.0.1:8080/; says what an app needs to connect.
  python -m sandbox --config workspace.toml --manifest manifest.json --run "python app.py"
      your company and your app, which starts beside the sandbox and ends with it.
  python -m sandbox validate view.json
      says where a message, a modal or a Home as JSON breaks Slack's limits.

The workspace file, the control API and OAuth are described in sandbox/README.md.
"""


def parser() -> argparse.ArgumentParser:
    """Return what reads the arguments."""
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8080, help="where to serve; 0 takes a free one")
    parser.add_argument("--no-page", action="store_true", help="serve only the protocol")
    parser.add_argument("--tls-cert", type=Path, metavar="FILE", help="certificate for https, PEM")
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="its key, PEM")
    _add_company(parser.add_argument_group("the company"))
    _add_app(parser.add_argument_group("the app"))
    _add_trouble(parser.add_argument_group("limits and trouble"))
    return parser


def _add_company(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--config", type=Path, metavar="FILE", help="workspaces, people, channels: TOML"
    )
    group.add_argument(
        "--crowd", type=int, default=0, metavar="N", help="N more people, a channel for every ten"
    )
    group.add_argument(
        "--clock-file", type=Path, metavar="FILE", help="keep the clock's shift here"
    )
    group.add_argument("--acts", type=Path, metavar="FILE", help="what people do first, JSON")
    group.add_argument(
        "--tour", type=Path, metavar="FILE", help="what newcomers can try, shown on the page, JSON"
    )


def _add_app(group: "argparse._ArgumentGroup") -> None:
    group.add_argument("--manifest", type=Path, metavar="FILE", help="its Slack manifest, JSON")
    group.add_argument("--run", metavar="COMMAND", help="start it beside the sandbox")
    group.add_argument("--deliver-to", metavar="URL", help="post payloads, signed, to this address")


def _add_trouble(group: "argparse._ArgumentGroup") -> None:
    group.add_argument(
        "--rate-limits",
        choices=list(BY_NAME),
        help="how fast the app may be: as Slack publishes (real), a tenth of that (tight), or "
        "as it likes (off); real, unless the config says otherwise",
    )
    group.add_argument(
        "--posts-per-second", type=float, metavar="N", help="messages of a whole workspace"
    )
    group.add_argument("--faults", type=Path, metavar="FILE", help="faults drawn by lot, JSON")


def sandbox(options: argparse.Namespace) -> Sandbox:
    """Raises OSError, or ValueError for a file that does not hold what it should."""
    config = configs.read(options.config) if options.config else configs.built_in()
    if options.deliver_to:
        http.check(options.deliver_to)
    sandbox = Sandbox(
        options.port,
        seed=seeds.crowd(options.crowd, seeds.described(config.workspaces[0])),
        config=config,
        manifest=_manifest(options.manifest) if options.manifest else None,
        clock_file=options.clock_file,
        rate_limits=_rate_limits(options, config),
        page=_page(options),
        tls=_tls(options),
    )
    if options.faults:
        sandbox.fail_by_lot(read_json(options.faults))
    return sandbox


def _rate_limits(options: argparse.Namespace, config: Config) -> RateLimits:
    limits = BY_NAME[options.rate_limits or config.rate_limits]
    return replace(limits, posts_per_second=options.posts_per_second)


def _tls(options: argparse.Namespace) -> Tls | None:
    if bool(options.tls_cert) != bool(options.tls_key):
        raise ValueError("--tls-cert and --tls-key go together")
    return (options.tls_cert, options.tls_key) if options.tls_cert else None


def _manifest(path: Path) -> Json:
    """Raises OSError, or ValueError for a file that is no manifest."""
    manifest = read_json(path)
    try:
        describe(manifest)
    except (AttributeError, KeyError, TypeError) as wrong:
        raise ValueError(f"{path} is not a Slack app manifest ({wrong!r})") from None
    parsed: Json = manifest
    return parsed


def _page(options: argparse.Namespace) -> Page | None:
    """Return the page, which only somebody who looks at it needs to have installed."""
    if not options.no_page:
        return partial(importlib.import_module("sandbox.page").mount, tour_file=options.tour)
    if options.tour:
        raise ValueError("--tour is shown on the page")
    return None
