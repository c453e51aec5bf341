"""Whatever people type, everything drawn is within Slack's limits, and nothing in it is live."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.escalations.blocks import (
    asks,
    card,
    introduction,
    more,
    refusals,
    sentences,
    timeline,
    turns,
)
from bot.escalations.blocks.forms import answering, joining, owning, raising
from bot.escalations.blocks.forms.context import Context
from bot.escalations.blocks.forms.raising import Typed
from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.rules import Move, State
from bot.roadmap.rules import NAME_MAX
from bot.teams.rules import LEADS_MAX, TEAM_NAME_MAX
from sandbox import validation
from tests.escalations.blocks.drawn import BOTH_LEADS, NINE, escalation, reopened, team
from tests.roadmap.blocks.drawn import initiative

Drawn = tuple[str, list[dict[str, Any]]]

EDIT_MAX = 4_000
"""Bytes that chat.update takes in a message's text (its `msg_too_long`); measured by GitLab:
gitlab.com/gitlab-org/gitlab, merge request 258898."""

POST_MAX = 40_000
"""Characters of a new message's text before Slack cuts it (docs.slack.dev, chat.postMessage)."""

FILLERS = ["x", "<", "&", "\U0001f600", "\u0627", "\u202e", "<!channel>", "<@U1|ivan>"]
OURS = re.compile(r"<(@U(ANA|MAYA|IVAN|BO|SOFIA|LEAD\d)|#C[A-Z]|!date\^[^>]*)>")
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""The classes of characters that turn the text after them (Unicode, annex 9)."""

steady = settings(derandomize=True, max_examples=50)


def message_texts(drawn: Drawn) -> list[str]:
    """Return everything in a message in which Slack looks for mentions and links."""
    text, blocks = drawn
    return [text, *mrkdwn(blocks)]


def mrkdwn(part: Any) -> list[str]:
    """Return the text of every mrkdwn object in `part`; each must be verbatim."""
    if isinstance(part, list):
        return [text for each in part for text in mrkdwn(each)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "mrkdwn":
        assert part.get("verbatim") is True
        return [part["text"]]
    return [text for each in part.values() for text in mrkdwn(each)]


def filled(words: str, state: State, level: int = BOTH_LEADS) -> Escalation:
    """Return an escalation in which everything that people can type is `words`."""
    row = escalation(state, level=level, stuck=words, ask=words)
    leads = [f"ULEAD{number}" for number in range(LEADS_MAX)]
    row.raising_team = team(words[:TEAM_NAME_MAX], "CM", "UMAYA", *leads[1:])
    row.answering_team = team(words[:TEAM_NAME_MAX], "CI", *leads)
    row.reopened_because, row.reopened_at = words, row.raised_at
    row.initiative = initiative(number=99_999, title=words[:NAME_MAX])
    if row.answer:
        row.answer = words
    if row.question:
        row.question = words
    if row.withdrawn_at:
        row.withdrawn_because = words
    return row


def edited(words: str) -> list[Drawn]:
    """Return every message that is ever edited, with `words` in it."""
    draw: list[Callable[[Escalation], Drawn]] = [card.card, card.copy]
    verdicts = [
        turns.answered(filled(words, state), open_to_reply=state is State.ANSWERED)
        for state in (State.ANSWERED, State.ACCEPTED)
    ]
    questions = [
        turns.asked_back(filled(words, State.ASKED_BACK), open_to_reply=open_to_reply)
        for open_to_reply in (True, False)
    ]
    moved = card.moved_away(filled(words, State.OPEN))
    cards = [each(filled(words, state)) for state in State for each in draw]
    return [*cards, *verdicts, *questions, moved]


def said(words: str) -> list[str]:
    """Return everything that people are told besides, with `words` in it."""
    taken = filled(words, State.ACKNOWLEDGED)
    return [
        asks.reopened(reopened(reopened_because=words)),
        sentences.reopened_for_others(reopened(reopened_because=words)),
        asks.jumped(taken, by="UBO", why=words),
        sentences.jumped_for_others(taken, by="UBO", why=words),
        sentences.handed_over(taken, by="UBO", why=words),
        asks.handed_to_you(taken, by="UBO", why=words),
        sentences.redirected(taken, by="UBO", why=words),
        sentences.snoozed(taken, why=words),
        sentences.replied(taken, words),
        asks.replied_to_you(taken, words),
        sentences.answered(filled(words, State.ANSWERED)),
        sentences.withdrawn(filled(words, State.WITHDRAWN)),
        sentences.joined(taken, by="UBO", words=words),
        *(asks.asked_directly(taken, each, why=Move.REDIRECT) for each in taken.participants),
        *(asks.asked_directly(taken, each, why=Move.ADVANCE) for each in taken.participants),
        *(refusals.too_late(filled(words, state)) for state in State),
    ]


def messages(words: str) -> list[Drawn]:
    """Return every message there is, with `words` in it."""
    return [
        *edited(words),
        *((each, []) for each in said(words)),
        introduction.set_up_first(words, channel_id="CM"),
        (introduction.too_long(words, 3000), []),
    ]


def views(words: str) -> list[dict[str, Any]]:
    """Return every form there is, with `words` in it."""
    row = filled(words, State.ANSWERED)
    row.raising_team.id, row.answering_team.id = 1, 2
    teams = [row.raising_team, row.answering_team]
    initiatives = [initiative(id=n, number=n, title=words[:NAME_MAX]) for n in range(100)]
    context = Context("CM", origin="message:C1:1.1", permalink="https://x", quoted=words[:1500])
    typed, owned = Typed(words, words), filled(words, State.ASKED_BACK)
    return [
        *(
            raising.raise_form(
                teams,
                home=home,
                context=context,
                initiatives=initiatives,
                typed=typed,
                more=is_long,
            )
            for is_long in (False, True)
            for home in (None, teams[0])
        ),
        joining.unsure_form(context, typed),
        joining.join_form(row, context, typed),
        answering.answer_form(row),
        answering.reopen_form(row),
        answering.reply_form(owned),
        answering.withdraw_form(owned),
        answering.jump_form(filled(words, State.OPEN, 0)),
        owning.promise_form(owned),
        owning.snooze_form(owned),
        owning.ask_back_form(owned),
        owning.hand_over_form(owned, teams),
        more.more(owned, more.MOVES, owned.participants[0]),
        *(timeline.timeline(filled(words, State.OPEN), happened(words, move)) for move in Move),
    ]


def happened(words: str, move: Move) -> list[EscalationEvent]:
    """Return more events than fit, of one move."""
    event = {
        "move": move,
        "level": 2,
        "by": "UBO",
        "at": NINE,
        "why": words,
        "changed": {"acknowledged_by": "UIVAN"},
        "passed": [[0, "empty"], [1, "away"]],
    }
    return [EscalationEvent(**event) for _ in range(100)]


class TestMessages:
    @pytest.mark.parametrize("filler", FILLERS)
    def test_fit_with_every_field_full(self, filler: str) -> None:
        for text, blocks in messages((filler * 3000)[:3000]):
            assert validation.message(blocks) == []
            assert 0 < len(text) <= POST_MAX

    @pytest.mark.parametrize("filler", FILLERS)
    def test_can_be_edited_with_every_field_full(self, filler: str) -> None:
        for text, _blocks in edited((filler * 3000)[:3000]):
            assert len(text.encode()) <= EDIT_MAX

    @pytest.mark.parametrize("filler", FILLERS)
    def test_mention_nobody_whom_we_did_not_mean(self, filler: str) -> None:
        for drawn in messages((filler * 3000)[:3000]):
            for text in message_texts(drawn):
                assert "<" not in OURS.sub("", text)

    @steady
    @given(st.text(min_size=1, max_size=200).filter(lambda words: bool(words.strip())))
    def test_fit_and_mention_nobody_whatever_is_typed(self, words: str) -> None:
        for drawn in messages(words):
            assert validation.message(drawn[1]) == []
            for text in message_texts(drawn):
                assert "<" not in OURS.sub("", text)

    @pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u2067", "\u2069", "\u2069\u202e"])
    def test_are_not_turned_by_marks_in_anybodys_words(self, mark: str) -> None:
        # The last, too_long, gives everything back unchanged in a paragraph of its own.
        for drawn in messages(f"a{mark}\u0627b")[:-1]:
            for text in message_texts(drawn):
                marks = [each for each in text if unicodedata.bidirectional(each) in TURNING]
                # Only our own isolates, each closed before the next begins.
                assert "".join(marks) == "\u2068\u2069" * (len(marks) // 2)


class TestViews:
    @pytest.mark.parametrize("filler", FILLERS)
    def test_fit_with_every_field_full(self, filler: str) -> None:
        for view in views((filler * 3000)[:3000]):
            assert validation.view(view, "modal") == []

    @pytest.mark.parametrize("filler", FILLERS)
    def test_mention_nobody_whom_we_did_not_mean(self, filler: str) -> None:
        for view in views((filler * 3000)[:3000]):
            for text in mrkdwn(view["blocks"]):
                assert "<" not in OURS.sub("", text)
