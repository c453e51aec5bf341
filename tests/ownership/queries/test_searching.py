"""Whom to ask: ranked, forgiving, and within bounds, on both databases."""

import pytest

from bot.ownership.models import Found
from bot.ownership.rules.entries import Kind
from tests.ownership.world import ANA, BO, IVAN, MARKETING, MAYA, SOFIA, World, build


def names(world: World, text: str) -> list[str]:
    """Return what was found, the best first."""
    return [
        answer.entry.name
        if answer.entry
        else answer.team.name
        if answer.team
        else answer.question.text
        if answer.question
        else answer.user_id
        for answer in world.search(text)
    ]


class TestSearch:
    @pytest.mark.parametrize(
        "text",
        [
            "Newsletter exports",
            "newsletter",
            "NEWSLETTER",
            "newsletters",
            "newsleter",
            "newslettre exprots",
            "exports of the newsletter?",
            "who owns newsletter exports",
            "wer ist für newsletter zuständig",
            "newsletter exports at IT",
            "who helps me with my newsletter",
            "the newsletter is broken",
        ],
    )
    def test_finds_an_entry_however_it_is_asked_for(self, world: World, text: str) -> None:
        world.add("Newsletter exports")
        world.add("Laptops", kind=Kind.SERVICE)
        assert names(world, text)[0] == "Newsletter exports"

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("Rechnungsprüfung", "rechnungsprufung"),
            ("Büromöbel", "Wer macht Büromobel?"),
            ("請求書の発行", "請求書"),
            ("ニュースレター配信", "ニュースレター"),
            ("Рассылка", "рассылки"),
            ("بريد النشرة", "النشرة"),
        ],
    )
    def test_knows_every_script(self, world: World, name: str, text: str) -> None:
        world.add("Newsletter exports")
        world.add(name)
        assert names(world, text) == [name]

    def test_finds_nothing_for_what_nobody_has_written_down(self, world: World) -> None:
        world.add("Newsletter exports")
        assert world.search("coffee machine") == []

    def test_puts_the_better_name_first(self, world: World) -> None:
        for name in ("Newsletter exports", "Newsletter", "Newsletter layout and colours"):
            world.add(name)
        assert names(world, "newsletter") == [
            "Newsletter",
            "Newsletter exports",
            "Newsletter layout and colours",
        ]

    def test_looks_into_the_description_too(self, world: World) -> None:
        world.add("Laptops", kind=Kind.SERVICE, about="Computers for new colleagues")
        (answer,) = world.search("computer")
        assert answer.found is Found.SERVICE
        assert answer.score < 0.6

    def test_prefers_the_team_that_is_named(self, world: World) -> None:
        world.add("Newsletter", about="of IT")
        world.add("Newsletter", team=MARKETING, by=MAYA, about="of Marketing")
        first = world.search("newsletter marketing")[0]
        assert first.entry
        assert first.entry.team.name == MARKETING

    def test_finds_a_team_by_its_name_and_its_channel(self, world: World) -> None:
        assert names(world, "what does IT do") == ["IT"]
        world.know_channel("C0IT0000003", "help-desk")
        assert names(world, "help desk") == ["IT"]
        (by_link,) = world.search("#it", channel_ids=["C0IT0000003"])
        assert by_link.team
        assert by_link.team.name == "IT"

    def test_finds_people_by_name_and_what_they_hold(self, world: World) -> None:
        entry_id = world.add("Newsletter exports")
        world.know(MAYA, ANA, IVAN, BO, SOFIA)
        (ivan,) = world.search("Ivan Kovac")
        assert (ivan.found, ivan.user_id) == (Found.PERSON, IVAN)
        assert [team.name for team in ivan.leads] == ["IT"]
        assert [entry.id for entry in ivan.owns] == [entry_id]
        (bo,) = world.search("", user_ids=[BO])
        assert [entry.id for entry in bo.owns] == [entry_id]  # responsible

    def test_leaves_out_people_who_have_nothing_to_do_with_anything(self, world: World) -> None:
        world.know(ANA)
        assert world.search("Ana") == []
        (ana,) = world.search("@ana", user_ids=[ANA])
        assert (ana.leads, ana.owns) == ((), ())

    def test_leaves_out_people_who_have_left(self, world: World) -> None:
        world.know(IVAN, left=True)
        assert world.search("Ivan") == []

    def test_leaves_out_what_was_removed(self, world: World) -> None:
        world.remove(world.add("Newsletter exports"))
        assert world.search("newsletter") == []

    def test_gives_an_earlier_answer_first_to_the_same_question(self, world: World) -> None:
        world.add("Coffee")
        question = world.ask("Who repairs the coffee machine?")
        assert names(world, "coffee machine repairs") == []
        world.answer(question.id)
        assert names(world, "repairs coffee machine")[0] == "Who repairs the coffee machine?"
        assert names(world, "coffee machines") == ["Who repairs the coffee machine?", "Coffee"]

    def test_gives_at_most_five(self, world: World) -> None:
        for number in range(8):
            world.add(f"Newsletter {number}")
        assert len(world.search("newsletter")) == 5

    def test_knows_nothing_of_other_workspaces(self, world: World) -> None:

        other = build(world.transaction, world.clock, slack_id="T0OTHER0001")
        other.add("Newsletter exports")
        other.answer(other.ask("newsletter?").id)
        other.know(IVAN)
        assert world.search("newsletter") == []
        assert world.search("ivan") == []
        (ivan,) = world.search("", user_ids=[IVAN])
        assert ivan.owns == ()
