"""Permissions that run out: trigger ids for opening a modal, and response URLs."""

from dataclasses import dataclass
from datetime import timedelta

from sandbox.clock import Clock
from sandbox.ids import Ids
from sandbox.refused import Refused

TRIGGER_LIVES = timedelta(seconds=3)
"""Slack: /interactivity/handling-user-interaction, "Using trigger_ids"."""

RESPONSE_URL_LIVES = timedelta(minutes=30)
RESPONSE_URL_USES = 5
"""Both: /interactivity/handling-user-interaction, "Using response_url"."""


REMEMBERED = timedelta(days=1)
"""For so long a pass that ran out is known to have run out; then it is unknown."""


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for somebody, for three seconds."""

    user: str
    channel: str | None
    made: float
    used: bool = False


class Triggers:
    """The trigger ids of the workspace."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._known: dict[str, Trigger] = {}

    def issue(self, user: str, channel: str | None = None) -> str:
        number = self._ids.number("trigger")
        trigger_id = f"{1000000000 + number}.{2000000000}.{number:032x}"
        now = self._clock().timestamp()
        _forget(self._known, now)
        self._known[trigger_id] = Trigger(user, channel, now)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use it up and return it.

        Raises Refused: invalid_trigger_id, exchanged_trigger_id or expired_trigger_id, as
        views.open names them.
        """
        trigger = self._known.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._clock().timestamp() - trigger.made >= TRIGGER_LIVES.total_seconds():
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass(slots=True)
class ResponseUrl:
    """The right to answer a gesture where it was made."""

    user: str
    channel: str
    message_ts: str | None
    thread_ts: str | None
    made: float
    uses: int = 0


class ResponseUrls:
    """The response URLs of the workspace."""

    def __init__(self, clock: Clock, ids: Ids, team_id: str) -> None:
        self._clock = clock
        self._ids = ids
        self._team_id = team_id
        self.base = ""
        self._known: dict[str, ResponseUrl] = {}

    def issue(
        self,
        kind: str,
        user: str,
        channel: str,
        *,
        message_ts: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """Return a URL; `kind` is its first path segment: commands or actions."""
        number = self._ids.number("response_url")
        path = f"{kind}/{self._team_id}/{5000000000 + number}/{number:024x}"
        now = self._clock().timestamp()
        _forget(self._known, now)
        self._known[path] = ResponseUrl(user, channel, message_ts, thread_ts, now)
        return f"{self.base}/{path}"

    def use(self, path: str) -> ResponseUrl:
        """Count one use. Raises Refused: expired_url, used_url or invalid_url."""
        url = self._known.get(path)
        if url is None:
            raise Refused("invalid_url")
        if self._clock().timestamp() - url.made >= RESPONSE_URL_LIVES.total_seconds():
            raise Refused("expired_url")
        if url.uses >= RESPONSE_URL_USES:
            raise Refused("used_url")
        url.uses += 1
        return url


def _forget(known: dict[str, Trigger] | dict[str, ResponseUrl], now: float) -> None:
    """Drop what was made too long ago; the oldest come first."""
    before = now - REMEMBERED.total_seconds()
    while (first := next(iter(known), None)) and known[first].made < before:
        del known[first]
