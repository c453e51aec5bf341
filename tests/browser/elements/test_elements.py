"""Every block and element in a browser: what one sees, does, and what the app then hears."""

import re
from collections.abc import Iterator
from unittest.mock import ANY

import pytest
from playwright.sync_api import Browser, expect

from sandbox import Ack
from sandbox.model import Message
from tests.browser.elements.blocks import BLOCKS, BOXES, LINKED, Row
from tests.browser.elements.desk import Desk, sat_at
from tests.browser.elements.kinds import ASIDE, HIGH, INPUT, IT, LOW, PICK, ROW, SURE, Kind, pick
from tests.browser.elements.rows import KINDS
from tests.browser.test_demo import PATIENCE, go_to
from tests.sandbox.blocks import (
    Json,
    actions,
    button,
    input_,
    modal,
    option,
    plain,
    section,
    select,
)
from tests.sandbox.payloads.test_samples import INTERACTION, MESSAGE, VIEW

DOCUMENTED_BLOCKS = {
    *("actions", "alert", "card", "carousel", "container", "context", "context_actions"),
    *("data_table", "data_visualization", "divider", "file", "header", "image", "input"),
    *("markdown", "plan", "rich_text", "section", "table", "task_card", "video"),
}
DOCUMENTED_ELEMENTS = {
    *("button", "checkboxes", "datepicker", "datetimepicker", "email_text_input", "file_input"),
    *("number_input", "overflow", "plain_text_input", "radio_buttons", "rich_text_input"),
    *("static_select", "external_select", "users_select", "conversations_select"),
    *("channels_select", "multi_static_select", "multi_external_select", "multi_users_select"),
    *("multi_conversations_select", "multi_channels_select", "timepicker", "url_text_input"),
    "workflow_button",
}
"""docs.slack.dev/reference/block-kit, but for the picture and the parts of other blocks."""

CATS = {"type": "external_select", "action_id": "it", **PICK}


def offers(payload: Json) -> Ack:
    """Answer as an app that knows two options."""
    typed = payload["value"].lower()
    known = [each for each in (HIGH, LOW) if each["text"]["text"].lower().startswith(typed)]
    return Ack(200, {"options": known})


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Desk]:
    with sat_at(browser, offers) as desk:
        yield desk


def named(kind: Kind | Row) -> str:
    return f"{kind.type} {kind.name}".strip() if isinstance(kind, Kind) else kind.type


def standing(place: str) -> list[Kind]:
    return [kind for kind in KINDS if place in kind.places]


class TestKinds:
    def test_are_all_here(self) -> None:
        assert {kind.type for kind in KINDS} | set(BOXES) == DOCUMENTED_ELEMENTS
        assert {row.type for row in BLOCKS} == DOCUMENTED_BLOCKS


class TestElements:
    @pytest.mark.parametrize("kind", standing(ROW), ids=named)
    def test_in_a_row_of_actions(self, desk: Desk, kind: Kind) -> None:
        kind.gesture(desk.post({**actions(kind.element), "block_id": "here"}))
        hears_of_message(desk, kind)

    @pytest.mark.parametrize("kind", standing(ASIDE), ids=named)
    def test_beside_a_section(self, desk: Desk, kind: Kind) -> None:
        kind.gesture(desk.post({**section("x"), "block_id": "here", "accessory": kind.element}))
        hears_of_message(desk, kind)

    @pytest.mark.parametrize("kind", standing(INPUT), ids=named)
    def test_in_an_input_of_a_modal(self, desk: Desk, kind: Kind) -> None:
        label = "Choose" if kind.type == "datetimepicker" else "Pick"
        dialog = desk.open(modal(input_("here", label, kind.element)))
        kind.gesture(dialog)
        payload = desk.send(dialog)
        assert set(payload) == INTERACTION | {"trigger_id", "view", "response_urls"}
        assert set(payload["view"]) == VIEW
        assert payload["view"]["state"] == {"values": {"here": {"it": kind.state}}}

    @pytest.mark.parametrize("kind", BOXES)
    def test_that_are_not_drawn_are_boxes(self, desk: Desk, kind: str) -> None:
        message = desk.post(actions(BOXES[kind], button("Go")))
        expect(message.get_by_role("note")).to_have_text(f"{kind} Run it")
        expect(message.get_by_role("button", name="Go")).to_be_visible()


def hears_of_message(desk: Desk, kind: Kind) -> None:
    """Check the payload of a gesture on a message, field by field."""
    action = {**kind.action, "action_ts": ANY}
    payload = desk.hears(lambda each: each.get("actions") == [action])
    more = {"container", "trigger_id", "channel", "message", "state", "response_url"}
    assert set(payload) == INTERACTION | more | {"actions"}
    assert payload["type"] == "block_actions"
    assert set(payload["message"]) == MESSAGE
    assert payload["container"] == {
        "type": "message",
        "message_ts": payload["message"]["ts"],
        "channel_id": IT,
        "is_ephemeral": False,
    }
    keeps = kind.type not in {"button", "overflow"}
    assert payload["state"]["values"] == ({"here": {"it": kind.state}} if keeps else {})


