"""What people read and fill in when teams are set up."""

from typing import Any

import pytest

from bot.teams.blocks import setup as blocks
from bot.teams.models import Team
from sandbox import validation
from tests.teams.teams import IT, LONG, MARKETING, team


def initials(view: dict[str, Any]) -> dict[str, Any]:
    """Return what each field is filled with, by block_id."""
    return {
        block["block_id"]: value
        for block in view["blocks"]
        if block["type"] == "input"
        for key, value in block["element"].items()
        if key.startswith("initial")
    }


def labels(view: dict[str, Any]) -> list[str]:
    """Return the labels of its fields, from the top."""
    return [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"]


class TestWelcome:
    def test_says_what_it_is_for_and_how_to_begin(self) -> None:
        text, drawn = blocks.welcome()
        assert text.startswith("I keep your teams in step. When something is stuck between two")
        assert text.endswith(
            "You need two minutes and five fields: two channels, who leads there, and a sponsor."
        )
        (button,) = drawn[-1]["elements"]
        assert (button["text"]["text"], button["action_id"]) == ("Set up", "teams.start")
        assert validation.message(drawn) == []


class TestSetupModal:
    def test_has_five_fields(self) -> None:
        view = blocks.setup_modal([], user_id="UMAYA", channel_id=None)
        assert view["title"]["text"] == "Set up Lockstep"
        assert labels(view) == [
            "Channel of the first team",
            "Leads of the first team",
            "Channel of the second team",
            "Leads of the second team",
            "Sponsor",
        ]

    def test_offers_the_channel_it_was_asked_for_in_and_whoever_asks_as_sponsor(self) -> None:
        view = blocks.setup_modal([], user_id="UMAYA", channel_id="CM")
        assert initials(view) == {"channel_1": "CM", "sponsor": "UMAYA"}

    def test_asks_for_the_names_that_are_missing(self) -> None:
        view = blocks.setup_modal([], user_id="UMAYA", channel_id=None, nameless=[2])
        assert labels(view)[2:5] == [
            "Channel of the second team",
            "Name of the second team",
            "Leads of the second team",
        ]

    def test_adds_one_more(self) -> None:
        view = blocks.setup_modal([MARKETING, IT], user_id="UBO", channel_id="CS")
        assert view["title"]["text"] == "Add a team"
        assert view["blocks"][0]["text"]["text"] == "Beside *Marketing* in <#CM> and *IT* in <#CI>."
        assert labels(view) == ["Channel of the team", "Leads of the team", "Sponsor"]
        assert initials(view) == {"channel_1": "CS", "sponsor": "USOFIA"}

    def test_does_not_offer_a_channel_that_is_a_teams(self) -> None:
        view = blocks.setup_modal([MARKETING, IT], user_id="UBO", channel_id="CI")
        assert initials(view) == {"sponsor": "USOFIA"}

    def test_carries_what_comes_after_it(self) -> None:
        view = blocks.setup_modal(
            [], user_id="U", channel_id="CM", callback_id="next", metadata="CM words"
        )
        assert (view["callback_id"], view["private_metadata"]) == ("next", "CM words")

    @pytest.mark.parametrize("teams", [[], [MARKETING, IT], [LONG] * 20])
    def test_is_within_slacks_limits(self, teams: list[Team]) -> None:
        view = blocks.setup_modal(
            teams, user_id="U", channel_id="CM", nameless=[1, 2], metadata="x" * 3000
        )
        assert validation.view(view, "modal") == []


class TestDone:
    def test_says_what_works_now_and_what_was_assumed(self) -> None:
        view = blocks.done([MARKETING, IT], [MARKETING, IT])
        assert view["title"]["text"] == "You are set up"
        assert view["blocks"][0]["text"]["text"] == (
            "*Marketing* in <#CM> and *IT* in <#CI> can ask each other now.\n\n"
            "Type `/escalate` in a channel when something is stuck: the other team is asked, and "
            "asked again higher up, until there is an answer.\n\n"
            "So far the sponsor is <@USOFIA>, whoever is in a team's channel belongs to the team, "
            "and its first lead may always be asked. `/align settings` shows all of it, and "
            "changes it."
        )

    def test_says_whom_one_more_team_can_ask(self) -> None:
        sales = team("Sales", "CS", "UBO")
        (said,) = blocks.done([MARKETING, IT, sales], [sales])["blocks"]
        assert said["text"]["text"].startswith("*Sales* in <#CS> can ask the other teams now.")

    @pytest.mark.parametrize("teams", [[MARKETING, IT], [LONG, LONG]])
    def test_is_within_slacks_limits(self, teams: list[Team]) -> None:
        assert validation.view(blocks.done(teams, teams), "modal") == []


class TestMeanwhile:
    def test_says_who_was_faster(self) -> None:
        (said,) = blocks.meanwhile([MARKETING, IT])["blocks"]
        assert said["text"]["text"] == (
            "<@UMAYA> has set up *Marketing* in <#CM> and *IT* in <#CI> meanwhile, so I did not "
            "save this form. `/align settings` shows what is there; `/align setup` adds another "
            "team."
        )


class TestGreeting:
    def test_says_who_set_it_up_and_what_for(self) -> None:
        assert blocks.greeting(MARKETING, [IT], by="UBO") == (
            "<@UBO> set me up here. What IT needs from Marketing is asked in this channel, and "
            "<@UMAYA> and <@UANA> are asked first. Type `/escalate` to ask IT for an answer."
        )

    def test_counts_the_leads(self) -> None:
        assert "and <@UIVAN> is asked first." in blocks.greeting(IT, [MARKETING], by="UBO")

    def test_names_all_others(self) -> None:
        greeting = blocks.greeting(team("Sales", "CS", "UBO"), [MARKETING, IT], by="UBO")
        assert "What Marketing and IT need from Sales is asked" in greeting
        assert greeting.endswith("Type `/escalate` to ask one of them for an answer.")

    def test_lets_no_name_become_a_mention(self) -> None:
        loud = team("<!channel>", "CL", "UIVAN")
        greeting = blocks.greeting(loud, [team("<@U1|x>", "CX", "UBO")], by="UBO")
        assert "<!" not in greeting
        assert "<@U1" not in greeting
        assert "&lt;!channel&gt;" in greeting


class TestAskOneOf:
    @pytest.mark.parametrize(
        ("responsible", "names"),
        [
            (["U1"], "<@U1>"),
            (["U1", "U2"], "<@U1> and <@U2>"),
            (["U1", "U2", "U3"], "<@U1>, <@U2> and <@U3>"),
        ],
    )
    def test_names_those_who_may(self, responsible: list[str], names: str) -> None:
        assert blocks.ask_one_of(responsible) == (
            f"Your teams are set up already. {names} can change them."
        )
