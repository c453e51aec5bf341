"""What a person types into Slack's box, as Slack encodes it: names become mentions."""

import re

from sandbox.model import Channel, User
from sandbox.workspace import Workspace

_ENCODED = re.compile(r"(<[@#][A-Z0-9]+(?:\|[^<>]*)?>)")
_NAMED = re.compile(r"([@#])([\w.-]*\w)")


def message_text(workspace: Workspace, typed: str) -> str:
    """Return a message's text: `&`, `<` and `>` escaped, `@Ivan` and `#it` as `<@U…>`, `<#C…>`.

    Mentions that are encoded already stay as they are.
    """
    parts = _ENCODED.split(typed)
    parts[::2] = [_encode(workspace, _escape(part), "") for part in parts[::2]]
    return "".join(parts)


def command_text(workspace: Workspace, typed: str) -> str:
    """Return a slash command's text for an app that asked for `should_escape`: names become
    `<@U…|ivan>` and `<#C…|it>`, and what else would be markup is escaped as in a message.
    """
    parts = _ENCODED.split(typed)
    parts[::2] = [_encode(workspace, _escape(part), "|") for part in parts[::2]]
    return "".join(parts)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _encode(workspace: Workspace, text: str, separator: str) -> str:
    def mention(found: re.Match[str]) -> str:
        try:
            named: User | Channel = (
                workspace.user(found[2]) if found[1] == "@" else workspace.channel(found[2])
            )
        except KeyError:
            return found[0]
        label = separator + named.name if separator else ""
        return f"<{found[1]}{named.id}{label}>"

    return _NAMED.sub(mention, text)
