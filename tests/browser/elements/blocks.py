"""The table of blocks: one row for each that Slack documents, and what one reads of it.

Slack: docs.slack.dev/reference/block-kit/blocks.
"""

from dataclasses import dataclass

from tests.sandbox.blocks import Json, actions, button, input_, option, plain, section

RAW = {"type": "raw_text", "text": "Cell"}
PICTURE = {"type": "image", "image_url": "https://acme.test/a.png", "alt_text": "A cat"}
AT = 1795424400
"""23 November 2026, 09:00 UTC: 01:00 on Bo's wall."""


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def rich(*elements: Json, kind: str = "rich_text_section", **more: object) -> Json:
    return {"type": kind, "elements": list(elements), **more}


def said(text: str, **style: bool) -> Json:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


@dataclass(frozen=True)
class Row:
    """A block and what one reads of it; `in_modal` for what no message takes."""

    block: Json
    reads: tuple[str, ...]
    in_modal: bool = False

    @property
    def type(self) -> str:
        return str(self.block["type"])


CARD = {"type": "card", "title": plain("A card"), "body": plain("What it says")}
TASK = {"type": "task_card", "task_id": "1", "title": "A task", "status": "complete"}
RICH: Json = rich(
    rich(said("bold", bold=True), said("code", code=True), said("gone", strike=True),
         {"type": "user", "user_id": "U0ANA000002"},
         {"type": "channel", "channel_id": "C0IT0000003"},
         {"type": "usergroup", "usergroup_id": "S0NOBODY"}, {"type": "broadcast", "range": "here"},
         {"type": "emoji", "name": "tada"}, {"type": "color", "value": "#F405B3"},
         {"type": "link", "url": "https://acme.test", "text": "a link"},
         {"type": "date", "timestamp": AT, "format": "{date_num} {time}", "fallback": "then"}),
    rich(rich(said("first")), rich(said("second")), kind="rich_text_list", style="ordered"),
    rich(rich(said("deeper")), kind="rich_text_list", style="bullet", indent=1),
    rich(said("a = 1"), kind="rich_text_preformatted"),
    rich(said("quoted"), kind="rich_text_quote"),
    kind="rich_text",
)  # fmt: skip

BLOCKS = [
    Row(actions(button("One", "one"), button("Two", "two")), ("One", "Two")),
    Row({"type": "alert", "text": plain("Careful"), "level": "warning"}, ("Careful",), True),
    Row(CARD, ("card", "A card", "What it says")),
    Row({"type": "carousel", "elements": [CARD]}, ("carousel", "A card")),
    Row({"type": "container", "title": plain("A box"), "child_blocks": [section("Inside")]},
        ("container", "A box", "Inside")),
    Row({"type": "context", "elements": [PICTURE, mrkdwn("*Small* print"), plain("*as is*")]},
        ("Picture: A cat", "Small print", "*as is*")),
    Row({"type": "context_actions", "elements": [
            {"type": "feedback_buttons", "action_id": "f",
             "positive_button": {"text": plain("Good"), "value": "1"},
             "negative_button": {"text": plain("Bad"), "value": "0"}},
            {"type": "icon_button", "action_id": "i", "icon": "trash", "text": plain("Delete")}]},
        ("context_actions", "Good", "Bad", "Delete")),
    Row({"type": "data_table", "caption": "Numbers", "rows": [[RAW], [RAW]]},
        ("data_table", "Numbers", "Cell")),
    Row({"type": "data_visualization", "title": "Chart", "chart": {"type": "pie", "segments": [
            {"label": "Half", "value": 1}]}}, ("data_visualization", "Chart", "Half")),
    Row({"type": "divider"}, ()),
    Row({"type": "file", "external_id": "ABCD1", "source": "remote"}, ("file",)),
    Row({"type": "header", "text": plain("A *headline* :tada:")}, ("A *headline* 🎉",)),
    Row({"type": "image", "image_url": "https://acme.test/a.png", "alt_text": "A dog",
         "title": plain("Our dog")}, ("Our dog", "Picture: A dog")),
    Row(input_("why", "Why?", hint=plain("In one line"), optional=True),
        ("Why?", "(optional)", "In one line")),
    Row({"type": "markdown", "text": "## Title\n**bold** [a link](https://acme.test)\n- [x] done\n"
         "| A | B |\n|---|---|\n| 1 | 2 |"}, ("Title", "bold a link", "☑", "done", "A", "2")),
    Row({"type": "plan", "title": "A plan", "tasks": [TASK]}, ("plan", "A plan", "A task")),
    Row(RICH, ("bold", "code", "gone", "@Ana", "#it", "@S0NOBODY", "@here", "🎉", "#F405B3",
               "a link", "2026-11-23 1:00 AM", "1.", "first", "2.", "second", "deeper", "a = 1",
               "quoted")),
    Row({**section("*Bold* <@U0ANA000002> <!date^1795424400^{date_num} {time}|then> :tada:"),
         "fields": [mrkdwn("_Left_"), plain("_Right_")], "accessory": PICTURE},
        ("Bold @Ana", "2026-11-23 1:00 AM 🎉", "Left", "_Right_", "Picture: A cat")),
    Row({"type": "table", "rows": [[{"type": "raw_text", "text": "Head"}, RAW], [RAW, RICH]],
         "column_settings": [{"align": "right"}]}, ("Head", "Cell", "first")),
    Row(TASK, ("task_card", "A task")),
    Row({"type": "video", "title": plain("A film"), "alt_text": "A cat that plays",
         "thumbnail_url": "https://acme.test/a.png", "video_url": "https://acme.test/v"},
        ("video", "A film", "A cat that plays")),
]  # fmt: skip

BOXES: dict[str, Json] = {
    "workflow_button": {
        "type": "workflow_button",
        "action_id": "run",
        "text": plain("Run it"),
        "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/x"}},
    },
}
"""Elements that the page does not draw, by what stands in a row of actions."""

MENU = {"type": "overflow", "action_id": "more"}
LINKED = {**MENU, "options": [{**option("Read it", "r"), "url": "http://127.0.0.1:9/"}]}
