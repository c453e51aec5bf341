"""What a person can be made to do: one row for each act."""

from collections.abc import Callable
from typing import Any

from sandbox.control.reach import Sandbox
from sandbox.model import Home, Json, Message
from sandbox.people import Person

Acting = Callable[[Sandbox, Person, Json], Any]


def _named(sandbox: Sandbox, body: Json) -> Message | None:
    """Return the message that `message` ({channel, ts}) names."""
    named = body.get("message")
    if not named:
        return None
    channel = sandbox.channel(named["channel"])
    return sandbox.workspace.message(channel.id, named["ts"])


def _home(person: Person, body: Json) -> Home | None:
    """Return the Home tab when the act is `on` it ("home"). Raises ValueError for none yet."""
    if body.get("on") != "home":
        return None
    if person.home is None:
        raise ValueError(f"no Home tab has been published for {body['person']}")
    return person.home


def _this(sandbox: Sandbox, body: Json) -> Message:
    """Return the message that the act is about. Raises ValueError if none is named."""
    message = _named(sandbox, body)
    if message is None:
        raise ValueError(f"{body['action']} needs a message")
    return message


ACTS: dict[str, Acting] = {
    "say": lambda _, person, body: person.say(
        body["text"], channel=body["channel"], thread_ts=body.get("thread_ts")
    ),
    "command": lambda _, person, body: person.command(
        body["command"], body.get("text", ""), channel=body["channel"]
    ),
    "click": lambda sandbox, person, body: person.click(
        body["label"], _named(sandbox, body), view=_home(person, body)
    ),
    "choose": lambda sandbox, person, body: person.choose(
        body["target"], body["value"], _named(sandbox, body), view=_home(person, body)
    ),
    "suggest": lambda sandbox, person, body: person.suggest(
        body["target"], body["typed"], _named(sandbox, body), view=_home(person, body)
    ),
    "shortcut": lambda sandbox, person, body: person.shortcut(
        body.get("name") or body["callback_id"], _named(sandbox, body)
    ),
    "submit": lambda _, person, body: person.submit(body.get("values") or {}),
    "close_modal": lambda _, person, body: person.close_modal(),
    "open_home": lambda _, person, body: person.open_home(),
    "open_messages": lambda _, person, body: person.open_messages(),
    "react": lambda sandbox, person, body: person.react(body["emoji"], _this(sandbox, body)),
    "unreact": lambda sandbox, person, body: person.unreact(body["emoji"], _this(sandbox, body)),
    "edit": lambda sandbox, person, body: person.edit(body["text"], _this(sandbox, body)),
    "delete": lambda sandbox, person, body: person.delete(_this(sandbox, body)),
}


def perform(sandbox: Sandbox, body: Json) -> Any:
    """Do what `body` says ({person, action, …}), and return what the act returned.

    A click or a choice is made where a person would look first, unless `body` names a `message`
    ({channel, ts}) or is `on` "home", the Home tab; `open_home` and `open_messages` open the tabs.
    A `shortcut` is meant by its `name` or `callback_id`; with a `message`, by one in its menu.

    Raises CannotDo if the person can't, KeyError, TypeError or ValueError for a body that is wrong.
    """
    return ACTS[body["action"]](sandbox, sandbox.person(body["person"]), body)
