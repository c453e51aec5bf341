"""The form that raises, label by label."""

import pytest

from bot.escalations.blocks.forms import raising
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Stage
from bot.teams.models import Team
from tests.escalations.blocks.drawn import fields
from tests.roadmap.blocks.drawn import initiative

MARKETING, IT, OPS = (Team(id=i, name=n) for i, n in enumerate(("Marketing", "IT", "Ops"), 1))

HERE, ALSO_HERE = (initiative(id=number, channel_id="CM") for number in (1, 2))
PLANNED_HERE = initiative(id=3, channel_id="CM", stage=Stage.PLANNED)
ELSEWHERE = initiative(id=4, channel_id="CI")


class TestRaiseForm:
    def test_asks_four_things(self) -> None:
        view = raising.raise_form([MARKETING, IT], home=MARKETING, channel_id="CM")
        assert (view["title"]["text"], view["submit"]["text"]) == ("Escalate", "Escalate")
        assert (view["callback_id"], view["private_metadata"]) == ("escalations.raise", "CM")
        labels = {name: block["label"]["text"] for name, block in fields(view).items()}
        assert labels == {
            "stuck": "What is stuck?",
            "ask": "What do you need?",
            "team": "Who must answer?",
            "urgency": "How urgent?",
        }
        assert not any(block.get("optional") for block in view["blocks"])

    def test_has_what_was_typed_in_it(self) -> None:
        view = raising.raise_form([MARKETING, IT], home=None, channel_id="CM", stuck="It fails")
        assert fields(view)["stuck"]["element"]["initial_value"] == "It fails"

    def test_says_how_long_each_urgency_gives(self) -> None:
        view = raising.raise_form([MARKETING, IT], home=None, channel_id="CM")
        element = fields(view)["urgency"]["element"]
        assert [(each["text"]["text"], each["value"]) for each in element["options"]] == [
            ("High (30 minutes)", "high"),
            ("Normal (4 hours)", "normal"),
            ("Low (1 day)", "low"),
        ]
        assert element["initial_option"] == element["options"][1]

    @pytest.mark.parametrize(
        ("teams", "home", "chosen"),
        [
            ([MARKETING, IT], MARKETING, "IT"),
            ([MARKETING, IT], IT, "Marketing"),
            ([MARKETING, IT], None, None),
            ([MARKETING, IT, OPS], IT, None),
        ],
        ids=["from the first", "from the second", "from elsewhere", "from one of three"],
    )
    def test_has_the_other_team_chosen_when_there_is_only_one(
        self, teams: list[Team], home: Team | None, chosen: str | None
    ) -> None:
        view = raising.raise_form(teams, home=home, channel_id="CM")
        element = fields(view)["team"]["element"]
        names = [option["text"]["text"] for option in element["options"]]
        assert names == [team.name for team in teams]
        initial = element.get("initial_option")
        assert (initial and initial["text"]["text"]) == chosen

    def test_asks_for_an_initiative_only_where_there_is_one(self) -> None:
        view = raising.raise_form(
            [MARKETING, IT], home=None, channel_id="CM", initiatives=[initiative()]
        )
        block = fields(view)["initiative"]
        assert (block["label"]["text"], block["optional"]) == ("Part of an initiative?", True)
        (option,) = block["element"]["options"]
        assert (option["text"]["text"], option["value"]) == ("INI-7: Web shop", "3")
        assert "initial_option" not in block["element"]

    @pytest.mark.parametrize(
        ("initiatives", "chosen"),
        [
            ([HERE, ELSEWHERE], "1"),
            ([ELSEWHERE], None),
            ([PLANNED_HERE], None),
            ([HERE, PLANNED_HERE], "1"),
            ([HERE, ALSO_HERE], None),
        ],
        ids=["the only one", "of another channel", "not active", "the active one", "one of two"],
    )
    def test_has_the_only_active_initiative_of_the_channel_chosen(
        self, initiatives: list[Initiative], chosen: str | None
    ) -> None:
        view = raising.raise_form(
            [MARKETING, IT], home=None, channel_id="CM", initiatives=initiatives
        )
        initial = fields(view)["initiative"]["element"].get("initial_option")
        assert (initial and initial["value"]) == chosen
