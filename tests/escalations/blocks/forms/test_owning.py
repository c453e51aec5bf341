"""The forms of whoever has an escalation, label by label."""

from typing import Any

from bot.escalations.blocks.forms import owning
from bot.escalations.rules import State
from bot.teams.models import Team
from tests.escalations.blocks.drawn import (
    ELEVEN,
    NINE,
    escalation,
    fields,
    labels,
    moment,
    said,
)

MARKETING, IT, OPS = (Team(id=i, name=n) for i, n in enumerate(("Marketing", "IT", "Ops"), 1))

NOW = f"Now: <@UIVAN> took it, {moment(NINE)}, and promised <@UANA> an answer by {moment(ELEVEN)}."


def frame(view: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return a form's title, its button, what it is called, and what it is about."""
    title, submit = view["title"]["text"], view["submit"]["text"]
    return title, submit, view["callback_id"], view["private_metadata"]


class TestPromiseForm:
    def test_begins_at_what_was_promised(self) -> None:
        view = owning.promise_form(escalation(State.ACKNOWLEDGED))
        assert frame(view) == (
            "Another time, ESC-12",
            "Promise",
            "escalations.promise_by",
            "7",
        )
        assert said(view) == [NOW]
        assert labels(view) == {"until": "When will the answer be there?"}
        element = fields(view)["until"]["element"]
        assert element["initial_date_time"] == int(ELEVEN.timestamp())


class TestSnoozeForm:
    def test_says_who_is_told(self) -> None:
        view = owning.snooze_form(escalation(State.ACKNOWLEDGED))
        assert frame(view) == ("Put ESC-12 off", "Put off", "escalations.put_off", "7")
        assert said(view) == [
            "You keep it, and I remind you of nothing until then. I tell <@UANA>."
        ]
        assert labels(view) == {
            "until": "Until when?",
            "why": "What are you waiting for? (optional)",
        }


class TestAskBackForm:
    def test_says_whose_turn_it_is_then(self) -> None:
        view = owning.ask_back_form(escalation(State.ACKNOWLEDGED))
        assert frame(view) == ("Need more, ESC-12", "Ask", "escalations.send_question", "7")
        assert said(view) == ["I ask <@UANA>. Until they reply, the time is theirs."]
        assert labels(view) == {"question": "What do you need to know?"}


class TestHandOverForm:
    def test_asks_to_whom_and_whether_the_time_begins_anew(self) -> None:
        row = escalation(State.ACKNOWLEDGED, answering_team_id=IT.id)
        view = owning.hand_over_form(row, [MARKETING, IT, OPS])
        assert frame(view) == ("Hand ESC-12 over", "Hand over", "escalations.give_away", "7")
        assert said(view) == [NOW]
        assert labels(view) == {
            "to": "To whom? (optional)",
            "team": "Or to which team? (optional)",
            "time": "Time (optional)",
            "why": "Why? (optional)",
        }
        assert fields(view)["time"]["hint"]["text"] == "Otherwise what was promised stands."

    def test_offers_the_other_teams(self) -> None:
        row = escalation(State.ACKNOWLEDGED, answering_team_id=IT.id)
        view = owning.hand_over_form(row, [MARKETING, IT, OPS])
        options = fields(view)["team"]["element"]["options"]
        assert [each["text"]["text"] for each in options] == ["Marketing", "Ops"]

    def test_asks_for_no_team_where_there_is_no_other(self) -> None:
        row = escalation(State.ACKNOWLEDGED, answering_team_id=IT.id)
        assert "team" not in fields(owning.hand_over_form(row, [IT]))
