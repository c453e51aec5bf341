"""The address of one message, as Slack hands it out and its pages open it."""

import re
from urllib.parse import urlencode

from sandbox.model import Message

_POINT = re.compile(r"p(\d+)(\d{6})")


def of(url: str, message: Message) -> str:
    """Return a message's permalink in the workspace at `url`.

    Slack: /reference/methods/chat.getPermalink.
    """
    link = f"{url}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += "?" + urlencode({"thread_ts": message.thread_ts, "cid": message.channel})
    return link


def ts(point: str) -> str:
    """Return the ts in a permalink's last part, `p1795424400000100`; "" when it is none."""
    found = _POINT.fullmatch(point)
    return f"{found[1]}.{found[2]}" if found else ""
