"""The card of an initiative, in every word."""

from datetime import date
from typing import Any

import pytest

from bot.roadmap.blocks import card
from bot.roadmap.rules import Stage
from sandbox import plain_text
from tests.roadmap.blocks.drawn import TODAY, initiative, it, link, marketing, owned, sheet

WHEN = "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>"
TEXT = (
    "INI-7: Web shop. Active, target date Fri 4 Dec 2026. When it is done: “The new shop is live” "
    "Why: “The old one is slow” Owners: <@UMAYA> and <@UBO>."
)
BODY = """\
INI-7: Web shop
Active, target date Fri 4 Dec 2026
What will be true when it is done
The new shop is live
Why
The old one is slow
Owners
Marketing: @UMAYA
IT: @UBO
"""
FOOT = "Added by @UMAYA, Mon 23 Nov 09:00 UTC"


def read(blocks: list[dict[str, Any]]) -> str:
    """Return the blocks as a person reads them."""
    return plain_text.of_blocks(blocks, {})


def controls(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what can be pressed and chosen."""
    return [
        element for block in blocks if block["type"] == "actions" for element in block["elements"]
    ]


class TestPosted:
    def test_says_who_added_what(self) -> None:
        text, blocks = card.posted(sheet(initiative()))
        assert text == f"<@UMAYA> added {TEXT}"
        assert read([block for block in blocks if block["type"] != "actions"]) == BODY + FOOT

    def test_has_change_and_every_other_stage(self) -> None:
        _text, blocks = card.posted(sheet(initiative()))
        change, log, move = controls(blocks)
        assert (change["action_id"], change["value"]) == ("roadmap.change", "3")
        assert (log["action_id"], log["value"]) == ("roadmap.log_decision", "3")
        assert [(each["text"]["text"], each["value"]) for each in move["options"]] == [
            ("Candidate", "3:active:candidate"),
            ("Planned", "3:active:planned"),
            ("Paused", "3:active:paused"),
            ("Done", "3:active:done"),
            ("Dropped", "3:active:dropped"),
        ]

    def test_forgets_what_was_chosen_in_an_older_one(self) -> None:
        ids = {
            card.posted(sheet(initiative(version=version)))[1][-1]["block_id"] for version in (1, 2)
        }
        assert ids == {"roadmap:3:1", "roadmap:3:2"}

    def test_does_not_count_days_that_pass_unseen(self) -> None:
        text, _blocks = card.posted(sheet(initiative(target_on=date(2020, 1, 1))))
        assert "Active, target date Wed 1 Jan 2020." in text

    def test_shows_what_is_linked_the_newest_first(self) -> None:
        links = [link(9, state="answered"), link(4, title="No access <!here>")]
        text, blocks = card.posted(sheet(initiative(), *links, linked=14))
        assert text.endswith(" Linked: 14, the newest ESC-9.")
        assert (
            "Linked\nESC-9, answered: The export fails\nESC-4, open: No access <!here>\n"
            "and 12 older\n"
        ) in read(blocks)

    def test_says_who_changed_it_last(self) -> None:
        _text, blocks = card.posted(sheet(initiative(version=2, changed_by="UBO")))
        assert blocks[-2]["elements"][0]["text"] == (
            f"Added by <@UMAYA>, {WHEN}. Last changed by <@UBO>, {WHEN}"
        )

    @pytest.mark.parametrize(
        ("gone", "line"),
        [
            ({"UBO"}, "IT: @UBO has left. Please ask @UIVAN."),
            ({"UBO", "UIVAN"}, "IT: @UBO has left. Please ask @USOFIA."),
            ({"UBO", "UIVAN", "USOFIA"}, "IT: @UBO has left."),
        ],
    )
    def test_says_whom_to_ask_when_an_owner_has_left(self, gone: set[str], line: str) -> None:
        _text, blocks = card.posted(sheet(initiative(), gone=gone))
        assert f"Marketing: @UMAYA\n{line}\n" in read(blocks)

    def test_names_either_lead_of_the_one_who_left(self) -> None:
        owners = owned((marketing(), "UMAYA"), (it(), "UANA"))
        _text, blocks = card.posted(sheet(initiative(owners=owners), gone={"UANA"}))
        assert "IT: @UANA has left. Please ask @UIVAN or @UBO." in read(blocks)


class TestFollowedElsewhere:
    def test_says_where(self) -> None:
        text, blocks = card.followed_elsewhere(sheet(initiative(channel_id="CM")))
        assert text == ("INI-7: Web shop. INI-7 is now in <#CM>: type `/roadmap INI-7` to see it.")
        assert read(blocks) == (
            "INI-7: Web shop\nINI-7 is now in #CM: type /roadmap INI-7 to see it."
        )

    def test_says_so_when_it_has_no_channel(self) -> None:
        text, _blocks = card.followed_elsewhere(sheet(initiative(channel_id=None)))
        assert text == (
            "INI-7: Web shop. INI-7 is no longer followed in this channel: type `/roadmap INI-7` "
            "to see it."
        )


class TestPersonal:
    def test_has_buttons_for_those_who_may(self) -> None:
        text, blocks = card.personal(sheet(initiative()), may_change=True, today=TODAY)
        assert text == TEXT
        assert len(controls(blocks)) == 3

    def test_has_none_for_others(self) -> None:
        _text, blocks = card.personal(sheet(initiative()), may_change=False, today=TODAY)
        assert read(blocks) == BODY + FOOT
        assert controls(blocks) == []

    @pytest.mark.parametrize(
        ("target", "marked"),
        [
            (date(2026, 11, 23), "Active, target date Mon 23 Nov 2026"),
            (date(2026, 11, 22), "Active, target date Sun 22 Nov 2026: overdue by 1 day"),
            (date(2026, 10, 23), "Active, target date Fri 23 Oct 2026: overdue by 31 days"),
        ],
    )
    def test_marks_in_words_what_is_late(self, target: date, marked: str) -> None:
        text, blocks = card.personal(
            sheet(initiative(target_on=target)), may_change=False, today=TODAY
        )
        assert read(blocks).splitlines()[1] == marked
        assert f". {marked}. " in text


class TestModal:
    def test_leads_to_the_form_for_those_who_may(self) -> None:
        view = card.modal(sheet(initiative()), may_change=True, today=TODAY)
        assert view["title"]["text"] == "INI-7"
        assert (view["submit"]["text"], view["close"]["text"]) == ("Change", "Close")
        assert (view["callback_id"], view["private_metadata"]) == ("roadmap.change_from_card", "3")
        assert read(view["blocks"]) == BODY + FOOT

    def test_only_shows_it_to_others(self) -> None:
        assert "submit" not in card.modal(sheet(initiative()), may_change=False, today=TODAY)


class TestStages:
    def test_have_each_a_name(self) -> None:
        assert set(card.STAGES) == set(Stage)
