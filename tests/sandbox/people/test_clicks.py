"""Pressing, choosing, and what an app may do with a response URL."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from sandbox import Ack, CannotDo, Person, Sandbox, elements
from tests.clock import MovedClock
from tests.sandbox.blocks import actions, button, input_, option, plain, section, select
from tests.sandbox.listener import Listener


@pytest.fixture
def card(client: WebClient) -> str:
    """A message in #it with two buttons and a select; its ts."""
    blocks = [section("Stuck"), actions(button("Take it", "take", value="7"), select())]
    return str(client.chat_postMessage(channel="#it", text="Stuck", blocks=blocks)["ts"])


class TestClick:
    def test_sends_the_buttons_value(self, app: Listener, ivan: Person, card: str) -> None:
        assert ivan.sees("#it")[0].buttons == ["Take it"]
        assert ivan.click("Take it").error is None
        (action,) = app.pressed["actions"]
        assert (action["action_id"], action["value"], action["type"]) == ("take", "7", "button")
        assert app.pressed["message"]["ts"] == card

    def test_finds_the_newest_message_with_the_button(
        self, app: Listener, client: WebClient, clock: MovedClock, ivan: Person, card: str
    ) -> None:
        clock.advance(seconds=1)
        newer = client.chat_postMessage(
            channel=ivan.id, text="x", blocks=[actions(button("Take it", "take"))]
        )
        ivan.click("take")
        assert app.pressed["message"]["ts"] == newer["ts"]
        ivan.click("take", ivan.sees("#it")[0])
        assert app.pressed["message"]["ts"] == card

    def test_presses_the_message_as_it_is_now(
        self, app: Listener, client: WebClient, ivan: Person, card: str
    ) -> None:
        before = ivan.sees("#it")[0]
        blocks = [actions(button("Answer", "answer"))]
        client.chat_update(channel="C0IT0000003", ts=card, text="x", blocks=blocks)
        with pytest.raises(CannotDo, match="sees no button 'Take it'"):
            ivan.click("Take it", before)
        client.chat_delete(channel="C0IT0000003", ts=card)
        with pytest.raises(CannotDo, match="gone"):
            ivan.click("Answer", before)

    def test_works_in_a_message_only_she_sees(
        self, app: Listener, client: WebClient, ivan: Person, slack: Sandbox
    ) -> None:
        blocks = [actions(button("Set up"))]
        client.chat_postEphemeral(channel="#it", user=ivan.id, text="x", blocks=blocks)
        with pytest.raises(CannotDo):
            slack.person("Bo").click("Set up")
        ivan.click("Set up")
        assert app.pressed["container"]["is_ephemeral"]
        assert "message" not in app.last

    def test_presses_what_is_pointed_at_among_others_like_it(
        self, app: Listener, client: WebClient, ivan: Person
    ) -> None:
        rows = [actions(button("Take", "take", value=value)) for value in ("one", "two")]
        blocks = [{**row, "block_id": row["elements"][0]["value"]} for row in rows]
        ts = client.chat_postMessage(channel="#it", text="x", blocks=blocks)["ts"]
        (message,) = ivan.sees("#it")
        _, second = elements.placed(message.blocks)
        ivan.click(second, message)
        assert app.pressed["actions"][0]["value"] == "two"
        moved = [
            section("Newer"),
            *[{**row, "block_id": f"new-{row['block_id']}"} for row in blocks],
        ]
        client.chat_update(channel="C0IT0000003", ts=ts, text="x", blocks=moved)
        ivan.click(second, message)
        assert app.pressed["actions"][0]["value"] == "two"
        client.chat_update(channel="C0IT0000003", ts=ts, text="x", blocks=moved[:2])
        with pytest.raises(CannotDo, match="sees no button 'Take'"):
            ivan.click(second, message)

    def test_presses_a_button_of_an_attachment(
        self, app: Listener, client: WebClient, ivan: Person
    ) -> None:
        """Slack: /reference/interaction-payloads/block_actions-payload, its second sample."""
        named = {"color": "#f2c744", "blocks": [section("Stuck"), actions(button("Take"))]}
        old = {"text": "Old", "fallback": "Old"}
        client.chat_postMessage(channel="#it", text="x", attachments=[old, named])
        assert ivan.sees("#it")[0].buttons == ["Take"]
        ivan.click("Take")
        assert app.pressed["container"] == {
            "type": "message_attachment",
            "message_ts": app.pressed["message"]["ts"],
            "attachment_id": 2,
            "channel_id": "C0IT0000003",
            "is_ephemeral": False,
            "is_app_unfurl": False,
        }
        first, second = app.pressed["message"]["attachments"]
        assert first == {"id": 1, **old}
        assert [block["type"] for block in second["blocks"]] == ["section", "actions"]

    def test_opens_a_menu_and_presses_what_it_offers(
        self, app: Listener, client: WebClient, ivan: Person
    ) -> None:
        menu = {"type": "overflow", "action_id": "more"}
        menu |= {"options": [option("Hand on", "on"), option("Drop", "7")]}
        blocks = [{**section("x"), "accessory": menu}, actions(button("Drop it", "drop"))]
        client.chat_postMessage(channel="#it", text="x", blocks=blocks)
        (message,) = ivan.sees("#it")
        ivan.click("Drop", message)
        (action,) = app.pressed["actions"]
        assert (action["action_id"], action["type"]) == ("more", "overflow")
        assert action["selected_option"] == option("Drop", "7")
        for nothing in ("more", "7", "Hand"):
            with pytest.raises(CannotDo, match="sees no button"):
                ivan.click(nothing, message)

    def test_marks_a_message_whose_app_did_not_answer(
        self, app: Listener, ivan: Person, card: str
    ) -> None:
        app.answers["block_actions"] = lambda _: Ack(500)
        reply = ivan.click("Take it")
        assert reply.error == "http_service_error"
        assert reply.told
        assert ivan.sees("#it")[0].warned == {ivan.id}
        app.answers.clear()
        ivan.click("Take it")
        assert ivan.sees("#it")[0].warned == frozenset()


