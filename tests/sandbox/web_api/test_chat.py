"""Posting, editing and deleting, and each way Slack refuses it."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import CannotDo, Person, Sandbox, rate
from tests.clock import MovedClock
from tests.sandbox.blocks import actions, button, section
from tests.sandbox.conftest import refusal

METADATA = {"event_type": "outbox", "event_payload": {"k": "1.ab"}}


class TestPostMessage:
    def test_puts_the_message_in_the_channel(self, client: WebClient, ivan: Person) -> None:
        client.chat_postMessage(channel="C0IT0000003", text="Hello <@U0IVAN00003>")
        assert [message.plain for message in ivan.sees("#it")] == ["Hello @Ivan Kovac"]

    def test_answers_with_the_message_as_it_is_kept(self, client: WebClient) -> None:
        response = client.chat_postMessage(
            channel="C0IT0000003", text="x", blocks=[section("x")], metadata=METADATA
        )
        assert response["channel"] == "C0IT0000003"
        assert response["ts"] == response["message"]["ts"] == "1795424400.000000"
        assert response["message"]["bot_id"] == "B0SANDBOX01"
        assert response["message"]["metadata"] == METADATA
        assert response["message"]["blocks"][0]["block_id"]

    def test_posts_to_a_persons_id_into_her_direct_messages(
        self, slack: Sandbox, client: WebClient, maya: Person
    ) -> None:
        response = client.chat_postMessage(channel=maya.id, text="For you")
        assert response["channel"].startswith("D")
        assert [message.text for message in maya.dm()] == ["For you"]

    def test_takes_form_and_json_bodies_alike(self, client: WebClient, ivan: Person) -> None:
        blocks = [section("same")]
        client.api_call("chat.postMessage", json={"channel": "#it", "text": "a", "blocks": blocks})
        client.api_call("chat.postMessage", data={"channel": ivan.id, "text": "b", "blocks": "[]"})
        assert [message.plain for message in ivan.sees("#it")] == ["same"]
        assert [message.plain for message in ivan.dm()] == ["b"]

    def test_needs_no_text_beside_blocks(self, client: WebClient, ivan: Person) -> None:
        blocks = [section("words in a block")]
        posted = client.api_call("chat.postMessage", json={"channel": ivan.id, "blocks": blocks})
        assert posted["message"]["text"] == ""
        assert [message.plain for message in ivan.dm()] == ["words in a block"]

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ({"channel": "C0NOWHERE01"}, "channel_not_found"),
            ({"channel": "#leads"}, "channel_not_found"),  # private, and the app is not in it
            ({"channel": "#old-news"}, "is_archived"),
            ({"channel": "U0DAN000007"}, "channel_not_found"),  # deactivated
            ({"text": ""}, "no_text"),
            ({"text": "", "blocks": []}, "no_text"),
            ({"text": "x" * 40_001}, "msg_too_long"),
            ({"blocks": "not json"}, "invalid_blocks_format"),
            ({"blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
            ({"attachments": [{"blocks": [{"type": "nonsense"}]}]}, "invalid_attachments"),
            ({"attachments": ["nonsense"]}, "invalid_attachments"),
            (
                {
                    "blocks": [
                        {"type": "markdown", "text": "x" * 11_000},
                        {"type": "markdown", "text": "x" * 1000},
                        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 1201}},
                    ]
                },
                "msg_blocks_too_long",
            ),
            ({"thread_ts": "1.000000"}, "thread_not_found"),
            ({"metadata": {"event_type": "x"}}, "invalid_metadata_format"),
            (
                {"metadata": {"event_type": "x", "event_payload": {"y": "z" * 16_000}}},
                "metadata_too_large",
            ),
        ],
    )
    def test_refuses(self, client: WebClient, arguments: dict[str, object], error: str) -> None:
        complete = {"channel": "#it", "text": "x", **arguments}
        error_code = refusal(client.api_call, api_method="chat.postMessage", json=complete)
        assert error_code == error

    def test_refuses_a_public_channel_the_app_is_not_in(
        self, slack: Sandbox, client: WebClient
    ) -> None:
        slack.channel("#it").members.discard(slack.app.bot_user_id)
        assert refusal(client.chat_postMessage, channel="#it", text="x") == "not_in_channel"

    def test_names_the_place_of_a_wrong_block(self, client: WebClient) -> None:
        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel="#it", text="x", blocks=[section("x" * 3001)])
        assert refused.value.response["response_metadata"]["messages"] == [
            "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
        ]

    def test_lets_one_post_a_second_into_a_channel(
        self, client: WebClient, clock: MovedClock
    ) -> None:
        client.chat_postMessage(channel="#it", text="1")
        client.chat_postMessage(channel="#marketing", text="1")
        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel="#it", text="2")
        assert refused.value.response.status_code == 429
        assert refused.value.response.headers["Retry-After"] == "1"
        clock.advance(seconds=1)
        client.chat_postMessage(channel="#it", text="2")

    def test_does_not_limit_the_rate_when_told_so(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock, rate_limits=rate.OFF) as slack:
            client = WebClient(slack.bot_token, base_url=slack.api_url)
            for number in range(3):
                client.chat_postMessage(channel="#it", text=str(number))
            assert len(slack.channel("#it").messages) == 3


class TestUpdate:
    def test_edits_in_place(self, client: WebClient, ivan: Person) -> None:
        posted = client.chat_postMessage(channel="#it", text="a", metadata=METADATA)
        client.chat_update(channel=posted["channel"], ts=posted["ts"], text="b")
        (message,) = ivan.sees("#it")
        assert (message.text, message.ts) == ("b", posted["ts"])
        assert message.edited
        assert message.metadata == METADATA

    def test_keeps_blocks_it_is_not_given(self, client: WebClient, ivan: Person) -> None:
        posted = client.chat_postMessage(channel="#it", text="a", blocks=[section("block")])
        client.chat_update(channel=posted["channel"], ts=posted["ts"], text="b")
        assert ivan.sees("#it")[0].plain == "block"
        client.chat_update(channel=posted["channel"], ts=posted["ts"], text="b", blocks=[])
        assert ivan.sees("#it")[0].plain == "b"

    def test_refuses_what_is_not_there(self, client: WebClient) -> None:
        error = refusal(client.chat_update, channel="C0IT0000003", ts="1.000000", text="x")
        assert error == "message_not_found"

    def test_refuses_somebody_elses_message(self, client: WebClient, ivan: Person) -> None:
        said = ivan.say("mine", channel="#it")
        error = refusal(client.chat_update, channel=said.channel, ts=said.ts, text="x")
        assert error == "cant_update_message"

    def test_refuses_an_ephemeral_message(self, client: WebClient, ivan: Person) -> None:
        posted = client.chat_postEphemeral(channel="C0IT0000003", user=ivan.id, text="psst")
        error = refusal(
            client.chat_update, channel="C0IT0000003", ts=posted["message_ts"], text="x"
        )
        assert error == "message_not_found"

    def test_refuses_more_than_4000_characters(self, client: WebClient) -> None:
        posted = client.chat_postMessage(channel="#it", text="a")
        error = refusal(
            client.chat_update, channel=posted["channel"], ts=posted["ts"], text="x" * 4001
        )
        assert error == "msg_too_long"


class TestDelete:
    def test_takes_the_message_away(self, client: WebClient, ivan: Person) -> None:
        posted = client.chat_postMessage(channel="#it", text="a")
        client.chat_delete(channel=posted["channel"], ts=posted["ts"])
        assert ivan.sees("#it") == []

    def test_refuses_somebody_elses_message(self, client: WebClient, ivan: Person) -> None:
        said = ivan.say("mine", channel="#it")
        error = refusal(client.chat_delete, channel=said.channel, ts=said.ts)
        assert error == "cant_delete_message"


class TestPostEphemeral:
    def test_shows_it_to_one_person_only(
        self, client: WebClient, ivan: Person, slack: Sandbox
    ) -> None:
        client.chat_postEphemeral(channel="C0IT0000003", user=ivan.id, text="psst")
        assert [message.text for message in ivan.sees("#it")] == ["psst"]
        assert slack.person("Bo").sees("#it") == []
        assert client.conversations_history(channel="C0IT0000003")["messages"] == []

    def test_refuses_somebody_outside_the_channel(self, client: WebClient, maya: Person) -> None:
        error = refusal(client.chat_postEphemeral, channel="#it", user=maya.id, text="psst")
        assert error == "user_not_in_channel"

    def test_is_read_in_a_thread_that_has_begun(self, client: WebClient, ivan: Person) -> None:
        first = ivan.say("?", channel="#it")
        client.chat_postEphemeral(
            channel=first.channel, user=ivan.id, text="psst", thread_ts=first.ts
        )
        assert [message.text for message in ivan.sees("#it")] == ["?"]
        ivan.say("!", channel="#it", thread_ts=first.ts)
        assert [message.text for message in ivan.sees("#it")] == ["?", "psst", "!"]

    def test_has_no_buttons_before_its_thread_has_begun(
        self, client: WebClient, ivan: Person
    ) -> None:
        first = ivan.say("?", channel="#it")
        client.chat_postEphemeral(
            channel=first.channel,
            user=ivan.id,
            text="psst",
            blocks=[actions(button("Go", action_id="go"))],
            thread_ts=first.ts,
        )
        with pytest.raises(CannotDo):
            ivan.click("Go")


class TestGetPermalink:
    def test_points_at_the_message(self, client: WebClient, slack: Sandbox) -> None:
        posted = client.chat_postMessage(channel="#it", text="a")
        reply = client.chat_postMessage(channel="U0IVAN00003", text="b")
        link = client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
        assert link["permalink"] == f"{slack.url}/archives/C0IT0000003/p1795424400000000"
        assert reply["ts"] != posted["ts"]

    def test_names_the_thread_of_a_reply(self, client: WebClient, clock: MovedClock) -> None:
        posted = client.chat_postMessage(channel="#it", text="a", blocks=[actions(button("A"))])
        clock.advance(seconds=2)
        reply = client.chat_postMessage(channel="#it", text="b", thread_ts=posted["ts"])
        link = client.chat_getPermalink(channel=posted["channel"], message_ts=reply["ts"])
        assert link["permalink"].endswith(f"?thread_ts={posted['ts']}&cid=C0IT0000003")
