"""The app's own place in Slack: its Home tab, and its messages."""

from sandbox.payloads import events
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo
from sandbox.shown import Home


def open_home(actor: Actor) -> Home | None:
    _refuse_those_who_left(actor)
    if not actor.workspace.app.has_home:
        raise CannotDo(f"{actor.workspace.app.name} has no Home tab: {_off('home_tab_enabled')}")
    actor.courier.tell(events.app_home_opened(actor.workspace, actor.id, "home"))
    return actor.workspace.homes.get(actor.id)


def open_messages(actor: Actor) -> None:
    _refuse_those_who_left(actor)
    if not actor.workspace.app.has_messages:
        switch = _off("messages_tab_enabled")
        raise CannotDo(f"{actor.workspace.app.name} has no Messages tab: {switch}")
    actor.courier.tell(events.app_home_opened(actor.workspace, actor.id, "messages"))


def _refuse_those_who_left(actor: Actor) -> None:
    if actor.user.deleted:
        raise CannotDo(f"{actor.name} has been deactivated")


def _off(switch: str) -> str:
    return f"its manifest does not set app_home.{switch}"