class TestChoose:
    def test_picks_an_option_of_a_message(self, app: Listener, ivan: Person, card: str) -> None:
        ivan.choose("pick", "Low")
        chosen = option("Low", "low")
        assert app.pressed["actions"][0]["selected_option"] == chosen
        assert app.pressed["state"]["values"]["acts"]["pick"]["selected_option"] == chosen

    @pytest.mark.parametrize(
        "choice",
        [
            ({"type": "datepicker"}, "2026-12-24", {"selected_date": "2026-12-24"}),
            ({"type": "timepicker"}, "09:30", {"selected_time": "09:30"}),
            ({"type": "datetimepicker"}, "1795424400", {"selected_date_time": 1795424400}),
            (
                {"type": "datetimepicker"},
                "2026-07-01 09:30",
                {"selected_date_time": 1782891000},
            ),
            ({"type": "users_select"}, "@Bo", {"selected_user": "U0BO0000004"}),
            ({"type": "conversations_select"}, "#it", {"selected_conversation": "C0IT0000003"}),
            (
                {"type": "overflow", "options": [option("Delete", "d")]},
                "Delete",
                {"selected_option": option("Delete", "d")},
            ),
            (
                {"type": "checkboxes", "options": [option("A", "a"), option("B", "b")]},
                ["A", "b"],
                {"selected_options": [option("A", "a"), option("B", "b")]},
            ),
        ],
    )
    def test_sends_what_each_element_holds(
        self,
        app: Listener,
        client: WebClient,
        ivan: Person,
        choice: tuple[dict[str, Any], Any, dict[str, Any]],
    ) -> None:
        element, value, sent = choice
        blocks = [actions({**element, "action_id": "it"})]
        client.chat_postMessage(channel="#it", text="x", blocks=blocks)
        ivan.choose("it", value)
        assert app.pressed["actions"][0].items() >= sent.items()

    def test_says_again_how_the_app_had_set_it_up(
        self, app: Listener, client: WebClient, ivan: Person
    ) -> None:
        sure = {"title": plain("Sure?"), "text": plain("x"), "confirm": plain("Y")}
        more = {"placeholder": plain("Pick"), "confirm": sure | {"deny": plain("N")}}
        more["initial_option"] = option("High", "high")
        client.chat_postMessage(channel="#it", text="x", blocks=[actions(select(**more))])
        ivan.choose("pick", "Low")
        assert app.pressed["actions"][0].items() >= more.items()

    def test_stays_in_the_message_for_whoever_chose(
        self, app: Listener, client: WebClient, ivan: Person, slack: Sandbox, card: str
    ) -> None:
        ivan.choose("pick", "Low")
        ivan.click("Take it")
        assert chosen_in(app.pressed) == option("Low", "low")
        slack.person("Bo").click("Take it")
        assert chosen_in(app.pressed) is None
        blocks = [section("Still"), actions(button("Take it", "take"), select())]
        client.chat_update(channel="C0IT0000003", ts=card, text="x", blocks=blocks)
        ivan.click("Take it")
        assert chosen_in(app.pressed) == option("Low", "low")
        other = select(type="radio_buttons")
        blocks = [actions(button("Take it", "take"), other)]
        client.chat_update(channel="C0IT0000003", ts=card, text="x", blocks=blocks)
        ivan.click("Take it")
        assert chosen_in(app.pressed) is None

    def test_starts_in_the_conversation_where_the_app_wants_that(
        self, app: Listener, client: WebClient, ivan: Person
    ) -> None:
        here = {"type": "conversations_select", "default_to_current_conversation": True}
        elements = [
            {**here, "action_id": "one"},
            {**here, "action_id": "many", "type": "multi_conversations_select"},
            {**here, "action_id": "named", "initial_conversation": "C0GENERAL01"},
            {**here, "action_id": "none", "filter": {"include": ["private"]}},
        ]
        blocks = [actions(button("Go"), *elements)]
        client.chat_postMessage(channel="#it", text="x", blocks=blocks)
        ivan.click("Go")
        values = app.pressed["state"]["values"]["acts"]
        assert values["one"]["selected_conversation"] == "C0IT0000003"
        assert values["many"]["selected_conversations"] == ["C0IT0000003"]
        assert values["named"]["selected_conversation"] == "C0GENERAL01"
        assert values["none"]["selected_conversation"] is None

    def test_fills_an_input_of_a_message_for_the_next_click(
        self, app: Listener, client: WebClient, ivan: Person
    ) -> None:
        """Slack: /reference/block-kit/blocks/input-block, "Messages"."""
        blocks = [input_("why", "Why?"), actions(button("Go"))]
        client.chat_postMessage(channel="#it", text="x", blocks=blocks)
        assert ivan.choose("Why?", "Because") is None
        assert app.deliveries == []
        ivan.click("Go")
        typed = {"type": "plain_text_input", "value": "Because"}
        assert app.pressed["state"]["values"] == {"why": {"text": typed}}

    def test_is_impossible_for_what_slack_only_starts(
        self, client: WebClient, ivan: Person
    ) -> None:
        run = {"type": "workflow_button", "action_id": "run", "text": plain("Run")}
        run["workflow"] = {"trigger": {"url": "https://slack.com/shortcuts/Ft1/x"}}
        client.chat_postMessage(channel="#it", text="x", blocks=[actions(run)])
        with pytest.raises(CannotDo, match="nothing to choose called 'Run'"):
            ivan.choose("Run", "x")

    def test_is_impossible_where_nothing_is_to_choose(self, app: Listener, ivan: Person) -> None:
        with pytest.raises(CannotDo, match="nothing to choose"):
            ivan.choose("it", "x")


