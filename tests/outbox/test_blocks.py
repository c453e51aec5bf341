"""What the owner of a message reads when it cannot be delivered."""

import pytest

from bot.outbox import blocks
from bot.outbox.models import OutboxMessage


def message(text: str, destination: str = "C1") -> OutboxMessage:
    return OutboxMessage(destination=destination, payload={"text": text})


class TestCannotDeliver:
    @pytest.mark.parametrize(
        ("error", "why"),
        [
            ("not_in_channel", "I'm not in it. Type `/invite @Lockstep` there"),
            (
                "channel_not_found",
                "I can't see it. If it is private, type `/invite @Lockstep` there",
            ),
            (
                "is_archived",
                "it is archived. Un-archive it, or choose another channel with `/align setup`",
            ),
            (
                "missing_scope",
                "Slack refused (missing_scope). Ask whoever runs Lockstep to look at its "
                "permissions",
            ),
        ],
    )
    def test_says_which_waits_and_why_and_what_to_do(self, error: str, why: str) -> None:
        assert blocks.cannot_deliver(message("ESC-1: Ivan, please look"), error) == (
            f"I can't post in <#C1> yet: {why}, and I'll deliver by myself: "
            "ESC-1: Ivan, please look"
        )

    def test_names_a_card_by_its_headline(self) -> None:
        card = message("ESC-1. A long text")
        header = {"type": "plain_text", "text": "ESC-1: <!channel> & co"}
        card.payload = {**card.payload, "blocks": [{"type": "header", "text": header}]}
        sentence = blocks.cannot_deliver(card, "is_archived")
        assert sentence.endswith("I'll deliver by myself: ESC-1: &lt;!channel&gt; &amp; co")

    def test_keeps_the_mentions_of_our_own_sentence(self) -> None:
        sentence = blocks.cannot_deliver(message("<@U1> set me up here."), "is_archived")
        assert sentence.endswith("I'll deliver by myself: <@U1> set me up here.")
