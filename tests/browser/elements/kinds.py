"""Every kind of element that Slack documents: what an app sends, what one does, what it hears.

Adding a kind is one row. Shapes: docs.slack.dev/reference/block-kit/block-elements,
docs.slack.dev/reference/interaction-payloads/block_actions-payload, slackapi/java-slack-sdk
(BlockActionPayload.json) and slackapi/bolt-js (src/types/actions/block-action.ts).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Locator

from tests.sandbox.blocks import Json, option, plain

Gesture = Callable[[Locator], None]
"""What a person does, in a message or a modal."""

ANA, BO = "U0ANA000002", "U0BO0000004"
GENERAL, IT = "C0GENERAL01", "C0IT0000003"
ASIDE, INPUT, ROW = "accessory", "input", "actions"
"""Where an element may stand: beside a section, in an input block, in a row of actions."""

HIGH, LOW = option("High", "high"), option("Low", "low")
PICK = {"placeholder": plain("Pick")}
SURE = {
    "title": plain("Sure?"),
    "text": plain("It cannot be undone."),
    "confirm": plain("Do it"),
    "deny": plain("Leave it"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of element."""

    type: str
    gesture: Gesture
    heard: Json
    """What the last action says of it, beside what every action says."""
    places: Sequence[str]
    more: Json = field(default_factory=dict)
    """What its element has beside `type` and `action_id`."""
    again: Sequence[str] = ()
    """Which of that the action says again."""
    name: str = ""
    """What it is about, where there are several rows for a kind."""

    @property
    def element(self) -> Json:
        return {"type": self.type, "action_id": "it", **self.more}

    @property
    def action(self) -> Json:
        """The action that the app hears of, but for its time."""
        repeated = {key: self.more[key] for key in self.again}
        ids = {"type": self.type, "action_id": "it", "block_id": "here"}
        return {**ids, **self.heard, **repeated}

    @property
    def state(self) -> Json:
        """The element's part of `state.values`."""
        return {"type": self.type, **self.heard}


def press(name: str, *then: str) -> Gesture:
    """Press a button; then those that appear."""

    def gesture(scope: Locator) -> None:
        scope.get_by_role("button", name=name).click()
        for each in then:
            scope.page.get_by_role("button", name=each).click()

    return gesture


def follow(name: str) -> Gesture:
    """Press what opens an address in a new tab, and close that."""

    def gesture(scope: Locator) -> None:
        with scope.page.expect_popup() as opened:
            scope.get_by_role("link", name=name).click()
        opened.value.close()

    return gesture


def menu(name: str) -> Gesture:
    """Open the "…" menu, and choose in it."""

    def gesture(scope: Locator) -> None:
        scope.get_by_role("button", name="More options").click()
        scope.page.get_by_role("menuitem", name=name).click()

    return gesture


def pick(*names: str, label: str = "Pick") -> Gesture:
    """Open a list, type to narrow it, and choose, one after the other."""

    def gesture(scope: Locator) -> None:
        box = scope.get_by_role("combobox", name=label)
        for name in names:
            box.click()
            box.fill(name[:3])
            scope.page.get_by_role("option", name=name).click()
        box.press("Tab")

    return gesture


def ask(*names: str, label: str = "Pick") -> Gesture:
    """Type into a list that the app fills, and choose what it offers."""

    def gesture(scope: Locator) -> None:
        for name in names:
            scope.get_by_role("combobox", name=label).fill(name[:3])
            scope.get_by_role("option", name=name).click()

    return gesture


def fill(words: str, label: str = "Pick") -> Gesture:
    return lambda scope: scope.get_by_label(label, exact=True).fill(words)


def check(*labels: str) -> Gesture:
    def gesture(scope: Locator) -> None:
        for label in labels:
            scope.get_by_label(label).check()

    return gesture


def upload(name: str) -> Gesture:
    def gesture(scope: Locator) -> None:
        picked = {"name": name, "mimeType": "text/plain", "buffer": b"Hello"}
        scope.locator("input[type=file]").set_input_files(files=[picked])  # type: ignore[list-item] # a dict will do
        scope.get_by_role("button", name=f"Remove {name}").wait_for()

    return gesture


def enter(words: str) -> Gesture:
    """Type words, and send them with Enter."""

    def gesture(scope: Locator) -> None:
        box = scope.get_by_label("Pick", exact=True)
        box.fill(words)
        box.press("Enter")

    return gesture