def chosen_in(payload: dict[str, Any]) -> Any:
    """Return what stands in the menu of a message, as the app hears it."""
    return payload["state"]["values"]["acts"]["pick"]["selected_option"]


class TestResponseUrl:
    def test_replaces_and_deletes_the_original(
        self, app: Listener, ivan: Person, card: str
    ) -> None:
        ivan.click("Take it")
        url = WebhookClient(app.pressed["response_url"])
        assert url.send(text="Taken", replace_original=True).body == "ok"
        assert [message.plain for message in ivan.sees("#it")] == ["Taken"]
        url.send(delete_original=True)
        assert ivan.sees("#it") == []

    def test_answers_her_alone_unless_told_otherwise(
        self, app: Listener, ivan: Person, slack: Sandbox
    ) -> None:
        ivan.command("/align", channel="#it")
        url = WebhookClient(app.pressed["response_url"])
        url.send(text="psst")
        url.send(text="all", response_type="in_channel")
        assert [message.text for message in ivan.sees("#it")] == ["psst", "all"]
        assert [message.text for message in slack.person("Bo").sees("#it")] == ["all"]

    def test_is_used_up_after_five(self, app: Listener, ivan: Person) -> None:
        ivan.command("/align", channel="#it")
        url = WebhookClient(app.pressed["response_url"])
        assert [url.send(text="x").status_code for _ in range(5)] == [200] * 5
        sixth = url.send(text="x")
        assert (sixth.status_code, sixth.body) == (404, '{"ok":false,"error":"used_url"}')

    def test_ends_after_thirty_minutes(
        self, app: Listener, ivan: Person, clock: MovedClock
    ) -> None:
        ivan.command("/align", channel="#it")
        url = WebhookClient(app.pressed["response_url"])
        clock.advance(minutes=29, seconds=59)
        assert url.send(text="x").status_code == 200
        clock.advance(seconds=1)
        assert "expired_url" in url.send(text="x").body
        clock.advance(days=1)
        ivan.command("/align", channel="#it")
        assert "invalid_url" in url.send(text="x").body

    @pytest.mark.parametrize(
        ("body", "error"),
        [
            ({"response_type": "ephemeral"}, "no_text"),
            ({"text": "x", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
            ({"text": "x", "response_type": "loud"}, "invalid_response_type"),
        ],
    )
    def test_refuses(self, app: Listener, ivan: Person, body: dict[str, Any], error: str) -> None:
        ivan.command("/align", channel="#it")
        response = WebhookClient(app.pressed["response_url"]).send_dict(body)
        assert response.status_code == 400
        assert error in response.body

    def test_refuses_an_address_that_was_never_given(self, slack: Sandbox) -> None:
        response = WebhookClient(slack.url + "/actions/T/1/x").send(text="x")
        assert "invalid_url" in response.body
