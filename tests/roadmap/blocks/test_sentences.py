"""What is said about initiatives besides their cards, word for word."""

from typing import Any

import pytest

from bot.roadmap.blocks import sentences
from tests.roadmap.blocks.drawn import change, initiative, it, marketing, owned

WHEN = "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>"


class TestSetUpFirst:
    def test_says_how_and_gives_back_what_was_typed(self) -> None:
        said = (
            "Before there is a roadmap, I need to know at least two teams and who leads them. "
            "Press *Set up*, or type `/align setup`; then `/roadmap add` works."
        )
        text, blocks = sentences.set_up_first("Shop <!here>")
        assert text == f"{said} You typed: Shop &lt;!here&gt;"
        assert [block["type"] for block in blocks] == ["section", "section", "section", "actions"]
        assert blocks[2]["text"]["text"] == "Shop <!here>"
        text, blocks = sentences.set_up_first("")
        assert text == said
        assert [block["type"] for block in blocks] == ["section", "actions"]


class TestTooLong:
    def test_gives_back_what_was_typed(self) -> None:
        assert sentences.too_long("<a>" * 30, 80) == (
            "That is 90 characters, and a name takes 80. Please shorten it; the outcome has a "
            "field of its own. You typed:\n" + "&lt;a&gt;" * 30
        )


class TestNothingFound:
    def test_says_what_there_is_to_type(self) -> None:
        assert sentences.nothing_found("<!here>") == (
            "No initiative has “&lt;!here&gt;” in its name. Type `/roadmap` to see all, `/roadmap "
            "add` to add one, or `/align help roadmap`."
        )


class TestOnlyTheResponsible:
    def test_names_who_may(self) -> None:
        assert sentences.only_the_responsible(initiative()) == (
            "Only its owners, <@UMAYA> and <@UBO>, and the leads and sponsors of their teams, "
            "<@UIVAN> and <@USOFIA>, can change INI-7. Please ask one of them."
        )

    def test_names_nobody_twice(self) -> None:
        both = [(marketing(), "UMAYA"), (it(), "UMAYA")]
        assert sentences.only_the_responsible(initiative(owners=owned(*both))).startswith(
            "Only its owner, <@UMAYA>, and the leads and sponsors of their teams, <@UIVAN>, <@UBO> "
            "and <@USOFIA>, can change INI-7."
        )


class TestMovedMeanwhile:
    def test_says_who_and_when(self) -> None:
        assert sentences.moved_meanwhile(initiative(), change("stage", "active", "paused")) == (
            f"Nothing changed: <@UIVAN> moved INI-7 from Active to Paused, {WHEN}."
        )


class TestChangedMeanwhile:
    @pytest.mark.parametrize(
        ("field", "before", "after", "said"),
        [
            ("title", "Shop", "Web <b>", "*Name* from “Shop” to “Web &lt;b&gt;”"),
            ("outcome", "a", "b", "*Outcome* from “a” to “b”"),
            ("why", "a", "b", "*Why* from “a” to “b”"),
            ("stage", "planned", "active", "*Stage* from Planned to Active"),
            ("channel_id", None, "CI", "*Channel* from none to <#CI>"),
            (
                "target_on",
                "2026-12-04",
                "2027-01-31",
                "*Target date* from Fri 4 Dec 2026 to Sun 31 Jan 2027",
            ),
            ("owner:2", "UBO", "UIVAN", "*Owner in IT* from <@UBO> to <@UIVAN>"),
            ("owner:2", "UBO", None, "*Owner in IT* from <@UBO> to nobody"),
            ("owner:9", None, "UBO", "*Owner in another team* from nobody to <@UBO>"),
        ],
    )
    def test_says_who_changed_what_and_when(
        self, field: str, before: Any, after: Any, said: str
    ) -> None:
        changes = [change(field, before, after)]
        _first, line = sentences.changed_meanwhile(
            initiative(), [marketing(), it()], changes, mine=[]
        )
        assert line["text"]["text"] == f"• <@UIVAN> changed {said}, {WHEN}."
