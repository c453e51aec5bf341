"""Brings one company's payloads to the app, and what it answered back."""

from sandbox.delivery import Delivery, Kind, NotAnswered
from sandbox.delivery.postbox import Postbox
from sandbox.model import Json, Reply
from sandbox.payloads import events
from sandbox.workspace import Workspace


class Courier:
    """Knows which events of its workspace the app wants to hear of."""

    def __init__(self, workspace: Workspace, postbox: Postbox) -> None:
        self._workspace = workspace
        self._postbox = postbox

    def ask(self, kind: Kind, payload: Json) -> Reply:
        """Deliver a command or an interaction, once, and return the answer."""
        try:
            ack = self._postbox.deliver(Delivery(kind, payload))
        except NotAnswered as unanswered:
            return Reply(status=0, error=unanswered.error)
        return Reply(ack.status, ack.body, ack.error)

    def tell(self, *happened: Json) -> None:
        """Deliver the events that the app subscribes to; returns after the first try of each."""
        wanted = [self._enveloped(event) for event in happened if self._is_subscribed(event)]
        if wanted:
            self._postbox.deliver_events(*wanted)

    def tell_later(self, event: Json) -> None:
        """Deliver an event in the background: the app may be what is waiting for us."""
        if self._is_subscribed(event):
            self._postbox.leave(self._enveloped(event))

    def _enveloped(self, event: Json) -> Delivery:
        return Delivery("events_api", events.envelope(self._workspace, event))

    def _is_subscribed(self, event: Json) -> bool:
        name = event["type"]
        if name == "message":
            kind = {"channel": "channels", "group": "groups"}.get(event["channel_type"], "im")
            name = f"message.{kind}"
        wanted = self._workspace.app.events
        return (wanted is None or name in wanted) and self._is_told(event)

    def _is_told(self, event: Json) -> bool:
        """Whether the event is the app's business: in a channel it is in, or about itself."""
        channel = event.get("channel") or event.get("item", {}).get("channel")
        if isinstance(channel, dict):  # of events about the channel itself
            channel = channel["id"]
        channel = event.get("new_channel_id", channel)
        app = self._workspace.app.bot_user_id
        is_in = channel is None or app in self._workspace.channels[channel].members
        return is_in or event["type"] in _TOLD_ANYHOW or event.get("user") == app


_TOLD_ANYHOW = frozenset(
    {
        "channel_archive",
        "channel_created",
        "channel_deleted",
        "channel_left",
        "channel_rename",
        "channel_unarchive",
        "group_left",
    }
)
"""Events of public channels that Slack sends to the whole workspace, and those of the app itself,
which is in the channel no more.
"""
