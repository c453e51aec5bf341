"""What is said of messages that cannot be delivered, or come late."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outbox import blocks
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import State
from tests.clock import MONDAY_MORNING as NOW

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "x"}}
MOMENT = "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>"


def message(text: str, destination: str = "C1", **more: Any) -> OutboxMessage:
    payload = {"text": text, **more}
    return OutboxMessage(destination=destination, payload=payload, created_at=NOW)


def headed(headline: str) -> OutboxMessage:
    header = {"type": "header", "text": {"type": "plain_text", "text": headline}}
    return message("ESC-1. A long text", blocks=[header, SECTION])


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


ADVICE = [
    ("not_in_channel", "I'm not in it. Type `/invite @Lockstep` there"),
    ("channel_not_found", "I can't see it. If it is private, type `/invite @Lockstep` there"),
    (
        "is_archived",
        "it is archived. Un-archive it, or choose another with `/align settings`",
    ),
    (
        "restricted_action",
        "Slack refused (restricted_action). Ask whoever runs Lockstep to look at its permissions",
    ),
    (
        "<!here>",
        "Slack refused (&lt;!here&gt;). Ask whoever runs Lockstep to look at its permissions",
    ),
]


class TestCannotDeliver:
    @pytest.mark.parametrize(("error", "why"), ADVICE)
    def test_says_which_waits_and_why_and_what_to_do(self, error: str, why: str) -> None:
        assert blocks.cannot_deliver(message("ESC-1: Ivan, please look"), error) == (
            f"I can't post in <#C1> yet: {why}, and I'll deliver by myself: "
            "ESC-1: Ivan, please look"
        )

    @pytest.mark.parametrize("person", ["U1", "W1"])
    @pytest.mark.parametrize(
        ("error", "why"),
        [
            (
                "channel_not_found",
                "Slack does not know them here any more. Ask somebody else",
            ),
            ("user_not_found", "Slack does not know them here any more. Ask somebody else"),
            ("user_disabled", "their account is deactivated. Ask somebody else"),
            (
                "cannot_dm_bot",
                "Slack refused (cannot_dm_bot). Ask whoever runs Lockstep to look at its "
                "permissions",
            ),
        ],
    )
    def test_says_who_cannot_be_written_to(self, person: str, error: str, why: str) -> None:
        sentence = blocks.cannot_deliver(message("ESC-1", person), error)
        assert sentence == f"I can't write to <@{person}>: {why}: ESC-1"

    def test_names_a_card_by_its_headline(self) -> None:
        sentence = blocks.cannot_deliver(headed("ESC-1: <!channel> & co"), "is_archived")
        assert sentence.endswith("I'll deliver by myself: ESC-1: &lt;!channel&gt; &amp; co")

    def test_names_a_card_without_headline_by_its_text(self) -> None:
        sentence = blocks.cannot_deliver(message("ESC-1", blocks=[SECTION]), "is_archived")
        assert sentence.endswith("I'll deliver by myself: ESC-1")

    def test_keeps_the_mentions_of_our_own_sentence(self) -> None:
        sentence = blocks.cannot_deliver(message("<@U1> set me up here."), "is_archived")
        assert sentence.endswith("I'll deliver by myself: <@U1> set me up here.")


class TestCannotLook:
    @pytest.mark.parametrize(("error", "why"), ADVICE)
    def test_says_which_may_not_be_there(self, error: str, why: str) -> None:
        assert blocks.cannot_look(message("ESC-1"), error) == (
            f"Slack did not tell me whether this arrived in <#C1>, and I can't look: {why}, and "
            "I'll make sure of it: ESC-1"
        )

    def test_says_in_whose_direct_messages(self) -> None:
        sentence = blocks.cannot_look(message("ESC-1", "U1"), "not_in_channel")
        assert "arrived in the direct messages of <@U1>, and" in sentence


class TestGivenUp:
    def test_says_that_it_never_arrives(self) -> None:
        assert blocks.given_up(headed("ESC-1: Help"), "invalid_blocks") == (
            "Slack did not take this message for <#C1> (invalid_blocks), and would not take it "
            "again. Tell whoever runs Lockstep, and the people it was for: ESC-1: Help"
        )

    def test_shows_an_error_as_it_is(self) -> None:
        assert "(&lt;!here&gt;)" in blocks.given_up(message("x", "U1"), "<!here>")


class TestSentences:
    def test_are_there_for_each_state_that_an_owner_is_told_of(self) -> None:
        assert set(blocks.SENTENCES) == {State.PARKED, State.UNKNOWN, State.FAILED}


class TestDrawn:
    def test_is_the_whole_message(self) -> None:
        card = message("Hello", blocks=[SECTION])
        assert blocks.drawn(card) == {"text": "Hello", "blocks": [SECTION]}

    def test_is_only_the_text_once_slack_took_offence(self) -> None:
        card = message("Hello", blocks=[SECTION])
        card.simplified_at = NOW
        assert blocks.drawn(card) == {"text": "Hello"}


class TestDelayed:
    def test_says_nothing_of_a_short_delay(self) -> None:
        card = message("Hello", blocks=[SECTION])
        assert blocks.delayed(card, now=NOW + minutes(4.99)) == card.payload

    @pytest.mark.parametrize(
        ("late", "span"),
        [(5, "5 min"), (47.4, "47 min"), (59.6, "1 h"), (61, "1 h 1 min"), (3000, "50 h")],
    )
    def test_says_how_late_it_is_and_from_when(self, late: float, span: str) -> None:
        assert blocks.delayed(message("Hello"), now=NOW + minutes(late)) == {
            "text": f"Hello\nDelayed {span}: this is from {MOMENT}."
        }

    def test_says_it_below_the_blocks_too(self) -> None:
        card = message("Hello", blocks=[SECTION])
        first, line = blocks.delayed(card, now=NOW + minutes(47))["blocks"]
        assert first == SECTION
        assert line["type"] == "context"
        assert line["elements"][0]["text"] == f"Delayed 47 min: this is from {MOMENT}."
        assert card.payload["blocks"] == [SECTION]

    def test_says_it_in_the_text_only_where_there_is_no_room(self) -> None:
        card = message("Hello", blocks=[SECTION] * 50)
        late = blocks.delayed(card, now=NOW + minutes(47))
        assert late["blocks"] == [SECTION] * 50
        assert "Delayed 47 min" in late["text"]


class TestCatchUp:
    def test_names_what_was_missed(self) -> None:
        missed = [headed("Stand-up: <Marketing>"), message("Digest")]
        until = NOW + minutes(60)
        text = blocks.catch_up(missed, since=NOW, until=until)
        assert text == (
            f"I could not reach Slack from {MOMENT} to "
            "<!date^1795428000^{date_short_pretty} at {time}|Mon 23 Nov 10:00 UTC>. "
            "This came too late to be posted:\n• Stand-up: &lt;Marketing&gt;\n• Digest"
        )

    def test_counts_the_rest_of_many(self) -> None:
        missed = [message(f"M{number}") for number in range(8)]
        text = blocks.catch_up(missed, since=NOW, until=NOW)
        assert text.endswith("• M3\n• M4\n• and 3 more")
        assert "M5" not in text
