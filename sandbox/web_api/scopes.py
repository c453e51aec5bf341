"""Which scopes Slack asks for: those of a method are alternatives, one for each kind of channel.

Each method's page says which (Slack: /reference/methods/conversations.history, "Scopes", and so
on).
"""

from collections.abc import Sequence

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
MANAGE = ("channels:manage", "groups:write", "im:write", "mpim:write")
LEAVE = ("channels:manage", "channels:write", "groups:write", "im:write", "mpim:write")

_PREFIXES = {"channel": "channels:", "group": "groups:", "im": "im:", "mpim": "mpim:"}


def for_kind(scopes: Sequence[str], kind: str) -> tuple[str, ...]:
    """Return those of a method's scopes that would do in a kind of channel (channel, group, im,
    mpim); none where they do not differ by kind.
    """
    return tuple(scope for scope in scopes if scope.startswith(_PREFIXES[kind]))
