"""A local Slack: starts the workspaces and their server, and lets programs act as its people."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from starlette.types import ASGIApp

from sandbox import clock as clocks
from sandbox import config as configs
from sandbox import control, routes
from sandbox import seed as seeds
from sandbox.app import App, describe
from sandbox.breaking import Breaking
from sandbox.company import Companies, Company
from sandbox.config import Config
from sandbox.delivering import Delivering
from sandbox.delivery.courier import Courier
from sandbox.delivery.postbox import Postbox
from sandbox.delivery.socket_mode import SocketMode
from sandbox.faults import Trouble
from sandbox.listening import Tls
from sandbox.model import Channel, Json
from sandbox.people import Person
from sandbox.rate import BY_NAME, RateLimits
from sandbox.seed import Seed
from sandbox.server import Server
from sandbox.web_api import WebApi
from sandbox.workspace import Workspace

Page = Callable[["Sandbox"], ASGIApp]


class Sandbox(Breaking, Delivering):
    """A Slack with one app in it, on loopback, and the companies that installed it. Use it as a
    context manager.

    `config` says which companies there are, who is in them and how the app signs in; without one
    there is Acme. `seed` fills the first of them in place of what the config says. `manifest` is
    the app's Slack manifest; without one every command, shortcut and method is accepted, and every
    event is sent. `rate_limits` go before the config's. `page` makes the ASGI app that is served
    beside the protocol. `tls` has the files of a certificate and its key.
    """

    def __init__(
        self,
        port: int = 0,
        clock: clocks.Clock = clocks.real,
        seed: Seed | None = None,
        *,
        config: Config | None = None,
        manifest: Json | None = None,
        bot_name: str | None = None,
        rate_limits: RateLimits | None = None,
        clock_file: Path | None = None,
        page: Page | None = None,
        tls: Tls | None = None,
    ) -> None:
        config = config or configs.built_in()
        self.clock = clocks.ShiftedClock(clock, clock_file)
        self.app: App = describe(manifest, bot_name or config.app.name).as_configured(config.app)
        self._rate_limits = rate_limits or BY_NAME[config.rate_limits]
        self._seed = seed or seeds.described(config.workspaces[0])
        self._page = page
        self.trouble = Trouble()
        self.sockets = SocketMode(self.app, self._changed)
        self.postbox = Postbox(self.sockets)
        self.companies = Companies(self.app)
        for number, table in enumerate(config.workspaces):
            self._settle(table, seeds.described(table) if number else self._seed)
        self.web_api = WebApi(self.companies, self.sockets, self.trouble)
        self.server = Server(port, self.sockets, tls)
        self.first = self.companies.first
        self.workspace = self.first.workspace
        self.courier = self.first.courier
        self.journal = self.first.journal
        self.refused = self.first.refused
        self.admin = self.first.admin
        self.calls = self.web_api.calls

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> Self:
        """Serve; returns when the port accepts connections."""
        self.server.bind()
        for company in self.companies:
            company.workspace.serve_at(self.url)
        table = routes.table(self.web_api, self.server.closing)
        page = self._page(self) if self._page else None
        self.server.start(table, control.table(self), page)
        self.postbox.start()
        return self

    def stop(self) -> None:
        """Close every connection and free the ports."""
        self.postbox.stop()
        self.server.stop()

    @property
    def url(self) -> str:
        return self.server.slack.url

    @property
    def api_url(self) -> str:
        return self.url + "/api/"

    @property
    def control_url(self) -> str:
        """Where the control API answers even when Slack is away: http, without a certificate."""
        return self.server.control.url

    @property
    def bot_token(self) -> str:
        return self.first.bot_token

    @property
    def app_token(self) -> str:
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.app.signing_secret

    def found(self, name: str, seed: Seed | None = None) -> Company:
        """Add a company that installed the app, filled by `seed` or as the first one was.

        It has the same limits and a bot token of its own; its people and channels may well have
        the same ids as another's.
        """
        with self.workspace.lock:
            company = self._settle(configs.Workspace(name=name), seed or self._seed)
            company.workspace.history_lag = self.workspace.history_lag
            company.workspace.serve_at(self.workspace.url)
        return company

    def channel(self, name: str) -> Channel:
        """Return a channel by `#name`, name or id. Raises KeyError."""
        return self.first.channel(name)

    def person(self, name: str) -> Person:
        """Return somebody by first name, full name, handle or id. Raises KeyError."""
        return self.first.person(name)

    def archive(self, channel: str) -> None:
        """Archive a channel; the app hears of it. Raises KeyError."""
        self.first.archive(channel)

    def unarchive(self, channel: str) -> None:
        """Bring an archived channel back; the app hears of it. Raises KeyError."""
        self.first.unarchive(channel)

    def revoke(self) -> None:
        """Revoke the app's bot token; the app hears of it first, if it can be reached."""
        self.first.revoke()

    def restore(self) -> None:
        """Let the bot token that was revoked work again."""
        self.first.restore()

    def advance(self, by: timedelta) -> None:
        """Move the clock of all workspaces forward."""
        self.clock.advance(by)
        self.workspace.changed()

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` (in any thread, quickly please) after every visible change.

        Returns a function that ends it.
        """
        return self.workspace.on_change(callback)

    def _changed(self) -> None:
        self.workspace.changed()

    def _settle(self, table: configs.Workspace, seed: Seed) -> Company:
        """Add a company, with the app in it or not, filled by `seed`."""
        app = self.companies.next_app(table.bot_token)
        workspace = Workspace(
            app,
            self.clock,
            team_id=table.id or self.companies.free_team_id(),
            name=table.name,
            rate_limits=self._rate_limits,
        )
        seed(workspace)
        company = Company(workspace, Courier(workspace, self.postbox))
        self.companies.add(company, installed=table.installed)
        return company
