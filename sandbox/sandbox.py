"""A local Slack: starts the workspaces and their server, and lets programs act as its people."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from starlette.types import ASGIApp

from sandbox import clock as clocks
from sandbox import control, routes
from sandbox import seed as seeds
from sandbox.app import App, describe
from sandbox.breaking import Breaking
from sandbox.company import Companies, Company
from sandbox.delivering import Delivering
from sandbox.delivery.courier import Courier
from sandbox.delivery.postbox import Postbox
from sandbox.delivery.socket_mode import SocketMode
from sandbox.faults import Trouble
from sandbox.listening import Tls
from sandbox.model import TEAM_ID, Channel, Json
from sandbox.people import Person
from sandbox.rate import MethodRate, PostRate
from sandbox.server import Server
from sandbox.web_api import WebApi
from sandbox.workspace import Workspace

Page = Callable[["Sandbox"], ASGIApp]
Seed = Callable[[Workspace], None]


class Sandbox(Breaking, Delivering):
    """A Slack with one app in it, on loopback, and a company that installed it. Use it as a
    context manager.

    `manifest` is the app's Slack manifest; without one every command and shortcut is accepted,
    and the events app_mention and app_home_opened are sent. A company takes one post a second a
    channel, and `posts_per_second` in all; `rate_limit=False` lifts both limits. With
    `method_limits`, each method may be called as often a minute as Slack publishes. `page` makes
    the ASGI app that is served beside the protocol. `tls` has the files of a certificate and its
    key.
    """

    def __init__(
        self,
        port: int = 0,
        clock: clocks.Clock = clocks.real,
        seed: Seed = seeds.demo,
        *,
        manifest: Json | None = None,
        bot_name: str | None = None,
        rate_limit: bool = True,
        posts_per_second: float | None = None,
        method_limits: bool = False,
        clock_file: Path | None = None,
        page: Page | None = None,
        tls: Tls | None = None,
    ) -> None:
        self.clock = clocks.ShiftedClock(clock, clock_file)
        self.app: App = describe(manifest, bot_name)
        self._limits = (rate_limit, posts_per_second)
        self._method_limits = method_limits
        self._seed = seed
        self._page = page
        self.trouble = Trouble()
        self.sockets = SocketMode(self.app, self._changed)
        self.postbox = Postbox(self.sockets)
        self.companies = Companies(self._company(self.app, TEAM_ID, "Acme", seed))
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
        return self.app.bot_token

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
            app, team_id = self.companies.next_app(), self.companies.next_team_id()
            company = self._company(app, team_id, name, seed or self._seed)
            company.workspace.history_lag = self.workspace.history_lag
            company.workspace.serve_at(self.workspace.url)
            self.companies.add(company)
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

    def _company(self, app: App, team_id: str, name: str, seed: Seed) -> Company:
        limited, per_second = self._limits
        post_rate = PostRate(per_second) if limited else None
        workspace = Workspace(
            app,
            self.clock,
            team_id=team_id,
            name=name,
            post_rate=post_rate,
            method_rate=MethodRate() if self._method_limits else None,
        )
        seed(workspace)
        return Company(workspace, Courier(workspace, self.postbox))