class TestBlocks:
    @pytest.mark.parametrize("row", BLOCKS, ids=named)
    def test_are_read(self, desk: Desk, row: Row) -> None:
        shown = desk.open(modal(row.block)) if row.in_modal else desk.post(row.block)
        piece = shown.locator(f".{row.type.replace('_', '-')}-block")
        expect(piece).to_have_count(1)
        words = " ".join(piece.inner_text().split())
        assert [each for each in row.reads if each not in words] == []

    def test_that_are_malformed_are_boxes(self, desk: Desk) -> None:
        desk.clear()
        broken = (
            {"type": "section", "block_id": "a", "text": {"type": "plain_text"}},
            {"type": "table", "block_id": "b", "rows": [[{"type": "raw_text", "text": "Cell"}], 7]},
            {"type": "hologram", "block_id": "c", "title": "A <new> one"},
            {"block_id": "d"},
            section("The rest") | {"block_id": "e"},
        )
        bot = desk.slack.app.bot_user_id
        desk.slack.workspace.post(Message(IT, "", bot, "x", blocks=broken))
        desk.slack.workspace.changed()
        message = desk.message()
        boxes = ["section", "table Cell", "hologram A <new> one", "unnamed"]
        expect(message.get_by_role("note")).to_have_text(boxes)
        expect(message).to_contain_text("The rest")

    def test_stand_in_attachments_too(self, desk: Desk) -> None:
        desk.clear()
        old = {"title": "A ticket", "title_link": "https://acme.test/1", "text": "*Bold*"}
        old |= {"fields": [{"title": "Priority", "value": "High", "short": True}]}
        new = {"color": "#f2c744", "blocks": [section("Stuck"), actions(button("Take"))]}
        wrong = {"color": "red;x:y", "fallback": "Only this"}
        desk.client.chat_postMessage(channel=IT, text="x", attachments=[old, new, wrong])
        message = desk.message()
        expect(message.get_by_role("link", name="A ticket")).to_be_visible()
        for words in ("Bold", "Priority", "High", "Stuck", "Only this"):
            expect(message).to_contain_text(words)
        bar = message.locator(".attachment").nth(1)
        expect(bar).to_have_css("border-left-color", "rgb(242, 199, 68)")
        message.get_by_role("button", name="Take").click()
        payload = desk.hears(lambda each: each["type"] == "block_actions")
        assert payload["container"]["type"] == "message_attachment"
        assert payload["container"]["attachment_id"] == 2


class TestQuestion:
    def test_is_asked_first_and_may_be_denied(self, desk: Desk) -> None:
        message = desk.post(actions(button("Go", confirm=SURE), button("Other", "other")))
        message.get_by_role("button", name="Go").click()
        dialog = desk.page.get_by_role("dialog", name="Sure?")
        expect(dialog).to_contain_text("It cannot be undone.")
        dialog.get_by_role("button", name="Leave it").click()
        expect(dialog).to_be_hidden(timeout=PATIENCE)
        message.get_by_role("button", name="Other").click()
        desk.hears(lambda each: each["actions"][0]["action_id"] == "other")
        assert len(desk.app.deliveries) == 1

    def test_puts_back_what_was_chosen_before(self, desk: Desk) -> None:
        message = desk.post(actions(select(initial_option=HIGH, confirm=SURE)))
        pick("Low", label="Choose")(message)
        desk.page.get_by_role("button", name="Leave it").click()
        expect(message.get_by_role("combobox")).to_have_value("High", timeout=PATIENCE)
        pick("Low", label="Choose")(message)
        desk.page.get_by_role("button", name="Do it").click()
        payload = desk.hears(lambda each: each["actions"][0]["selected_option"] == LOW)
        assert payload["actions"][0]["confirm"] == SURE
        assert len(desk.app.deliveries) == 1

    def test_may_have_markup_and_faces(self, desk: Desk) -> None:
        sure = SURE | {"text": {"type": "mrkdwn", "text": "It is *gone* then :crab:"}}
        message = desk.post(actions(button(":tada: Go", confirm=sure)))
        message.get_by_role("button", name="🎉 Go").click()
        dialog = desk.page.get_by_role("dialog", name="Sure?")
        expect(dialog).to_contain_text("It is gone then 🦀")
        expect(dialog.locator("strong")).to_have_text("gone")
        dialog.get_by_role("button", name="Leave it").click()


