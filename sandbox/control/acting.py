"""What a person can be made to do: one row for each act."""

from collections.abc import Callable
from typing import Any

from sandbox.company import Company
from sandbox.control.reach import Sandbox
from sandbox.model import Json, Message
from sandbox.people import Person
from sandbox.shown import Home

Acting = Callable[[Company, Person, Json], Any]


def _named(company: Company, body: Json) -> Message | None:
    """Return the message that `message` ({channel, ts}) names."""
    named = body.get("message")
    if not named:
        return None
    channel = company.channel(named["channel"])
    return company.workspace.message(channel.id, named["ts"])


def _home(person: Person, body: Json) -> Home | None:
    """Return the Home tab when the act is `on` it ("home"). Raises ValueError for none yet."""
    if body.get("on") != "home":
        return None
    if person.home is None:
        raise ValueError(f"no Home tab has been published for {body['person']}")
    return person.home


def _this(company: Company, body: Json) -> Message:
    """Return the message that the act is about. Raises ValueError if none is named."""
    message = _named(company, body)
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
    "click": lambda company, person, body: person.click(
        body["label"], _named(company, body), view=_home(person, body)
    ),
    "choose": lambda company, person, body: person.choose(
        body["target"], body["value"], _named(company, body), view=_home(person, body)
    ),
    "suggest": lambda company, person, body: person.suggest(
        body["target"], body["typed"], _named(company, body), view=_home(person, body)
    ),
    "shortcut": lambda company, person, body: person.shortcut(
        body.get("name") or body["callback_id"], _named(company, body)
    ),
    "submit": lambda _, person, body: person.submit(body.get("values") or {}),
    "close_modal": lambda _, person, body: person.close_modal(),
    "open_home": lambda _, person, body: person.open_home(),
    "open_messages": lambda _, person, body: person.open_messages(),
    "react": lambda company, person, body: person.react(body["emoji"], _this(company, body)),
    "unreact": lambda company, person, body: person.unreact(body["emoji"], _this(company, body)),
    "edit": lambda company, person, body: person.edit(body["text"], _this(company, body)),
    "delete": lambda company, person, body: person.delete(_this(company, body)),
}


def perform(sandbox: Sandbox, body: Json) -> Any:
    """Do what `body` says ({person, action, …, company?}), and return what the act returned.

    The person is of the first company unless the body names another, by id or name.
    A click or a choice is made where a person would look first, unless `body` names a `message`
    ({channel, ts}) or is `on` "home", the Home tab; `open_home` and `open_messages` open the tabs.
    A `shortcut` is meant by its `name` or `callback_id`; with a `message`, by one in its menu.

    Raises CannotDo if the person can't, KeyError, TypeError or ValueError for a body that is wrong.
    """
    company = sandbox.companies.meant(body)
    if body["action"] not in ACTS:
        raise ValueError(f"there is no action {body['action']!r}: there are {', '.join(ACTS)}")
    return ACTS[body["action"]](company, company.person(body["person"]), body)
