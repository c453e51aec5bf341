"""What the box offers while one types."""

import pytest

from sandbox.app import Command
from sandbox.model import Channel, User
from sandbox.page.suggesting import Known, Suggestions, suggest

KNOWN = Known(
    commands=[
        Command("/escalate", "Ask another team", "[what is stuck]"),
        Command("/align", "Everything else"),
    ],
    people=[
        User("U1", "ivan", "Ivan Kovac", "T1"),
        User("U2", "bo", "Bo Chen", "T1"),
    ],
    channels=[Channel("C1", "it", purpose="For IT"), Channel("C2", "marketing")],
)


def offered(typed: str, caret: int | None = None) -> Suggestions:
    return suggest(typed, len(typed) if caret is None else caret, KNOWN)


class TestSuggest:
    def test_offers_every_command_with_its_hint_and_description(self) -> None:
        rows = [(each.words, each.note, each.about) for each in offered("/").options]
        assert rows == [
            ("/escalate", "[what is stuck]", "Ask another team"),
            ("/align", "", "Everything else"),
        ]

    @pytest.mark.parametrize(
        ("typed", "values", "start"),
        [
            ("/esc", ["/escalate"], 0),
            ("/none", [], 0),
            ("@iv", ["@ivan"], 0),
            ("thanks @KOV", ["@ivan"], 7),
            ("(@b", ["@bo"], 1),
            ("@", ["@ivan", "@bo"], 0),
            ("see #ma", ["#marketing"], 4),
            ("write to me@ivan", [], 0),
            ("nothing to complete", [], 0),
            ("", [], 0),
        ],
    )
    def test_completes_what_stands_before_the_caret(
        self, typed: str, values: list[str], start: int
    ) -> None:
        found = offered(typed)
        assert ([each.value for each in found.options], found.start) == (values, start)

    def test_completes_in_the_middle(self) -> None:
        assert [each.value for each in offered("ask @iv about it", 7).options] == ["@ivan"]

    @pytest.mark.parametrize(
        ("typed", "is_whole"),
        [("/align", True), ("/ali", False), ("@ivan", True), ("@iva", False), ("#it", True)],
    )
    def test_knows_what_needs_no_choosing(self, typed: str, is_whole: bool) -> None:
        assert offered(typed).is_whole is is_whole

    def test_reminds_of_what_a_command_takes(self) -> None:
        assert offered("/escalate The exp").hint == "/escalate [what is stuck]"
        assert offered("/align who").hint == ""
        assert offered("no command").hint == ""
