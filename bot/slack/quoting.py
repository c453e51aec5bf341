"""The message that somebody pointed at: what it says in words, and where it is found again."""

import html
import re
from collections.abc import Callable, Iterable, Iterator

from bot.slack import block_kit
from bot.slack.block_kit.text import BRACKETS
from bot.slack.values import Json, Quoted

TEXT_MAX = block_kit.INPUT_MAX
"""Characters of a message that are taken over: what fits into a field of a form."""

_USER = re.compile("[UW][A-Z0-9]{1,31}")

_NAMELESS = {"@": "@someone", "#": "#channel", "!subteam": "@group"}


def quoted(body: Json) -> Quoted:
    """Return the message in the payload of a message shortcut, without asking Slack."""
    message = body["message"]
    ts, thread_ts = message["ts"], message.get("thread_ts")
    text = words(message)
    address = permalink(body["team"]["domain"], body["channel"]["id"], ts, thread_ts)
    return Quoted(ts, thread_ts, message.get("user") or None, text, address, _people(message))


def words(message: Json, limit: int = TEXT_MAX) -> str:
    """Return what a message says, in words, as `Quoted` has it, in at most `limit` characters."""
    said = "\n".join(filter(None, _parts(message)))
    return block_kit.shorten(block_kit.storable(said).strip(), limit)


def _people(message: Json) -> tuple[str, ...]:
    """Return who wrote the message, and others of its thread: Slack names up to five of these.

    Source: docs.slack.dev/reference/methods/conversations.replies.
    """
    replied = message.get("reply_users")
    author = None if message.get("bot_id") else message.get("user")
    named = [author, message.get("parent_user_id")]
    named += replied if isinstance(replied, list) else []
    people = [each for each in named if isinstance(each, str) and _USER.fullmatch(each)]
    return tuple(dict.fromkeys(people))


def permalink(domain: str, channel_id: str, ts: str, thread_ts: str | None = None) -> str:
    """Return the address of a message.

    As chat.getPermalink does: only a reply's has its thread.
    Source: docs.slack.dev/reference/methods/chat.getPermalink.
    """
    address = f"https://{domain}.slack.com/archives/{channel_id}/p{ts.replace('.', '')}"
    is_reply = thread_ts not in (None, ts)
    return f"{address}?thread_ts={thread_ts}&cid={channel_id}" if is_reply else address


def _parts(message: Json) -> Iterator[str]:
    """Yield the message's text; of one that has none, the words of its blocks and attachments."""
    if text := _read(message.get("text")):
        yield text
        return
    yield from _of_blocks(message.get("blocks"))
    for attachment in _objects(message.get("attachments")):
        said = [_read(attachment.get(name)) for name in ("pretext", "title", "text")]
        yield from said
        yield from _of_blocks(attachment.get("blocks"))
        if not any(said):
            yield _read(attachment.get("fallback"))


def _of_blocks(blocks: object) -> Iterator[str]:
    for block in _objects(blocks):
        if block.get("type") == "rich_text":
            yield from _of_rich_text(block)
        else:
            yield from map(_of_text, (block.get("text"), *_objects(block.get("fields"))))
            yield " ".join(filter(None, map(_of_text, _objects(block.get("elements")))))


def _of_text(text: object) -> str:
    """Return a text object in words; a `markdown` block has its text as it is.

    A button is none of what is said: its text is an object too, one deeper.
    """
    if not isinstance(text, dict):
        return _read(text)
    return _words(text, "text") if text.get("type") == "plain_text" else _read(text.get("text"))


def _of_rich_text(block: Json) -> Iterator[str]:
    for part in _objects(block.get("elements")):
        is_list = part.get("type") == "rich_text_list"
        for line in _objects(part.get("elements")) if is_list else [part]:
            said = "".join(map(_of_rich_element, _objects(line.get("elements"))))
            yield f"• {said}" if is_list else said


def _of_rich_element(element: Json) -> str:
    """Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    read = _RICH.get(str(element.get("type")))
    return read(element) if read else ""


def _words(element: Json, name: str) -> str:
    said = element.get(name)
    return said if isinstance(said, str) else ""


_RICH: dict[str, Callable[[Json], str]] = {
    "text": lambda element: _words(element, "text"),
    "link": lambda element: _linked(_words(element, "url"), _words(element, "text")),
    "emoji": lambda element: f":{_words(element, 'name')}:",
    "date": lambda element: _words(element, "fallback"),
    "broadcast": lambda element: f"@{_words(element, 'range')}",
    "user": lambda _: _NAMELESS["@"],
    "usergroup": lambda _: _NAMELESS["!subteam"],
    "channel": lambda _: _NAMELESS["#"],
}


def _read(markup: object) -> str:
    """Return Slack's markup in words: links and mentions by their names, as far as it has them.

    Source: docs.slack.dev/messaging/formatting-message-text, "Retrieving messages".
    """
    return html.unescape(BRACKETS.sub(_named, markup)) if isinstance(markup, str) else ""


def _named(found: re.Match[str]) -> str:
    target, label = found["target"], found["label"] or ""
    kind = "!subteam" if target.startswith("!subteam") else target[0]
    if kind in _NAMELESS:
        return _NAMELESS[kind][0] + label.lstrip("@#") if label else _NAMELESS[kind]
    if kind == "!":
        return label or f"@{target[1:]}"
    return _linked(target.removeprefix("mailto:"), label)


def _linked(address: str, label: str) -> str:
    """Return a link in words: what Slack made one of what was typed has the label within it."""
    return address if label in address else f"{label} ({address})"


def _objects(values: object) -> Iterable[Json]:
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []
