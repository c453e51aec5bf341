"""What stands in the elements in front of somebody: in a modal, on the Home tab, in a message."""

from dataclasses import replace
from typing import Any

from sandbox import view_state
from sandbox.elements import Json, Placed
from sandbox.model import Message
from sandbox.shown import Shown
from sandbox.workspace import Workspace


def values(workspace: Workspace, user_id: str, where: Message | Shown) -> Json:
    """Return Slack's `state.values` of a view, or of a message as that person has it."""
    if isinstance(where, Shown):
        kept: Json = where.view["state"]["values"]
        return kept
    typed = where.states.get(user_id, {})
    return view_state.carried(where.every_block, typed, workspace.current(where.channel))


def value(workspace: Workspace, user_id: str, place: Placed, where: Message | Shown) -> Any:
    """Return what stands in one element; None for one that keeps nothing."""
    block = values(workspace, user_id, where).get(place.block["block_id"], {})
    state = block.get(place.element["action_id"])
    return view_state.value_of(place.element, state) if state else None


def put(
    workspace: Workspace, user_id: str, place: Placed, where: Message | Shown, value: Any
) -> None:
    """Keep what was entered, in new dicts: payloads hold the old ones."""
    block_id, action_id = place.block["block_id"], place.element["action_id"]
    entry = view_state.entry(place.element, value)
    with workspace.lock:
        if isinstance(where, Message):
            now = workspace.message(where.channel, where.ts)
            before = values(workspace, user_id, now)
            typed = {user_id: view_state.changed(before, block_id, action_id, entry)}
            workspace.change(replace(now, states={**now.states, **typed}))
        else:
            before = values(workspace, user_id, where)
            kept = view_state.changed(before, block_id, action_id, entry)
            where.view = where.view | {"state": {"values": kept}}
