"""What is typed and chosen on a view or a message: Slack's `state.values`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.elements import KEEPS, STATELESS, Json, placed

Current = Callable[[Json], str | None]
"""Returns the conversation that a person is in, where an element offers it; else None."""


def initial(blocks: Sequence[Json], current: Current) -> Json:
    """Return the state of blocks that nobody has touched yet."""
    values: Json = {}
    for place in placed(blocks):
        if place.element["type"] in STATELESS or place.element["type"] not in KEEPS:
            continue
        block = values.setdefault(place.block["block_id"], {})
        block[place.element["action_id"]] = entry(place.element, _start(place.element, current))
    return values


def entry(element: Json, value: Any) -> Json:
    """Return one element's part of the state."""
    return {"type": element["type"], KEEPS[element["type"]].field: value}


def value_of(element: Json, state: Json) -> Any:
    """Return the value in an element's part of the state."""
    return state[KEEPS[element["type"]].field]


def carried(blocks: Sequence[Json], old: Mapping[str, Json], current: Current) -> Json:
    """Return the state after blocks changed: what was typed (`old`) stays where the same input
    (block_id, action_id and type) is still there.
    """
    fresh = initial(blocks, current)
    for block_id, elements in fresh.items():
        for action_id, start in elements.items():
            before = old.get(block_id, {}).get(action_id)
            if before and before["type"] == start["type"]:
                elements[action_id] = before
    return fresh


def changed(values: Mapping[str, Json], block_id: str, action_id: str, to: Json) -> Json:
    """Return the state with another entry for one element, in new dicts: payloads hold the old."""
    copied = {block: dict(entries) for block, entries in values.items()}
    copied.setdefault(block_id, {})[action_id] = to
    return copied


def _start(element: Json, current: Current) -> Any:
    """Return what an element starts with.

    Where an app names a conversation, it takes precedence over the current one (Slack:
    /reference/block-kit/block-elements/select-menu-element, `initial_conversation`).
    """
    keeps = KEEPS[element["type"]]
    named = element.get(keeps.initial)
    if named is None and element.get("default_to_current_conversation"):
        here = current(element)
        named = [here] if keeps.many and here else here
    return [] if named is None and keeps.many else named
