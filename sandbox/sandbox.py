"""A local Slack: starts the workspace and its server, and lets programs act as its people."""

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
from sandbox.delivery import Ack, Delivery
from sandbox.delivery.courier import Courier
from sandbox.delivery.http import SignedHttp
from sandbox.delivery.in_process import InProcess
from sandbox.delivery.socket_mode import SocketMode
from sandbox.journal import Fault
from sandbox.model import Channel, Json
from sandbox.people import Person
from sandbox.server import Server
from sandbox.web_api import WebApi
from sandbox.workspace import Workspace

Page = Callable[["Sandbox"], ASGIApp]


class Sandbox:
    """A Slack workspace with one app in it, on loopback. Use it as a context manager.

    `manifest` is the app's Slack manifest; without one every slash command is accepted, and the
    events app_mention and app_home_opened are sent. `rate_limit=False` lifts the limit of one post
    a second a channel. `page` makes the ASGI app that is served beside the protocol.
    """

    def __init__(
        self,
        port: int = 0,
        clock: clocks.Clock = clocks.real,
        seed: Callable[[Workspace], None] = seeds.demo,
        *,
        manifest: Json | None = None,
        bot_name: str | None = None,
        rate_limit: bool = True,
        clock_file: Path | None = None,
        page: Page | None = None,
    ) -> None:
        self.clock = clocks.ShiftedClock(clock, clock_file)
        self.app: App = describe(manifest, bot_name)
        self.workspace = Workspace(self.app, self.clock, rate_limit=rate_limit)
        self.sockets = SocketMode(self.app, self.workspace.changed)
        self.courier = Courier(self.workspace, self.sockets)
        self.web_api = WebApi(self.workspace, self.courier, self.sockets)
        self.journal = self.web_api.journal
        self.refused = self.web_api.refused
        self._server = Server(port, self.sockets)
        seed(self.workspace)
        self._page = page

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
        self._server.bind()
        self.workspace.serve_at(self.url)
        table = [*routes.table(self.web_api, self._server.closing), *control.table(self)]
        self._server.start(table, self._page(self) if self._page else None)
        self.courier.start()
        return self

    def stop(self) -> None:
        """Close every connection and free the port."""
        self.courier.stop()
        self._server.stop()

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def api_url(self) -> str:
        return self.url + "/api/"

    @property
    def bot_token(self) -> str:
        return self.app.bot_token

    @property
    def app_token(self) -> str:
        return self.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.app.signing_secret

    def deliver_over_http(self, url: str, *, verify: bool = True) -> None:
        """Post every payload, signed, to `url` from now on.

        First Slack's `url_verification` challenge is put to it, unless the app will only start
        later; raises NotAnswered when it does not pass.
        """
        carrier = SignedHttp(url, self.app.signing_secret)
        if verify:
            carrier.verify(self.app.verification_token)
        self.courier.carrier = carrier

    def deliver_to(self, receive: Callable[[Delivery], Ack]) -> None:
        """Hand every payload to a function in this process from now on."""
        self.courier.carrier = InProcess(receive)

    def deliver_over_sockets(self) -> None:
        """Use Socket Mode from now on (the default)."""
        self.courier.carrier = self.sockets

    @property
    def connected(self) -> int:
        """The number of open Socket Mode connections."""
        return self.sockets.count

    def drop_sockets(self, goodbye: bool) -> None:
        """Lose every Socket Mode connection.

        With `goodbye` Slack says `disconnect` (refresh_requested) and closes. Without, nothing
        more is read, answered or closed, as when a cable is cut.
        """
        self.sockets.drop(goodbye)

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int = 200,
        retry_after: int | None = None,
        hang: float = 0.0,
        applied: bool = False,
        times: int = 1,
    ) -> None:
        """Make the next `times` calls of a Web API method fail.

        `error` is Slack's code (`ratelimited` answers 429 with Retry-After 1 unless told
        otherwise); a `status` of 500 or more answers that with no JSON. With `applied` the call
        takes effect all the same. `hang` keeps the response back for so many seconds; alone, it
        is the response of a call that succeeded.
        """
        self.web_api.faults.add(method, Fault(error, status, retry_after, hang, applied, times))

    def channel(self, name: str) -> Channel:
        """Return a channel by `#name`, name or id. Raises KeyError."""
        return self.workspace.channel(name)

    def person(self, name: str) -> Person:
        """Return somebody by first name, full name, handle or id. Raises KeyError."""
        return Person(self.workspace, self.courier, self.workspace.user(name).id)

    def advance(self, by: timedelta) -> None:
        """Move the workspace's clock forward."""
        self.clock.advance(by)
        self.workspace.changed()

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` (in any thread, quickly please) after every visible change.

        Returns a function that ends it.
        """
        return self.workspace.on_change(callback)
