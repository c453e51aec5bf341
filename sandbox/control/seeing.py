"""What a person sees, as JSON."""

from dataclasses import asdict
from typing import Any

from sandbox import shapes
from sandbox.company import Company
from sandbox.control.reach import Sandbox
from sandbox.model import Channel, Json, Message, Reply
from sandbox.people import Person
from sandbox.shown import Home, OpenView


def state(sandbox: Sandbox, company: Company, person: Person) -> Json:
    """Return everything a person sees, and the time."""
    workspace = company.workspace
    visible = workspace.visible_to(person.id)
    modal = person.modal
    return {
        "person": shapes.user(person.user, sandbox.clock()),
        "people": [shapes.user(user, sandbox.clock()) for user in workspace.users.values()],
        "channels": [_channel(person, channel) for channel in visible],
        "modal": _view(modal) if modal else None,
        "home": _home(person.home) if person.home else None,
        "connected": sandbox.connected,
        **time(sandbox),
    }


def _channel(person: Person, channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "members": sorted(channel.members),
        "messages": [_message(message) for message in person.sees(channel.id)],
    }


def _message(message: Message) -> Json:
    shape = {name: getattr(message, name) for name in _MESSAGE_FIELDS}
    return shape | {
        "reactions": {name: list(users) for name, users in message.reactions.items()},
        "warned": sorted(message.warned),
    }


_MESSAGE_FIELDS = (
    "channel",
    "ts",
    "user",
    "text",
    "blocks",
    "thread_ts",
    "edited",
    "ephemeral_to",
    "metadata",
    "files",
    "plain",
    "buttons",
)


def _view(opened: OpenView) -> Json:
    return {"view": opened.view, "errors": opened.errors, "notice": opened.notice}


def _home(home: Home) -> Json:
    return {name: getattr(home, name) for name in ("view", "notice", "plain", "buttons")}


def time(sandbox: Sandbox) -> Json:
    """Return the workspace's time, and how far it is ahead of the real one."""
    return {
        "now": sandbox.clock().isoformat(),
        "shift_seconds": sandbox.clock.shift.total_seconds(),
    }


def result(done: Any) -> Any:
    """Return what a person's act came to."""
    if isinstance(done, Reply):
        return asdict(done)
    if isinstance(done, Home):
        return _home(done)
    return _message(done) if isinstance(done, Message) else done
