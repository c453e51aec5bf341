"""Menus whose options the app is asked for while somebody types."""

from sandbox import elements, plain_text, standing, validation
from sandbox.elements import KEEPS, Json, Placed
from sandbox.model import Reply
from sandbox.payloads import interactions
from sandbox.people import spots
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo
from sandbox.people.spots import Spot, Target, Where

EXTERNAL = frozenset({"external_select", "multi_external_select"})
MIN_QUERY_LENGTH = 3
"""Characters typed before the app is asked, unless it says otherwise (Slack:
/reference/block-kit/block-elements/select-menu-element, `min_query_length`).
"""


def suggest(actor: Actor, target: Target, typed: str, where: Where) -> Json:
    """Return what the app offers: its `options` or `option_groups`.

    Raises CannotDo when it is not asked yet, or has not answered as it should.
    """
    spot = spots.to_choose(actor, target, where)
    if spot is None or spot.place.element["type"] not in EXTERNAL:
        name = spots.name(target)
        raise CannotDo(f"{actor.name} sees no menu that the app fills called {name!r}")
    if len(typed) < least(spot.place.element):
        raise CannotDo(f"Type at least {least(spot.place.element)} characters.")
    return _ask(actor, spot, typed)


def least(element: Json) -> int:
    """Return how many characters must be typed before the app is asked."""
    return int(element.get("min_query_length", MIN_QUERY_LENGTH))


def learn(actor: Actor, spot: Spot, names: object) -> None:
    """Ask the app for those of the names that it has not offered yet. Raises CannotDo."""
    if spot.place.element["type"] not in EXTERNAL:
        return
    for name in [names] if isinstance(names, str) else names if isinstance(names, list) else ():
        if not any(_is_called(option, str(name)) for option in _known(actor, spot)):
            _ask(actor, spot, str(name))


def with_options(actor: Actor, spot: Spot) -> Json:
    """Return the element with all that it offers, as far as that is known by now."""
    element = spot.place.element
    if element["type"] not in EXTERNAL:
        return element
    return element | {"options": _known(actor, spot)}


def _ask(actor: Actor, spot: Spot, typed: str) -> Json:
    workspace, place = actor.workspace, spot.place
    with workspace.lock:
        payload = interactions.block_suggestion(workspace, actor.id, place, typed, spot.where)
    offered = _read(actor.courier.ask("interactive", payload))
    if offered is None:
        name = place.label or place.element["action_id"]
        raise CannotDo(f"{name}: {workspace.app.name} did not say what there is to choose.")
    with workspace.lock:
        seen = workspace.suggested.setdefault(_key(actor, place), {})
        seen.update({option["value"]: option for option in elements.options(offered)})
    return offered


def _read(reply: Reply) -> Json | None:
    """Return the answer; None for none, or for one that Slack would not show."""
    if reply.error or validation.suggestions(reply.body or {}):
        return None
    return reply.body if isinstance(reply.body, dict) else {}


def _known(actor: Actor, spot: Spot) -> list[Json]:
    """Return what stands there, what stood there at first, and all that the app has offered."""
    element = spot.place.element
    stands = standing.value(actor.workspace, actor.id, spot.place, spot.where)
    several = [element.get(KEEPS[element["type"]].initial), stands]
    chosen = [one for each in several for one in (each if isinstance(each, list) else [each])]
    offered = actor.workspace.suggested.get(_key(actor, spot.place), {})
    return [*(option for option in chosen if option), *offered.values()]


def _key(actor: Actor, place: Placed) -> tuple[str, str, str]:
    return actor.id, place.block["block_id"], place.element["action_id"]


def _is_called(option: Json, name: str) -> bool:
    return name in (option["value"], plain_text.of_text(option["text"], {}))
