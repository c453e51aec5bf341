"""What was said in a channel or a thread, as far as the app may read it."""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from sandbox import shapes
from sandbox.model import Json, Message
from sandbox.rate import TIER_3
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method, next_page
from sandbox.web_api.scopes import HISTORY


def history(call: Call) -> Json:
    """Return the messages outside threads, and replies sent to the channel too, newest first."""
    channel = call.own_channel()
    told = [
        each for each in channel.messages if each.is_broadcast or each.thread_ts in (None, each.ts)
    ]
    page, cursor = call.page(_between(call, told)[::-1])
    return _said(call, page, cursor)


def replies(call: Call) -> Json:
    """Return a thread, oldest first, beginning with its parent."""
    channel = call.own_channel()
    ts = call.required("ts")
    parent = channel.log.get(ts)
    if parent is None or parent.ephemeral_to or not _shows(call, parent):
        raise Refused("thread_not_found")
    thread = _between(call, call.workspace.thread(channel.id, parent.thread_ts or ts))
    first = channel.log.get(parent.thread_ts or ts, parent)
    page, cursor = call.page([first, *thread], default=1000)
    return _said(call, page, cursor)


def _shows(call: Call, message: Message) -> bool:
    """Whether a message is in the history yet: Slack's may lag behind what was posted."""
    lag = call.workspace.history_lag
    return not lag or float(message.ts) + lag <= call.workspace.clock().timestamp()


def _between(call: Call, messages: Sequence[Message]) -> list[Message]:
    """Return the messages between `oldest` and `latest`; both ends count only if `inclusive`."""
    oldest = _timestamp(call, "oldest", "0")
    latest = _timestamp(call, "latest", "Infinity")
    inclusive = call.flag("inclusive")
    return [
        message
        for message in messages
        if (oldest < (at := Decimal(message.ts)) < latest or (inclusive and at in (oldest, latest)))
        and _shows(call, message)
    ]


def _timestamp(call: Call, name: str, default: str) -> Decimal:
    """Raises Refused: invalid_ts_oldest, invalid_ts_latest."""
    with suppress(InvalidOperation):
        if not (timestamp := Decimal(call.text(name) or default)).is_nan():
            return timestamp
    raise Refused(f"invalid_ts_{name}")


def _said(call: Call, messages: Sequence[Message], cursor: str) -> Json:
    with_metadata = call.flag("include_all_metadata") and call.may("metadata.message:read")
    return {
        "messages": [
            shapes.message(each, call.workspace, with_metadata=with_metadata) for each in messages
        ],
        "has_more": bool(cursor),
        "pin_count": 0,
        **next_page(cursor),
    }


METHODS = {
    "conversations.history": Method(history, HISTORY, TIER_3, changes=False),
    "conversations.replies": Method(replies, HISTORY, TIER_3, changes=False),
}
