"""What people read and fill in when teams are set up."""

from typing import Any

import pytest

from bot.teams import blocks
from bot.teams.models import Member, Team
from bot.teams.rules import LEADS_MAX, TEAM_NAME_MAX, Role
from sandbox import validation


def team(name: str, channel_id: str, *leads: str, sponsor: str = "USOFIA") -> Team:
    """Return a team that is in no database."""
    members = [Member(user_id=lead, role=Role.LEAD) for lead in leads]
    members.append(Member(user_id=sponsor, role=Role.SPONSOR))
    return Team(id=1, name=name, channel_id=channel_id, members=members)


MARKETING, IT = team("Marketing", "CM", "UMAYA", "UANA"), team("IT", "CI", "UIVAN")
LONG = team("<" * TEAM_NAME_MAX, "CL", *(f"U{number}" for number in range(LEADS_MAX)))


def initials(view: dict[str, Any]) -> dict[str, Any]:
    """Return what each field is filled with, by block_id."""
    return {
        block["block_id"]: value
        for block in view["blocks"]
        if block["type"] == "input"
        for key, value in block["element"].items()
        if key.startswith("initial")
    }


class TestSetupModal:
    def test_offers_the_channel_it_was_asked_for_in(self) -> None:
        assert initials(blocks.setup_modal([], channel_id="CM")) == {"channel_1": "CM"}

    def test_is_filled_with_what_is_known(self) -> None:
        assert initials(blocks.setup_modal([MARKETING, IT], channel_id="COTHER")) == {
            "name_1": "Marketing",
            "channel_1": "CM",
            "leads_1": ["UMAYA", "UANA"],
            "name_2": "IT",
            "channel_2": "CI",
            "leads_2": ["UIVAN"],
            "sponsor": "USOFIA",
        }

    def test_asks_in_these_words(self) -> None:
        view = blocks.setup_modal([], channel_id=None)
        assert view["title"]["text"] == "Set up Lockstep"
        assert [block["label"]["text"] for block in view["blocks"] if block["type"] == "input"] == [
            "Name of the first team",
            "Channel of the first team",
            "Leads of the first team",
            "Name of the second team",
            "Channel of the second team",
            "Leads of the second team",
            "Sponsor of both",
        ]

    def test_carries_what_comes_after_it(self) -> None:
        view = blocks.setup_modal([], channel_id="CM", callback_id="next", metadata="CM words")
        assert (view["callback_id"], view["private_metadata"]) == ("next", "CM words")

    @pytest.mark.parametrize("teams", [[], [MARKETING, IT], [LONG, LONG]])
    def test_is_within_slacks_limits(self, teams: list[Team]) -> None:
        view = blocks.setup_modal(teams, channel_id="CM", metadata="x" * 3000)
        assert validation.view(view, "modal") == []


class TestDone:
    def test_says_what_works_now(self) -> None:
        view = blocks.done([MARKETING, IT])
        assert view["title"]["text"] == "You are set up"
        assert view["blocks"][0]["text"]["text"] == (
            "*Marketing* in <#CM> and *IT* in <#CI> can ask each other now.\n\n"
            "Type `/escalate` in a channel when something is stuck: the other team is asked, and "
            "asked again higher up, until there is an answer."
        )

    @pytest.mark.parametrize("teams", [[MARKETING, IT], [LONG, LONG]])
    def test_is_within_slacks_limits(self, teams: list[Team]) -> None:
        assert validation.view(blocks.done(teams), "modal") == []


class TestGreeting:
    def test_says_who_set_it_up_and_what_for(self) -> None:
        assert blocks.greeting(MARKETING, IT, by="UBO") == (
            "<@UBO> set me up here. What IT needs from Marketing is asked in this channel, and "
            "<@UMAYA> and <@UANA> are asked first. Type `/escalate` to ask IT for an answer."
        )

    def test_counts_the_leads(self) -> None:
        assert "and <@UIVAN> is asked first." in blocks.greeting(IT, MARKETING, by="UBO")

    def test_lets_no_name_become_a_mention(self) -> None:
        loud = team("<!channel>", "CL", "UIVAN")
        greeting = blocks.greeting(loud, team("<@U1|x>", "CX", "UBO"), by="UBO")
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
