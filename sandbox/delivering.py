"""The ways in which the sandbox reaches the app."""

from collections.abc import Callable

from sandbox.app import App
from sandbox.delivery import Ack, Delivery
from sandbox.delivery.http import SignedHttp
from sandbox.delivery.in_process import InProcess
from sandbox.delivery.postbox import Postbox
from sandbox.delivery.socket_mode import SocketMode


class Delivering:
    """The part of the sandbox that decides how payloads travel, for every company."""

    app: App
    postbox: Postbox
    sockets: SocketMode

    def deliver_over_http(self, url: str, *, verify: bool = True) -> None:
        """Post every payload, signed, to `url` from now on.

        First Slack's `url_verification` challenge is put to it, unless the app will only start
        later; raises NotAnswered when it does not pass.
        """
        carrier = SignedHttp(url, self.app.signing_secret)
        if verify:
            carrier.verify(self.app.verification_token)
        self.postbox.carrier = carrier

    def deliver_to(self, receive: Callable[[Delivery], Ack]) -> None:
        """Hand every payload to a function in this process from now on."""
        self.postbox.carrier = InProcess(receive)

    def deliver_over_sockets(self) -> None:
        """Use Socket Mode from now on (the default)."""
        self.postbox.carrier = self.sockets

    @property
    def connected(self) -> int:
        """The number of open Socket Mode connections."""
        return self.sockets.count

    def warn_sockets(self) -> None:
        """Warn every Socket Mode connection, as Slack does ten seconds before it drops one, that a
        new one is due (`disconnect`, warning; /apis/events-api/using-socket-mode).
        """
        self.sockets.warn()

    def drop_sockets(self, goodbye: bool) -> None:
        """Lose every Socket Mode connection.

        With `goodbye` Slack says `disconnect` (refresh_requested) and closes. Without, nothing
        more is read, answered or closed, as when a cable is cut.
        """
        self.sockets.drop(goodbye)
