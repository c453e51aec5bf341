"""What the stories of Homes have in common: what somebody sees there, and what they press."""

import re
from typing import Any

import sqlalchemy
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation, Participant
from bot.tables import table
from sandbox.delivery import Ack, Delivery
from sandbox.payloads import interactions
from tests.story import Story

Button = dict[str, Any]

_TIME = re.compile(r"<!date\^\d+\^[^|]*\|([^>]*)>")


def view(story: Story, name: str) -> dict[str, Any]:
    """Return the Home that Slack shows somebody."""
    home = story.slack.workspace.homes.get(story.slack.person(name).id)
    shown: dict[str, Any] = getattr(home, "view", home)
    return shown


def open_home(story: Story, name: str) -> list[str]:
    """Open somebody's Home, and return what it says once all is sent."""
    story.slack.person(name).open_home()
    story.settle()
    return texts(story, name)


def texts(story: Story, name: str) -> list[str]:
    """Return what somebody's Home says, a line a block, with times in UTC."""
    lines = []
    for block in view(story, name)["blocks"]:
        parts = [block["text"]] if "text" in block else block.get("elements", [])
        lines += [part["text"] for part in parts if isinstance(part.get("text"), str)]
    return [_TIME.sub(r"\1", line) for line in lines]


def buttons(story: Story, name: str) -> list[Button]:
    """Return the buttons on somebody's Home, from top to bottom."""
    found = []
    for block in view(story, name)["blocks"]:
        placed = [block["accessory"]] if "accessory" in block else block.get("elements", [])
        found += [
            each | {"block_id": block["block_id"]} for each in placed if each["type"] == "button"
        ]
    return found


def labels(story: Story, name: str) -> list[str]:
    """Return what is on the buttons of somebody's Home."""
    return [button["text"]["text"] for button in buttons(story, name)]


def press(story: Story, name: str, label: str, *, nth: int = 0) -> Ack:
    """Press a button of somebody's Home, of several with one label the `nth`."""
    found = [each for each in buttons(story, name) if each["text"]["text"] == label]
    pressed = {key: found[nth][key] for key in ("action_id", "block_id", "value", "text", "type")}
    person, workspace = story.slack.person(name), story.slack.workspace
    payload = interactions.view_action(workspace, person.id, view(story, name), pressed)
    assert "response_url" not in payload
    assert "channel" not in payload
    return story.receive(Delivery("interactive", payload))


def published(story: Story) -> list[str]:
    """Return whose Homes were published, in order."""
    calls = story.slack.journal.of("views.publish")
    return [call.arguments["user_id"] for call in calls]


def multiply_asked(session: Session) -> None:
    """Let everybody who is asked about one escalation be asked about all of them."""
    first, *others = session.scalars(sqlalchemy.select(Escalation.id).order_by(Escalation.id))
    rows = table(Participant)
    asked = session.execute(sqlalchemy.select(rows).where(rows.c.escalation_id == first))
    people = [{name: each[name] for name in each if name != "id"} for each in asked.mappings()]
    copies = [each | {"escalation_id": other} for each in people for other in others]
    session.execute(sqlalchemy.insert(rows), copies)
