"""The forms of an escalation, label by label."""

from typing import Any

import pytest

from bot.escalations.blocks.forms import answering, joining, owning, raising
from bot.escalations.blocks.forms.context import Context, load
from bot.escalations.blocks.forms.raising import Typed
from bot.escalations.rules import State, Urgency
from bot.escalations.rules.advice import Needed
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Stage
from bot.teams.models import Team
from tests.escalations.blocks.drawn import ELEVEN, escalation
from tests.roadmap.blocks.drawn import initiative

MARKETING, IT, OPS = (
    Team(id=i, name=n, channel_id=f"C{i}") for i, n in enumerate(("Marketing", "IT", "Ops"), 1)
)
TWO = [MARKETING, IT]

HERE, ALSO_HERE = (initiative(id=number, channel_id="CM") for number in (1, 2))
PLANNED_HERE = initiative(id=3, channel_id="CM", stage=Stage.PLANNED)
ELSEWHERE = initiative(id=4, channel_id="CI")


def fields(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the inputs by block_id."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def labels(view: dict[str, Any]) -> dict[str, str]:
    """Return what each field is called."""
    return {name: block["label"]["text"] for name, block in fields(view).items()}


def raise_form(teams: list[Team] = TWO, home: Team | None = MARKETING, **more: Any) -> Any:
    context = more.pop("context", Context("CM"))
    return raising.raise_form(teams, home=home, context=context, **more)


def said(view: dict[str, Any]) -> str:
    """Return what is said in small print."""
    found = [block for block in view["blocks"] if block["type"] == "context"]
    return str(found[0]["elements"][0]["text"]) if found else ""


class TestRaiseForm:
    def test_asks_four_things(self) -> None:
        view = raise_form()
        assert (view["title"]["text"], view["submit"]["text"]) == ("Escalate", "Escalate")
        assert view["callback_id"] == "escalations.raise"
        assert labels(view) == {
            "stuck": "What is stuck?",
            "ask": "What do you need?",
            "kind": "What kind of problem is it?",
            "urgency": "How urgent?",
        }
        assert said(view) == "IT is asked, in <#C2>."

    @pytest.mark.parametrize(
        ("teams", "home"),
        [(TWO, None), ([*TWO, OPS], MARKETING), ([*TWO, OPS], None)],
    )
    def test_asks_four_things_where_it_is_not_clear_who_is_asked(
        self, teams: list[Team], home: Team | None
    ) -> None:
        view = raise_form(teams, home)
        assert labels(view) == {
            "stuck": "What is stuck?",
            "ask": "What do you need?",
            "team": "Who must answer?",
            "urgency": "How urgent?",
        }
        options = fields(view)["team"]["element"]["options"]
        assert [each["text"]["text"] for each in options] == [team.name for team in teams]
        assert "initial_option" not in fields(view)["team"]["element"]

    def test_asks_everything_if_asked_for_more(self) -> None:
        view = raise_form(more=True, initiatives=[HERE])
        assert labels(view) == {
            "stuck": "What is stuck?",
            "ask": "What do you need?",
            "team": "Who must answer?",
            "kind": "What kind of problem is it?",
            "urgency": "How urgent?",
            "needed_on": "Needed by",
            "initiative": "Part of an initiative?",
            "private": "Private",
        }
        optional = {name for name, block in fields(view).items() if block.get("optional")}
        assert optional == {"needed_on", "initiative", "private"}
        assert fields(view)["team"]["element"]["initial_option"]["value"] == "2"

    def test_keeps_what_was_typed(self) -> None:
        view = raise_form(typed=Typed("It fails", "A date"))
        assert fields(view)["stuck"]["element"]["initial_value"] == "It fails"
        assert fields(view)["ask"]["element"]["initial_value"] == "A date"

    def test_takes_normal_for_granted_and_offers_to_ask(self) -> None:
        urgency = fields(raise_form())["urgency"]["element"]
        assert urgency["initial_option"]["value"] == "normal"
        assert [each["text"]["text"] for each in urgency["options"]] == [
            "High (30 minutes)",
            "Normal (4 hours)",
            "Low (1 day)",
            "Not sure? Ask me three questions",
        ]

    @pytest.mark.parametrize(
        ("initiatives", "chosen"),
        [
            ([HERE], "1"),
            ([HERE, ELSEWHERE], "1"),
            ([HERE, PLANNED_HERE], "1"),
            ([HERE, ALSO_HERE], None),
            ([PLANNED_HERE, ELSEWHERE], None),
        ],
        ids=["the only one", "the only one here", "the active one", "one of two", "no active one"],
    )
    def test_has_the_only_active_initiative_of_the_channel_chosen(
        self, initiatives: list[Initiative], chosen: str | None
    ) -> None:
        view = raise_form(initiatives=initiatives, more=True)
        initial = fields(view)["initiative"]["element"].get("initial_option", {})
        assert initial.get("value") == chosen
        short = raise_form(initiatives=initiatives)
        assert load(short["private_metadata"]).initiative_id == (int(chosen) if chosen else None)
        assert ("It is part of INI-7: Web shop." in said(short)) is bool(chosen)

    def test_says_that_a_message_goes_along(self) -> None:
        view = raise_form(context=Context("CM", quoted="It fails"))
        assert said(view) == "IT is asked, in <#C2>. The message goes along, as it is now."


class TestContext:
    def test_is_what_it_was_and_short(self) -> None:
        context = Context("CM", team_id=2, origin="message:C1:1.1", quoted="ü" * 1500, private=True)
        assert load(context.dump()) == context
        assert len(context.dump()) < 3000

    def test_is_a_channel_in_a_form_of_an_older_release(self) -> None:
        assert load("CM") == Context("CM")


class TestUnsureForm:
    def test_asks_three_questions_and_keeps_what_was_typed(self) -> None:
        view = joining.unsure_form(Context("CM"), Typed("It fails", "A date"))
        assert labels(view) == {
            "stuck": "What is stuck?",
            "ask": "What do you need?",
            "blocked": "Is somebody blocked right now?",
            "call": "Whose call is it?",
            "needed": "By when do you need an answer?",
        }
        assert fields(view)["ask"]["element"]["initial_value"] == "A date"


class TestRaised:
    def test_says_what_the_answers_came_to(self) -> None:
        view = joining.raised(
            "ESC-7",
            urgency=Urgency.HIGH,
            is_blocked=True,
            needed=Needed.TODAY,
            asked="the sponsors",
        )
        assert view["blocks"][0]["text"]["text"] == (
            "I have raised ESC-7 with high urgency, because somebody is blocked and you need it "
            "today. I have asked the sponsors."
        )


class TestJoinForm:
    def test_shows_what_is_open_and_lets_one_disagree(self) -> None:
        view = joining.join_form(escalation(), Context("CM"), Typed("It fails", "A date"))
        assert view["blocks"][0]["text"]["text"] == "*ESC-12* is open, about this message:"
        assert (view["submit"]["text"], load(view["private_metadata"]).join) == ("Join", 7)
        (apart,) = fields(view)["apart"]["element"]["options"]
        assert apart["text"]["text"] == "It is another problem: raise it anyway"


class TestAnswerForm:
    def test_shows_the_question_and_asks_for_the_answer(self) -> None:
        view = answering.answer_form(escalation())
        assert view["title"]["text"] == "Answer ESC-12"
        assert view["blocks"][0]["text"]["text"] == "*<@UANA> needs:*"
        assert view["blocks"][1]["text"]["text"] == "Somebody who repairs it"
        assert labels(view) == {"answer": "Your answer", "kind": "What is it?", "save": "Decision"}
        assert view["private_metadata"] == "7"


class TestReopenForm:
    def test_shows_the_question_and_asks_what_is_missing(self) -> None:
        view = answering.reopen_form(escalation(State.ANSWERED))
        assert view["title"]["text"] == "Reopen ESC-12"
        assert labels(view) == {"why": "What is still missing?"}


class TestJumpForm:
    @pytest.mark.parametrize(
        ("level", "choices"),
        [(0, ["the leads of both teams", "the sponsors"]), (1, ["the sponsors"])],
    )
    def test_names_the_levels_that_are_higher(self, level: int, choices: list[str]) -> None:
        view = answering.jump_form(escalation(level=level))
        options = fields(view)["level"]["element"]["options"]
        assert [each["text"]["text"] for each in options] == choices


class TestOwnersForms:
    def test_begin_with_what_was_promised(self) -> None:
        view = owning.promise_form(escalation(State.ACKNOWLEDGED))
        assert labels(view) == {"until": "When will the answer be there?"}
        until = fields(view)["until"]["element"]
        assert until["initial_date_time"] == int(ELEVEN.timestamp())

    def test_say_what_they_do(self) -> None:
        taken = escalation(State.ACKNOWLEDGED)
        assert labels(owning.snooze_form(taken)) == {
            "until": "Until when?",
            "why": "What are you waiting for?",
        }
        assert labels(owning.ask_back_form(taken)) == {"question": "What do you need to know?"}
        assert labels(answering.withdraw_form(taken)) == {
            "why": "Why do you need no answer any more?"
        }
        assert labels(answering.reply_form(escalation(State.ASKED_BACK))) == {"reply": "Your reply"}

    def test_offer_the_teams_that_do_not_have_it(self) -> None:
        taken = escalation(State.ACKNOWLEDGED, answering_team_id=2)
        view = owning.hand_over_form(taken, [MARKETING, IT, OPS])
        assert labels(view) == {
            "to": "To whom?",
            "team": "Or to which team?",
            "time": "Time",
            "why": "Why?",
        }
        options = fields(view)["team"]["element"]["options"]
        assert [each["text"]["text"] for each in options] == ["Marketing", "Ops"]