class TestOverflow:
    def test_opens_an_address(self, desk: Desk) -> None:
        message = desk.post(actions(LINKED))
        message.get_by_role("button", name="More options").click()
        with desk.page.expect_popup() as opened:
            desk.page.get_by_role("menuitem", name="Read it").click()
        opened.value.close()
        payload = desk.hears(lambda each: each["type"] == "block_actions")
        assert payload["actions"][0]["selected_option"]["value"] == "r"


class TestMenuThatTheAppFills:
    def test_asks_as_slack_does(self, desk: Desk) -> None:
        dialog = desk.open(modal(input_("here", "Cat", CATS)))
        box = dialog.get_by_role("combobox", name="Cat")
        box.fill("Hi")
        expect(dialog.get_by_role("status")).to_have_text("Type 3 characters or more.")
        assert desk.app.deliveries == []
        box.fill("Hig")
        expect(dialog.get_by_role("option", name="High")).to_be_visible(timeout=PATIENCE)
        payload = desk.app.pressed
        more = {"container", "action_id", "block_id", "value", "view"}
        assert set(payload) == INTERACTION | more
        assert (payload["type"], payload["value"]) == ("block_suggestion", "Hig")
        box.press("ArrowDown")
        desk.page.keyboard.press("Enter")
        expect(dialog.get_by_role("button", name="Remove High")).to_be_visible()

    def test_asks_at_once_and_shows_groups(self, desk: Desk) -> None:
        groups = [{"label": plain("Urgent"), "options": [HIGH]}]
        with desk.answering("block_suggestion", lambda _: Ack(200, {"option_groups": groups})):
            message = desk.post(actions(CATS | {"min_query_length": 0}))
            message.get_by_role("combobox").focus()
            expect(message.get_by_role("listbox")).to_contain_text("Urgent", timeout=PATIENCE)
            message.get_by_role("option", name="High").click()
        payload = desk.hears(lambda each: each["type"] == "block_actions")
        assert payload["actions"][0]["selected_option"] == HIGH
        message.get_by_role("button", name="Remove High").click()
        desk.hears(lambda each: each["actions"][0].get("selected_option", HIGH) is None)

    @pytest.mark.parametrize(
        ("ack", "words"),
        [
            (Ack(200, {"options": []}), "No results."),
            (Ack(500), "Pick: Herald did not say what there is to choose."),
        ],
    )
    def test_says_why_there_is_nothing(self, desk: Desk, ack: Ack, words: str) -> None:
        with desk.answering("block_suggestion", lambda _: ack):
            message = desk.post(actions(CATS))
            message.get_by_role("combobox").fill("Rex")
            expect(message.get_by_role("status")).to_have_text(words, timeout=PATIENCE)


