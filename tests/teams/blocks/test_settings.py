"""What people see of each team, and the form that changes it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.slack.values import Json
from bot.teams.blocks import changes
from bot.teams.blocks import settings as blocks
from bot.teams.models import Team, TeamChange
from bot.teams.operations import changing
from sandbox import validation
from tests.teams.teams import IT, LONG, MARKETING, team

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def change(field: str, before: object, after: object, by: str | None = "UIVAN") -> TeamChange:
    return TeamChange(field=field, before=before, after=after, by=by, at=AT, version=2)


MANY = {f"S{number:03}": "<" * 255 for number in range(100)}
"""As many user groups as a list can offer, with the longest handles."""


class TestOverview:
    def test_says_everything_of_each_team(self) -> None:
        text, drawn = blocks.overview([MARKETING, IT], None, {}, user_id="UIVAN")
        assert text.split("\n\n")[0] == (
            "*Marketing* is asked in <#CM>\n"
            "• Leads: <@UMAYA> and <@UANA>\n"
            "• Sponsors: <@USOFIA>\n"
            "• May always be asked: <@UMAYA>\n"
            "• Members: whoever is in <#CM>\n"
            "• Stand-up: Mondays at 09:30 by each person's clock\n"
            "• Wins go to <#CM>, digests to <#CM>\n"
            "<@UMAYA>, <@UANA> and <@USOFIA> can change this."
        )
        assert text.split("\n\n")[-1] == (
            "*Everybody*: whoever has not said otherwise works Monday to Friday, from 09:00 until "
            "17:00, by their own clocks. Quiet hours are from 19:00 until 08:00 on the day after. "
            "No public holidays are counted yet. `/align hours` says otherwise for one person."
        )
        assert "accessory" not in drawn[0]
        assert drawn[1]["accessory"]["value"] == "2"
        assert drawn[2]["accessory"]["action_id"] == "teams.change_company"

    def test_names_who_stands_in(self) -> None:
        sales = team("Sales", "CS", "UBO", liaison="UANA", deputies=["UDAN"])
        text, _drawn = blocks.overview([sales], None, {}, user_id="U")
        assert "• May always be asked: <@UANA>, <@UDAN> if away\n" in text

    def test_fits_twenty_teams(self) -> None:
        _text, drawn = blocks.overview([LONG] * 20, None, {}, user_id=LONG.leads[0])
        assert validation.message(drawn) == []

    def test_fits_those_that_were_closed_and_says_how_many_more_there_are(self) -> None:
        gone = [closed(number) for number in range(1, 32)]
        text, drawn = blocks.overview([*gone, *[LONG] * 20], None, {}, user_id="UBO")
        assert validation.message(drawn) == []
        assert [each["text"]["text"][:9] for each in drawn[20:22]] == ["*Sales 31", "*Sales 30"]
        assert drawn[20]["accessory"]["text"]["text"] == "Reopen Sales 31"
        assert drawn[40]["elements"][0]["text"] == "11 more were closed before."
        assert "*Sales 12* was closed by <@UBO>" in text

    def test_lets_nobody_change_the_companys_hours_for_a_closed_team(self) -> None:
        _text, drawn = blocks.overview([closed(1), MARKETING, IT], None, {}, user_id="UBO")
        assert "accessory" not in drawn[-1]


def closed(number: int) -> Team:
    """Return a team of Bo's that is closed, the later the higher its number."""
    sales = team(f"Sales {number}", "CS", "UBO", id_=number)
    sales.closed_at, sales.closed_by = AT + timedelta(days=number), "UBO"
    return sales


def inputs(form: Json) -> list[Json]:
    """Return the blocks of a form that have something to fill in."""
    return [block for block in form["blocks"] if block["type"] == "input"]


class TestChangeForm:
    @pytest.mark.parametrize("of", [MARKETING, LONG], ids=["short", "long"])
    def test_is_within_slacks_limits(self, of: Team) -> None:
        told = [change("name", "<" * 40, ">" * 40) for _ in range(50)]
        form = blocks.change_form(
            of, changing.read(of), MANY, meanwhile=told, mine=list(changes.LABELS)
        )
        assert validation.view(form, "modal") == []

    def test_offers_the_user_groups_there_are_and_the_one_that_is_chosen(self) -> None:
        fields = changing.read(IT) | {"source_id": "S1"}
        form = blocks.change_form(IT, fields, {"S1": "it-team", "S2": "others"})
        (group,) = (block for block in inputs(form) if block["block_id"] == "group_id@1")
        assert [option["text"]["text"] for option in group["element"]["options"]] == [
            "@it-team",
            "@others",
        ]
        assert group["element"]["initial_option"]["value"] == "S1"
        assert group["label"]["text"] == "… or in a user group"

    def test_carries_which_team_as_of_when(self) -> None:
        form = blocks.change_form(IT, changing.read(IT), {})
        assert form["private_metadata"] == "2 1"
        assert {block["block_id"].partition("@")[2] for block in inputs(form)} == {"1"}

    def test_offers_every_field(self) -> None:
        form = blocks.change_form(IT, changing.read(IT), {})
        assert [block["label"]["text"] for block in inputs(form)] == list(changes.LABELS.values())
        assert changing.read(IT).keys() == changes.LABELS.keys()

    def test_says_who_changed_what_meanwhile(self) -> None:
        told = [
            change("leads", ["UIVAN"], ["UIVAN", "UBO"]),
            change("source_id", None, "CX"),
            change("name", "IT", "<Tech>", by=None),
            change("standup_day", 0, 4),
        ]
        form = blocks.change_form(IT, changing.read(IT), {}, meanwhile=told, mine=["name"])
        moment = "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>"
        assert [block["text"]["text"] for block in form["blocks"][1:5]] == [
            f"• <@UIVAN> changed *Leads* from <@UIVAN> to <@UIVAN> and <@UBO>, {moment}.",
            f"• <@UIVAN> changed *Members are in* from nothing to <#CX>, {moment}.",
            f"• I changed *Name* from “IT” to “&lt;Tech&gt;”, {moment}. You changed it too: if you "
            "save, yours counts.",
            f"• <@UIVAN> changed *Stand-up on* from Monday to Friday, {moment}.",
        ]
