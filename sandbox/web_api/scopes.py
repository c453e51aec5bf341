"""Which scopes Slack asks for: those of a method are alternatives, one for each kind of channel.

Each method's page says which (Slack: /reference/methods/conversations.history, "Scopes", and so
on).
"""

from collections.abc import Sequence

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
MANAGE = ("channels:manage", "groups:write", "im:write", "mpim:write")

_PREFIXES = {"channel": "channels:", "group": "groups:", "im": "im:", "mpim": "mpim:"}


def for_kind(scopes: Sequence[str], kind: str) -> str | None:
    """Return the one of a method's scopes that a kind of channel needs (channel, group, im,
    mpim).

    None where they do not differ by kind.
    """
    prefix = _PREFIXES[kind]
    return next((scope for scope in scopes if scope.startswith(prefix)), None)
