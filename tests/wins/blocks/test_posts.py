"""Wins that name many people, within what Slack takes."""

import pytest

from bot.wins.blocks import posts, sentences
from bot.wins.blocks.names import named
from bot.wins.models import Honoree, Post, Told, Win
from bot.wins.rules import PEOPLE_MAX

WIDE = {"plain": "x" * 500, "escaped": "&" * 500, "emoji": "\U0001f389" * 500, "rtl": "א" * 500}


def win(what: str, people: int = PEOPLE_MAX) -> Win:
    """Return a win of so many people."""
    honorees = [Honoree(user_id=f"U{each:010}") for each in range(people)]
    return Win(id=1, number=1, what=what, given_by="UMAYA", honorees=honorees, cheers=[])


class TestNamed:
    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (1, "<@U1>"),
            (2, "<@U1> and <@U2>"),
            (3, "<@U1>, <@U2> and <@U3>"),
            (4, "<@U1>, <@U2>, <@U3> and 1 more"),
            (16, "<@U1>, <@U2>, <@U3> and 13 more"),
        ],
    )
    def test_names_some_and_counts_the_rest(self, number: int, said: str) -> None:
        assert named([f"U{each}" for each in range(1, number + 1)], 3) == said


class TestMessage:
    @pytest.mark.parametrize("what", WIDE.values(), ids=WIDE)
    @pytest.mark.parametrize("people", [1, 20, PEOPLE_MAX])
    def test_is_within_what_slack_takes(self, what: str, people: int) -> None:
        post = Post(alt=None, told=[Told(win=win(what, people)) for _each in range(40)])
        for text, blocks in (posts.message(post), *posts.replies(post)):
            assert len(text.encode()) <= 4000
            assert len(blocks) <= 50
            sections = [each["text"]["text"] for each in blocks if each["type"] == "section"]
            assert all(len(each) <= 3000 and "…" not in each for each in sections)

    def test_names_twenty_and_counts_the_rest(self) -> None:
        _text, blocks = posts.message(Post(alt=None, told=[Told(win=win("Shipped it", 33))]))
        assert blocks[1]["text"]["text"].endswith("<@U0000000019> and 13 more*: Shipped it")


class TestGiven:
    def test_is_short_for_many(self) -> None:
        said = sentences.given(win("Shipped it"), {}, channels=["C1"])
        assert "<@U0000000019> and 30 more hear of it first." in said
