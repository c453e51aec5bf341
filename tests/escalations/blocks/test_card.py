"""The card, its copy and the verdict, word by word."""

from datetime import date
from typing import Any

import pytest

from bot.escalations.blocks import card, status, turns
from bot.escalations.rules import Kind, Level, State, Urgency, Who
from tests.escalations.blocks.drawn import (
    BOTH_LEADS,
    ELEVEN,
    LEADS,
    NINE,
    SPONSORS,
    TEN,
    escalation,
    moment,
    reopened,
)
from tests.roadmap.blocks.drawn import initiative

ANSWERED = f"<@UBO> answered, {moment(TEN)}."
STATUS = {
    State.OPEN: (
        "<@UIVAN> and <@UBO> can take it or answer it. Unless somebody does, I ask the leads of "
        f"both teams {moment(TEN)}."
    ),
    State.ACKNOWLEDGED: (
        f"<@UIVAN> took it, {moment(NINE)}, and promised <@UANA> an answer by {moment(ELEVEN)}."
    ),
    State.SNOOZED: f"<@UIVAN> has it, and looks at it again {moment(ELEVEN)}.",
    State.ASKED_BACK: ("<@UIVAN> has it, and first needs to know from <@UANA>: “Which export?”"),
    State.ANSWERED: (
        f"{ANSWERED} <@UANA> can accept it or reopen. Without a word it counts as accepted after "
        "two working days."
    ),
    State.ACCEPTED: f"Closed. {ANSWERED} <@UANA> accepted it, {moment(TEN)}.",
    State.WITHDRAWN: f"<@UANA> withdrew it, {moment(TEN)}: It works again",
}
TAKE = ("Acknowledge", "escalations.acknowledge")
ANSWER, MORE = ("Answer", "escalations.answer"), ("More", "escalations.open")
CELEBRATE = ("Celebrate it", "escalations.celebrate")
BUTTONS = {
    State.OPEN: [TAKE, ANSWER, MORE],
    State.ACKNOWLEDGED: [ANSWER, MORE],
    State.SNOOZED: [ANSWER, MORE],
    State.ASKED_BACK: [ANSWER, MORE],
    State.ANSWERED: [MORE],
    State.ACCEPTED: [CELEBRATE, MORE],
    State.WITHDRAWN: [MORE],
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
        raised = f"Raised by <@UANA>, {moment(NINE)}"
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
        place = blocks.index(section("*Answer (unblocked)*"))
        assert blocks[place + 1] == words("Repaired")

    @pytest.mark.parametrize(
        ("level", "expected"),
        [
            (LEADS, STATUS[State.OPEN]),
            (
                BOTH_LEADS,
                "It is with the leads of both teams: <@UMAYA>. Unless somebody takes it, I ask the "
                f"sponsors {moment(TEN)}.",
            ),
            (
                SPONSORS,
                "It is with the sponsors, <@USOFIA>. Unless somebody takes it, I ask again "
                f"{moment(TEN)}.",
            ),
        ],
    )
    def test_names_those_asked_now_and_not_those_asked_next(
        self, level: int, expected: str
    ) -> None:
        _text, blocks = card.card(escalation(level=level))
        assert section(expected) in blocks

    def test_says_why_it_was_reopened(self) -> None:
        _text, blocks = card.card(reopened())
        why = f"<@UANA> reopened it, {moment(TEN)}: It fails again\n"
        assert section(why + STATUS[State.OPEN]) in blocks
        assert section("*Answer (unblocked)*") not in blocks

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

    def test_says_where_it_comes_from_and_by_when_it_is_needed(self) -> None:
        said = f"Raised by <@UANA>, {moment(NINE)} · Process · Needed by Fri 27 Nov 2026 · "
        said += "<https://acme.slack.com/archives/C1/p1|The message>"
        found = escalation(
            kind=Kind.PROCESS,
            needed_on=date(2026, 11, 27),
            permalink="https://acme.slack.com/archives/C1/p1",
        )
        assert card.card(found)[1][-2]["elements"][0]["text"] == said

    def test_says_when_the_promised_time_has_passed(self) -> None:
        late = escalation(State.ACKNOWLEDGED, reminders=2)
        said = (
            f"<@UIVAN> took it, {moment(NINE)}, and promised <@UANA> an answer by "
            f"{moment(ELEVEN)}, which has passed. Unless it comes, I ask the leads of both teams "
            f"{moment(TEN)}."
        )
        assert section(said) in card.card(late)[1]

    def test_says_that_silence_was_taken_for_a_yes(self) -> None:
        silent = escalation(State.ACCEPTED, accepted_by=None)
        said = (
            f"Closed. {ANSWERED} <@UANA> said nothing for two working days, so it counts as "
            f"accepted, {moment(TEN)}."
        )
        assert section(said) in card.card(silent)[1]

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
    def test_is_the_card_with_what_its_asker_can_press(self, state: State) -> None:
        text, blocks = card.copy(escalation(state))
        on_card = card.card(escalation(state))
        assert text == on_card[0]
        assert blocks[:-1] == on_card[1][:-1]
        assert buttons(blocks) == ([CELEBRATE, MORE] if state is State.ACCEPTED else [MORE])


class TestAnswered:
    def test_asks_for_a_verdict(self) -> None:
        text, blocks = turns.answered(escalation(State.ANSWERED), open_to_reply=True)
        assert text == "<@UBO> answered ESC-12: Repaired"
        assert blocks[0]["text"]["text"] == "ESC-12 has an answer"
        assert blocks[1]["elements"][0]["text"] == "You asked: Somebody who repairs it"
        assert blocks[2:5] == [
            section("*<@UBO> answered (unblocked):*"),
            words("Repaired"),
            section(
                "Is that the answer you needed? If you say nothing, it counts as accepted after "
                "two working days."
            ),
        ]
        assert buttons(blocks) == [
            ("Accept", "escalations.accept"),
            ("Reopen", "escalations.reopen"),
        ]

    def test_says_what_became_of_it_once_it_is_decided(self) -> None:
        _text, blocks = turns.answered(escalation(State.ACCEPTED), open_to_reply=False)
        assert blocks[-1] == section(STATUS[State.ACCEPTED])
        assert buttons(blocks) == []


class TestAskedBack:
    def test_asks_the_asker(self) -> None:
        text, blocks = turns.asked_back(escalation(State.ASKED_BACK), open_to_reply=True)
        said = "<@UIVAN> has ESC-12, and needs to know more from you before they can answer."
        assert text == f"{said} Which export?"
        assert blocks[1:4] == [
            section(said),
            words("Which export?"),
            section("Until you reply, the time is yours."),
        ]
        assert buttons(blocks) == [("Reply", "escalations.reply")]

    def test_says_what_became_of_it_once_there_is_a_reply(self) -> None:
        replied = escalation(State.ACKNOWLEDGED, question="Which export?", question_at=TEN)
        text, blocks = turns.asked_back(replied, open_to_reply=False)
        said = "ESC-12 could not be answered before more was known from you."
        assert text == f"{said} Which export?"
        assert blocks[1] == section(said)
        assert blocks[-1] == section(STATUS[State.ACKNOWLEDGED])
        assert buttons(blocks) == []

    def test_names_nobody_once_nobody_has_it(self) -> None:
        again = escalation(State.OPEN, question="Which export?", question_at=TEN)
        text, blocks = turns.asked_back(again, open_to_reply=False)
        assert "<@>" not in f"{text}{blocks}"


class TestMovedAway:
    def test_says_where_it_is_now(self) -> None:
        said = "ESC-12 is with IT now, in <#CI>."
        assert card.moved_away(escalation()) == (said, [section(said)])


class TestWhoAndWhen:
    @pytest.mark.parametrize(("by", "at"), [(None, TEN), ("UBO", None)])
    def test_refuses_a_state_without_a_person_or_a_time(self, by: Any, at: Any) -> None:
        with pytest.raises(ValueError, match="no person or no time"):
            status.who_and_when(by, at)


class TestWhom:
    @pytest.mark.parametrize(
        ("who", "people", "expected"),
        [
            ([Who.LEADS], 0, "the leads of IT"),
            ([Who.OTHER_LEADS], 0, "the leads of Marketing"),
            ([Who.LEADS, Who.OTHER_LEADS], 0, "the leads of both teams"),
            ([Who.LIAISONS], 2, "the liaisons of both teams and 2 more"),
            ([Who.LEADS, Who.SPONSORS], 1, "the leads of IT, the sponsors and 1 more"),
            ([], 1, "the person who is next"),
            ([], 3, "the 3 people who are next"),
        ],
    )
    def test_names_roles_and_counts_people(
        self, who: list[Who], people: int, expected: str
    ) -> None:
        level = Level(tuple(who), ("U1",) * people, {})
        assert status.whom(level, escalation()) == expected