class TestTyping:
    def test_is_told_on_enter(self, desk: Desk) -> None:
        dialog = desk.open(modal(input_("here", "Word", dispatch_action=True)))
        dialog.get_by_label("Word").fill("Hello")
        dialog.get_by_label("Word").press("Enter")
        payload = desk.hears(lambda each: each["type"] == "block_actions")
        assert set(payload) == INTERACTION | {"container", "trigger_id", "view", "actions"}
        assert payload["actions"][0]["value"] == "Hello"
        assert payload["view"]["state"]["values"]["here"]["text"]["value"] == "Hello"
        assert len(desk.app.deliveries) == 1

    def test_is_told_with_every_character_where_the_app_wants_that(self, desk: Desk) -> None:
        each = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
        element = {"type": "plain_text_input", "action_id": "text", **each}
        dialog = desk.open(modal(input_("here", "Word", element, dispatch_action=True)))
        dialog.get_by_label("Word").press_sequentially("Hey")
        desk.hears(lambda payload: payload["actions"][0]["value"] == "Hey")
        assert len(desk.app.deliveries) == 3

    def test_in_a_message_is_told_with_the_next_click(self, desk: Desk) -> None:
        message = desk.post(input_("why", "Why?"), actions(select(), button("Go")))
        message.get_by_label("Why?").fill("Because")
        pick("Low", label="Choose")(message)
        message.get_by_role("button", name="Go").click()
        payload = desk.hears(lambda each: each["actions"][0]["action_id"] == "press")
        values = payload["state"]["values"]
        assert values["why"]["text"]["value"] == "Because"
        assert values["acts"]["pick"]["selected_option"]["value"] == "low"
        expect(message.get_by_label("Why?")).to_have_value("Because")

    def test_begins_where_the_app_puts_the_focus(self, desk: Desk) -> None:
        focused = {"type": "plain_text_input", "action_id": "text", "focus_on_load": True}
        dialog = desk.open(modal(input_("a", "First"), input_("b", "Second", focused)))
        expect(dialog.get_by_label("Second")).to_be_focused(timeout=PATIENCE)

    @pytest.mark.parametrize(
        ("element", "typed", "complaint"),
        [
            ({"type": "plain_text_input"}, "", "Please complete this required field."),
            ({"type": "plain_text_input", "min_length": 3}, "Hi", "at least 3 characters"),
            ({"type": "email_text_input"}, "bo", "Please enter a valid email address."),
            ({"type": "url_text_input"}, "acme", "Please enter a valid URL."),
            ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "a whole number"),
        ],
    )
    def test_that_slack_does_not_send(
        self, desk: Desk, element: Json, typed: str, complaint: str
    ) -> None:
        dialog = desk.open(modal(input_("here", "Word", {**element, "action_id": "it"})))
        dialog.get_by_label("Word").fill(typed)
        dialog.get_by_role("button", name="Send").click()
        expect(dialog.get_by_role("alert").first).to_contain_text(complaint, timeout=PATIENCE)
        assert desk.app.deliveries == []

    def test_stops_at_the_longest_text(self, desk: Desk) -> None:
        element = {"type": "plain_text_input", "action_id": "text", "max_length": 3}
        dialog = desk.open(modal(input_("here", "Word", element)))
        dialog.get_by_label("Word").press_sequentially("Hello")
        expect(dialog.get_by_label("Word")).to_have_value("Hel")

    def test_is_there_again_when_the_page_is_loaded_anew(self, desk: Desk) -> None:
        many = {"type": "multi_static_select", "action_id": "it", "options": [HIGH, LOW], **PICK}
        one = {"type": "checkboxes", "action_id": "it", "options": [option("Sure", "s")]}
        form = [input_("a", "Word"), input_("b", "Many", many), input_("c", "Tick", one)]
        more = [input_("d", "Cat", CATS | {"placeholder": plain("A cat")})]
        dialog = desk.open(modal(*form, *more))
        dialog.get_by_label("Word").fill("Half a sen")
        pick("High", label="Many")(dialog)
        dialog.get_by_label("Sure").check()
        dialog.get_by_role("combobox", name="Cat").fill("Low")
        dialog.get_by_role("option", name="Low").click()
        desk.page.reload()
        dialog = desk.page.get_by_role("dialog")
        expect(dialog.get_by_label("Word")).to_have_value("Half a sen", timeout=PATIENCE)
        expect(dialog.get_by_label("Sure")).to_be_checked()
        expect(dialog.get_by_role("button", name="Remove Low")).to_be_visible()
        dialog.get_by_label("Word").press("End")
        dialog.get_by_label("Word").press_sequentially("tence")
        values = desk.send(dialog)["view"]["state"]["values"]
        assert values["a"]["text"]["value"] == "Half a sentence"
        assert values["b"]["it"]["selected_options"] == [HIGH]
        assert values["c"]["it"]["selected_options"] == [option("Sure", "s")]
        assert values["d"]["it"]["selected_option"] == LOW
        go_to(desk.page, "it")
        expect(desk.page.get_by_label(re.compile("Message #it"))).to_be_visible(timeout=PATIENCE)


class TestConversations:
    def test_begin_where_one_is_and_may_be_answered_in(self, desk: Desk) -> None:
        element = {"type": "conversations_select", "action_id": "it", **PICK}
        element |= {"default_to_current_conversation": True, "response_url_enabled": True}
        element |= {"filter": {"include": ["public"]}}
        dialog = desk.open(modal(input_("here", "Where?", element)))
        expect(dialog.get_by_role("combobox", name="Where?")).to_have_value("#it")
        dialog.get_by_role("combobox", name="Where?").click()
        expect(desk.page.get_by_role("option", name="#general")).to_be_visible(timeout=PATIENCE)
        expect(desk.page.get_by_role("option", name="Herald")).to_have_count(0)
        dialog.get_by_role("combobox", name="Where?").press("Tab")
        (url,) = desk.send(dialog)["response_urls"]
        assert (url["channel_id"], url["block_id"], url["action_id"]) == (IT, "here", "it")


class TestMany:
    def test_are_not_more_than_the_app_takes(self, desk: Desk) -> None:
        many = {"type": "multi_static_select", "action_id": "it", "options": [HIGH, LOW], **PICK}
        dialog = desk.open(modal(input_("here", "Pick", many | {"max_selected_items": 1})))
        pick("High")(dialog)
        box = dialog.get_by_role("combobox", name="Pick")
        box.click()
        low = desk.page.get_by_role("option", name="Low")
        low.click()
        expect(low).to_have_attribute("aria-selected", "false")
        box.press("Tab")
        state = desk.send(dialog)["view"]["state"]["values"]["here"]["it"]
        assert state["selected_options"] == [HIGH]
