"""What a person sees, as plain text: the conversations, her Home tab, and the form on top of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.company import Company
from sandbox.model import Channel, Message
from sandbox.people import Person
from sandbox.shown import OpenView, Shown

_INDENT = "    "


def screen(company: Company, person: Person, place: str | None = None) -> str:
    """Return everything that somebody sees; with `place`, only that: a channel (`#it`, or an id),
    "messages" (those with the app), "home" or "modal".

    Raises KeyError for a channel that is not there, CannotDo for one that she cannot read.
    """
    if place is None:
        return "\n".join(_everything(company, person))
    if place == "home":
        return "\n".join(_home(company, person))
    if place == "modal":
        return "\n".join(_modal(person))
    channel = company.workspace.dm(person.id) if place == "messages" else company.channel(place)
    return "\n".join(_conversation(company, person, channel))


def _everything(company: Company, person: Person) -> Iterator[str]:
    now = person.local_time()
    yield f"{company.workspace.name}, as {person.user.real_name}, {now:%a} {now.day} {now:%b %H:%M}"
    for channel in company.workspace.visible_to(person.id):
        yield ""
        yield from _conversation(company, person, channel)
    for part in (_home(company, person), _modal(person)):
        if part:
            yield ""
            yield from part


def _conversation(company: Company, person: Person, channel: Channel) -> Iterator[str]:
    yield f"== {_title(company, channel)}"
    seen = person.sees(channel.id)
    for message in seen:
        if message.thread_ts in (None, message.ts) or message.is_broadcast:
            yield from _message(company, person, message)
            yield from _thread(company, person, [each for each in seen if _answers(each, message)])


def _title(company: Company, channel: Channel) -> str:
    if channel.is_im:
        return f"{company.workspace.app.name}, messages"
    kinds = (("private", channel.is_private), ("archived", channel.is_archived))
    marks = ", ".join(word for word, holds in kinds if holds)
    return f"#{channel.name}" + (f" ({marks})" if marks else "")


def _answers(reply: Message, first: Message) -> bool:
    return reply.thread_ts == first.ts != reply.ts


def _thread(company: Company, person: Person, replies: Sequence[Message]) -> Iterator[str]:
    for reply in replies:
        for line in _message(company, person, reply):
            yield f"{_INDENT}| {line}"


def _message(company: Company, person: Person, message: Message) -> Iterator[str]:
    said_at = datetime.fromtimestamp(float(message.ts), ZoneInfo(person.user.tz))
    first, *rest = message.plain.splitlines() or [""]
    name = company.workspace.names.get(message.user, message.user)
    yield f"{said_at:%H:%M} {name}: {first}"
    for line in (*rest, *_below(message)):
        yield f"{_INDENT}{line}"


def _below(message: Message) -> Iterator[str]:
    """Yield what Slack shows under the words."""
    yield from (f"[{words}]" for words in message.buttons)
    yield from (f"(file: {file.get('name', '')})" for file in message.files)
    if message.reactions:
        yield " ".join(f":{name}: {len(users)}" for name, users in message.reactions.items())
    if message.edited:
        yield "(edited)"
    if message.ephemeral_to:
        yield "(only visible to you)"


def _home(company: Company, person: Person) -> list[str]:
    if person.home is None:
        return []
    return [f"== {company.workspace.app.name}, Home", *_view(person.home)]


def _modal(person: Person) -> list[str]:
    modal = person.modal
    if modal is None:
        return []
    return [f"== Form: {modal.title}", *_view(modal), *_errors(modal)]


def _view(shown: Shown) -> Iterator[str]:
    yield from shown.plain.splitlines()
    yield from (f"[{words}]" for words in shown.buttons)
    if shown.notice:
        yield f"({shown.notice})"


def _errors(modal: OpenView) -> Iterator[str]:
    yield from (f"(wrong: {words})" for words in modal.errors.values())
