"""The card, its copy and the verdict, word by word."""

from typing import Any

import pytest

from bot.escalations.blocks import card, status
from bot.escalations.rules import Level, State, Urgency
from tests.escalations.blocks.drawn import NINE, TEN, escalation, moment, reopened
from tests.roadmap.blocks.drawn import initiative

ANSWERED = f"<@UBO> answered, {moment(TEN)}."
STATUS = {
    State.OPEN: (
        "<@UIVAN> and <@UBO> can take it or answer it. Unless somebody does, I ask the leads of "
        f"both teams {moment(TEN)}."
    ),
    State.ACKNOWLEDGED: f"<@UIVAN> took it, {moment(NINE)}, and owes <@UMAYA> an answer.",
    State.ANSWERED: f"{ANSWERED} <@UMAYA> can accept it or reopen.",
    State.ACCEPTED: f"Closed. {ANSWERED} <@UMAYA> accepted it, {moment(TEN)}.",
}
BUTTONS = {
    State.OPEN: [("Acknowledge", "escalations.acknowledge"), ("Answer", "escalations.answer")],
    State.ACKNOWLEDGED: [("Answer", "escalations.answer")],
    State.ANSWERED: [],
    State.ACCEPTED: [],
}


def section(text: str) -> dict[str, Any]:
    """Return our own words."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def words(text: str) -> dict[str, Any]:
    """Return a person's words."""
    return {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": True}}


def buttons(blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return each button's words and its action_id; all of them point at the escalation."""
    found = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]
    assert {each["value"] for each in found} <= {"7"}
    return [(each["text"]["text"], each["action_id"]) for each in found]


class TestCard:
    def test_says_which_initiative_it_is_part_of(self) -> None:
        text, blocks = card.card(escalation(initiative=initiative(title="Web <!here>")))
        assert blocks[5] == section("Part of INI-7: Web &lt;!here&gt;")
        assert f"repairs it” Part of INI-7. {STATUS[State.OPEN]}" in text

    def test_is_drawn_like_this(self) -> None:
        _text, blocks = card.card(escalation())
        title = "ESC-12, high urgency: Marketing asks IT"
        raised = f"Raised by <@UMAYA>, {moment(NINE)}"
        assert blocks[:-1] == [
            {"type": "header", "text": {"type": "plain_text", "text": title}},
            section("*What is stuck*"),
            words("The export fails"),
            section("*What is needed*"),
            words("Somebody who repairs it"),
            section(STATUS[State.OPEN]),
            {
                "type": "context",
                "elements": [{"type": "mrkdwn", "text": raised, "verbatim": True}],
            },
        ]

    @pytest.mark.parametrize("state", State)
    def test_says_who_has_it_and_what_happens_next(self, state: State) -> None:
        _text, blocks = card.card(escalation(state))
        assert section(STATUS[state]) in blocks

    @pytest.mark.parametrize("state", State)
    def test_has_the_buttons_that_do_something(self, state: State) -> None:
        _text, blocks = card.card(escalation(state))
        assert buttons(blocks) == BUTTONS[state]

    @pytest.mark.parametrize("state", [State.ANSWERED, State.ACCEPTED])
    def test_shows_the_answer(self, state: State) -> None:
        _text, blocks = card.card(escalation(state))
        place = blocks.index(section("*Answer*"))
        assert blocks[place + 1] == words("Repaired")

    @pytest.mark.parametrize(
        ("level", "expected"),
        [
            (Level.LEADS, STATUS[State.OPEN]),
            (
                Level.BOTH_LEADS,
                "It is with the leads of both teams, <@UIVAN>, <@UBO> and <@UMAYA>. Unless "
                f"somebody takes it, I ask the sponsor {moment(TEN)}.",
            ),
            (
                Level.SPONSORS,
                "It is with the sponsor, <@USOFIA>. Unless somebody takes it, I ask again "
                f"{moment(TEN)}.",
            ),
        ],
    )
    def test_names_those_asked_now_and_not_those_asked_next(
        self, level: Level, expected: str
    ) -> None:
        _text, blocks = card.card(escalation(level=level))
        assert section(expected) in blocks

    def test_says_why_it_was_reopened(self) -> None:
        _text, blocks = card.card(reopened())
        why = f"<@UMAYA> reopened it, {moment(TEN)}: It fails again\n"
        assert section(why + STATUS[State.OPEN]) in blocks
        assert section("*Answer*") not in blocks

    @pytest.mark.parametrize("state", State)
    def test_says_all_of_it_to_a_screen_reader(self, state: State) -> None:
        text, _blocks = card.card(escalation(state))
        for part in ("ESC-12, high urgency: Marketing asks IT", STATUS[state]):
            assert part in text
        for part in ("The export fails", "Somebody who repairs it"):
            assert part in text

    @pytest.mark.parametrize("urgency", Urgency)
    def test_says_how_urgent_it_is(self, urgency: Urgency) -> None:
        text, blocks = card.card(escalation(urgency=urgency))
        assert text.startswith(f"ESC-12, {urgency.value} urgency: ")
        assert blocks[0]["text"]["text"].startswith(f"ESC-12, {urgency.value} urgency: ")

    def test_lets_no_teams_name_become_a_mention(self) -> None:
        loud = escalation()
        loud.raising_team.name, loud.answering_team.name = "<!channel>", "<@U1|x>"
        text, blocks = card.card(loud)
        assert "<!channel>" not in text
        assert "<@U1" not in text
        assert blocks[0]["text"] == {
            "type": "plain_text",
            "text": "ESC-12, high urgency: <!channel> asks <@U1|x>",
        }


class TestCopy:
    @pytest.mark.parametrize("state", State)
    def test_is_the_card_with_nothing_to_press(self, state: State) -> None:
        text, blocks = card.copy(escalation(state))
        on_card = card.card(escalation(state))
        assert text == on_card[0]
        assert blocks == [block for block in on_card[1] if block["type"] != "actions"]


class TestAnswered:
    def test_asks_for_a_verdict(self) -> None:
        text, blocks = card.answered(escalation(State.ANSWERED), open_to_reply=True)
        assert text == "<@UBO> answered ESC-12: Repaired"
        assert blocks[0]["text"]["text"] == "ESC-12 has an answer"
        assert blocks[1]["elements"][0]["text"] == "You asked: Somebody who repairs it"
        assert blocks[2:5] == [
            section("*<@UBO> answered:*"),
            words("Repaired"),
            section("Is that the answer you needed?"),
        ]
        assert buttons(blocks) == [
            ("Accept", "escalations.accept"),
            ("Reopen", "escalations.reopen"),
        ]

    def test_says_what_became_of_it_once_it_is_decided(self) -> None:
        _text, blocks = card.answered(escalation(State.ACCEPTED), open_to_reply=False)
        assert blocks[-1] == section(STATUS[State.ACCEPTED])
        assert buttons(blocks) == []


class TestPeopleAsked:
    @pytest.mark.parametrize(
        ("level", "expected"),
        [
            (Level.LEADS, ["UIVAN", "UBO"]),
            (Level.BOTH_LEADS, ["UIVAN", "UBO", "UMAYA"]),
            (Level.SPONSORS, ["USOFIA"]),
        ],
    )
    def test_are_those_of_the_level(self, level: Level, expected: list[str]) -> None:
        assert status.people_asked(escalation(level=level)) == expected


class TestWhoAndWhen:
    @pytest.mark.parametrize(("by", "at"), [(None, TEN), ("UBO", None)])
    def test_refuses_a_state_without_a_person_or_a_time(self, by: Any, at: Any) -> None:
        with pytest.raises(ValueError, match="no person or no time"):
            status.who_and_when(by, at)
