"""The form of an initiative."""

from typing import Any

from bot.roadmap import operations
from bot.roadmap.blocks import forms
from tests.escalations.blocks.drawn import team
from tests.roadmap.blocks.drawn import change, initiative, it, marketing


def fields(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the inputs of a form by their block_id."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


class TestAddForm:
    def test_asks_for_everything_in_one_go(self) -> None:
        view = forms.add_form([marketing(), it()], home=None, user_id="UANA")
        labels = [block["label"]["text"] for block in fields(view).values()]
        assert labels == [
            "Name",
            "What will be true when it is done?",
            "Why?",
            "Owner in Marketing",
            "Owner in IT",
            "Target date",
            "Stage",
            "How often are its owners asked how it goes?",
            "Channel",
        ]
        optional = [name for name, block in fields(view).items() if block.get("optional")]
        assert optional == ["channel_id@0"]

    def test_proposes_the_person_in_their_own_team_which_comes_first(self) -> None:
        teams = [marketing(), it()]
        view = forms.add_form(teams, home=teams[1], user_id="UIVAN", title="Web shop")
        drawn = fields(view)
        assert list(drawn)[3:5] == ["owner:2@0", "owner:1@0"]
        assert drawn["owner:2@0"]["element"]["initial_user"] == "UIVAN"
        assert "initial_user" not in drawn["owner:1@0"]["element"]
        assert drawn["title@0"]["element"]["initial_value"] == "Web shop"
        assert drawn["stage@0"]["element"]["initial_option"]["value"] == "candidate"

    def test_leaves_it_open_which_of_many_teams_are_involved(self) -> None:
        ops = team("Ops", "CO", "UOLA")
        ops.id = 3
        view = forms.add_form([marketing(), it(), ops], home=None, user_id="UANA")
        owners = [block for name, block in fields(view).items() if name.startswith("owner:")]
        assert [block.get("optional") for block in owners] == [True] * 3
        assert owners[0]["hint"]["text"] == (
            "At least two teams are involved. Leave the others empty."
        )
        assert "hint" not in owners[1]


class TestChangeForm:
    def test_is_filled_with_what_is_there(self) -> None:
        row = initiative(version=4)
        view = forms.change_form(row, [marketing(), it()], operations.read(row))
        drawn = {name: block["element"] for name, block in fields(view).items()}
        assert view["private_metadata"] == "3:4"
        assert drawn["title@4"]["initial_value"] == "Web shop"
        assert drawn["outcome@4"]["initial_value"] == "The new shop is live"
        assert drawn["why@4"]["initial_value"] == "The old one is slow"
        assert drawn["owner:1@4"]["initial_user"] == "UMAYA"
        assert drawn["owner:2@4"]["initial_user"] == "UBO"
        assert drawn["target_on@4"]["initial_date"] == "2026-12-04"
        assert drawn["stage@4"]["initial_option"]["text"]["text"] == "Active"
        assert drawn["channel_id@4"]["initial_conversation"] == "CI"
        assert len(view["blocks"]) == len(drawn)

    def test_says_on_top_what_others_changed(self) -> None:
        row = initiative(version=4)
        view = forms.change_form(
            row,
            [marketing(), it()],
            operations.read(row),
            meanwhile=[change("title", "Shop", "Web shop"), change("stage", "planned", "active")],
            mine=["title"],
        )
        types = [block["type"] for block in view["blocks"]]
        assert types[:4] == ["section", "section", "section", "input"]
