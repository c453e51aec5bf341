"""From Slack's payload to one handler and back: one Bolt listener per payload type.

Bolt scans its listeners one by one (23 microseconds each); a dict costs nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse
from slack_sdk import WebClient

from bot.db import UNAVAILABLE
from bot.errors import Refused
from bot.slack import admission, answering, errors, help, quoting
from bot.slack.values import (
    Click,
    Command,
    CommandRow,
    Event,
    EventHandler,
    Gesture,
    Handler,
    Json,
    Means,
    Shortcut,
    ShortcutRow,
    Submission,
)

_ANY = re.compile("")


@dataclass(frozen=True)
class Tables:
    """Every slice's handlers: commands by "/name" or "/name verb", others by id.

    Several slices may hear one event: each has a handler for it, in the slices' order.
    `topics` are what `/align help` says more of, by the word that asks for it.
    """

    commands: Mapping[str, CommandRow]
    topics: Mapping[str, str]
    actions: Mapping[str, Handler]
    views: Mapping[str, Handler]
    shortcuts: Mapping[str, ShortcutRow]
    events: Mapping[str, Sequence[EventHandler]]


Lookup = Callable[[Tables, Json, int], tuple[Handler, Gesture]]


def connect(app: App, tables: Tables, means: Means) -> None:
    """Register the five listeners and the error handler on `app`: the rarest is tried last."""
    app.command(_ANY)(_listener(_command, tables, means))
    app.block_action(_ANY)(_listener(_click, tables, means))
    app.view_submission(_ANY)(_listener(_submission, tables, means))
    app.event(_ANY)(_event_listener(tables, means))
    app.message_shortcut(_ANY)(_listener(_shortcut, tables, means))
    app.error(_error_listener(means))


def _listener(lookup: Lookup, tables: Tables, means: Means) -> Callable[..., BoltResponse]:
    def listen(body: Json, context: BoltContext, client: WebClient) -> BoltResponse:
        admission.refuse_outsiders(body)
        handler, gesture = lookup(tables, body, context["workspace_id"])
        reply = handler(gesture, transaction=admission.admitting(gesture, means), clock=means.clock)
        return answering.acknowledge(reply, means, body, context, client)

    return listen


def _event_listener(tables: Tables, means: Means) -> Callable[..., None]:
    def listen(body: Json, context: BoltContext) -> None:
        event = Event(context["workspace_id"], context["bot_user_id"] or "", body["event"])
        _tell_all(tables.events.get(_subscribed(event.body), ()), event, means)

    return listen


def _subscribed(body: Json) -> str:
    """Return the name by which an event is subscribed to.

    What is said in a channel is `message.channels`, though it comes as a `message` with the
    channel's type (docs.slack.dev/reference/events/message.channels).
    """
    kind: str = body["type"]
    return f"message.{body.get('channel_type')}s" if kind == "message" else kind


def _tell_all(handlers: Sequence[EventHandler], event: Event, means: Means) -> None:
    """Let every slice hear the event, each in a transaction of its own, in the slices' order.

    One that fails does not keep it from the others; then it is raised, so that Slack sends the
    event again to all of them.
    """
    failures: list[Exception] = []
    for handler in handlers:
        try:
            handler(event, transaction=means.transaction, clock=means.clock)
        except UNAVAILABLE:
            raise  # nobody else could write either
        except Exception as error:  # raised below: one slice must not keep it from the others
            failures.append(error)
    if failures:
        raise failures[0] if len(failures) == 1 else ExceptionGroup("several failed", failures)


def _error_listener(means: Means) -> Callable[..., BoltResponse]:
    def on_error(
        error: Exception, body: Json, context: BoltContext, client: WebClient
    ) -> BoltResponse:
        if "event" in body:
            # Nobody waits for an answer; Slack sends again what is not answered with 200.
            errors.log_event(error, body["event"]["type"])
            return BoltResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR)
        return answering.acknowledge(errors.explain(error, body), means, body, context, client)

    return on_error


def _command(tables: Tables, body: Json, workspace_id: int) -> tuple[Handler, Gesture]:
    row, text = find_command(tables.commands, body["command"], body.get("text") or "")
    gesture = Command(workspace_id, body["user_id"], body["channel_id"], text)
    if row:
        return row.handler, gesture
    return help.answer(tables.commands, tables.topics, tables.shortcuts), gesture


def find_command(
    commands: Mapping[str, CommandRow], name: str, text: str
) -> tuple[CommandRow | None, str]:
    """Return the row that `name text` means, and the text left over; None for unknown input.

    A verb ("/align setup") counts in any case; a row without a verb takes all the text.
    """
    verb, _, rest = text.strip().partition(" ")
    if row := commands.get(f"{name} {verb.lower()}"):
        return row, rest.strip()
    return commands.get(name), text.strip()


def _click(tables: Tables, body: Json, workspace_id: int) -> tuple[Handler, Gesture]:
    action = body["actions"][0]
    form = body["view"] if answering.clicked_in(body) == "modal" else {}
    gesture = Click(
        workspace_id,
        body["user"]["id"],
        (body.get("channel") or {}).get("id"),
        action.get("value") or (action.get("selected_option") or {}).get("value") or "",
        _entered(form),
        form.get("private_metadata") or "",
        form.get("id") or "",
        tuple(each["value"] for each in action.get("selected_options") or ()),
        action["block_id"] if "selected_options" in action else "",
    )
    return _known(tables.actions, _named(action["action_id"], form)), gesture


def _named(action_id: str, form: Json) -> str:
    """Return the row in ACTIONS of a click, or of the form whose field (`value`) was filled."""
    return form["callback_id"] if action_id == "value" and form else action_id


def _submission(tables: Tables, body: Json, workspace_id: int) -> tuple[Handler, Gesture]:
    view: dict[str, Any] = body["view"]
    gesture = Submission(
        workspace_id,
        body["user"]["id"],
        view["id"],
        view["callback_id"],
        view.get("private_metadata") or "",
        _entered(view),
    )
    return _known(tables.views, view["callback_id"]), gesture


def _shortcut(tables: Tables, body: Json, workspace_id: int) -> tuple[Handler, Gesture]:
    row = tables.shortcuts.get(body["callback_id"])
    if row is None:
        raise Refused("I don't have that shortcut any more. `/align help` lists what I can do.")
    gesture = Shortcut(
        workspace_id, body["user"]["id"], body["channel"]["id"], quoting.quoted(body)
    )
    return row.handler, gesture


def _entered(view: Json) -> Mapping[str, Mapping[str, Any]]:
    return (view.get("state") or {}).get("values") or {}


def _known(handlers: Mapping[str, Handler], key: str) -> Handler:
    """Return the handler of `key`; a button drawn by an older version may have none any more."""
    if key not in handlers:
        raise Refused("This button is from an older version of me. Please use a newer message.")
    return handlers[key]
