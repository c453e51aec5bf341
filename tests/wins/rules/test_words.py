"""What has to be said of a win, besides names and emoji."""

import pytest

from bot.wins.rules.words import is_enough, said, source_of_message


class TestIsEnough:
    @pytest.mark.parametrize(
        "what",
        [
            "shipped the new checkout",
            "Die Übergabe lief glatt",
            "新しい決済画面を二週間で公開しました",
            "<@U1> and <@U2> cut page load by 38 %",
        ],
    )
    def test_is_what_tells_others_what_was_done(self, what: str) -> None:
        assert is_enough(what)

    @pytest.mark.parametrize(
        "what",
        [
            "",
            "nice job!",
            "great work :tada: :tada: :rocket: :clap::skin-tone-3:",
            "<@U0000000001> <@U0000000002> <!subteam^S000001> yay",
            "@ana.ribeiro @bo_chen @maya well done",
            "\U0001f389" * 40,
            "\U0001f468\u200d\U0001f469\u200d\U0001f467 wow" * 3,
            "\u200b" * 40,
        ],
    )
    def test_is_not_a_cheer(self, what: str) -> None:
        assert not is_enough(what)


class TestSaid:
    def test_leaves_out_names_and_emoji(self) -> None:
        assert said("<@U1> wrote to a@b.example :tada: \U0001f389 at 12:30:15") == (
            "wrote to a@b.example at 12:30:15"
        )


class TestSourceOfMessage:
    def test_is_short_and_the_messages_own(self) -> None:
        one = source_of_message("C1", "1.1")
        assert len(one) == 24
        assert one == source_of_message("C1", "1.1")
        assert one not in {source_of_message("C2", "1.1"), source_of_message("C1", "1.2")}
