"""Making a message read differently, wherever it is on its way: Slack shows the newest."""

from datetime import timedelta

import pytest

from bot.outbox.rules.states import State
from tests.clock import MovedClock
from tests.outbox.outbox import (
    CLOSED,
    REFUSED,
    UNHEARD,
    WRONG,
    Attempt,
    Outbox,
    applied,
    limited,
)

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "x"}}
NEW = {"text": "New"}


class TestUpdate:
    @pytest.mark.parametrize("attempt", [None, REFUSED, limited(1), CLOSED])
    def test_rewrites_what_slack_has_certainly_not_seen(
        self, outbox: Outbox, clock: MovedClock, attempt: Attempt | None
    ) -> None:
        outbox.post("card", text="Old", blocks=[SECTION])
        if attempt:
            outbox.send(attempt)
        before = outbox.get("card")
        outbox.update("card", "New")
        message = outbox.get("card")
        assert (message.payload, message.version) == (NEW, 2)
        assert (message.state, message.due_at) == (before.state, before.due_at)
        clock.advance(minutes=5)
        assert not outbox.claimed().is_update

    def test_lets_what_is_shown_be_changed(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", text="Old")
        outbox.send()
        shown = outbox.get("card")
        clock.advance(hours=1)
        outbox.update("card", "New", [SECTION])
        (message,) = outbox.all()
        assert (message.state, message.due_at) == (State.PENDING, clock())
        change = outbox.claimed()
        assert (change.is_update, change.call, change.ts) == (True, "chat.update", shown.ts)
        assert change.payload == NEW | {"blocks": [SECTION]}

    def test_shows_only_the_newest(self, outbox: Outbox) -> None:
        outbox.post("card")
        outbox.send()
        for text in ("1", "2", "3"):
            outbox.update("card", text)
        assert outbox.send().payload == {"text": "3"}
        assert (outbox.states(), outbox.claim()) == ([State.SENT], [])

    def test_follows_what_is_being_posted(self, outbox: Outbox) -> None:
        outbox.post("card", text="Old")
        posted = outbox.claimed()
        outbox.update("card", "New")
        assert outbox.states() == [State.SENDING]
        outbox.settle(posted)
        assert outbox.states() == [State.PENDING]
        change = outbox.send()
        assert (change.is_update, change.payload) == (True, NEW)
        assert outbox.states() == [State.SENT]

    def test_follows_what_is_being_changed(self, outbox: Outbox) -> None:
        outbox.post("card")
        outbox.send()
        outbox.update("card", "1")
        first = outbox.claimed()
        outbox.update("card", "2")
        assert outbox.claim() == []
        outbox.settle(first)
        assert outbox.send().payload == {"text": "2"}
        assert outbox.states() == [State.SENT]

    def test_is_posted_when_the_older_certainly_was_not(
        self, outbox: Outbox, clock: MovedClock
    ) -> None:
        outbox.post("card", text="Old")
        posted = outbox.claimed()
        outbox.update("card", "New")
        outbox.settle(posted, REFUSED)
        clock.advance(seconds=1)
        again = outbox.send()
        assert (again.is_update, again.payload) == (False, NEW)
        assert outbox.states() == [State.SENT]

    def test_waits_for_the_look_while_it_is_in_doubt(self, outbox: Outbox) -> None:
        outbox.post("card", text="Old")
        outbox.send(UNHEARD)
        outbox.update("card", "New")
        message = outbox.get("card")
        assert (message.state, message.payload, message.version) == (State.UNKNOWN, NEW, 2)
        assert outbox.claim() == []

    @pytest.mark.parametrize("state", [State.FAILED, State.SUPERSEDED, State.EXPIRED])
    def test_leaves_what_was_given_up(
        self, outbox: Outbox, clock: MovedClock, state: State
    ) -> None:
        outbox.post("card", text="Old", within=timedelta(minutes=1), collapse_key="x")
        match state:
            case State.FAILED:
                outbox.send(WRONG)
                clock.advance(seconds=1)
                outbox.send(WRONG)
            case State.SUPERSEDED:
                outbox.post("newer", collapse_key="x")
            case State.EXPIRED:
                clock.advance(minutes=1)
                outbox.expire()
        assert outbox.get("card").state is state
        outbox.update("card", "New")
        message = outbox.get("card")
        assert (message.state, message.payload, message.version) == (state, {"text": "Old"}, 1)

    def test_tries_its_blocks_again_where_older_ones_were_refused(self, outbox: Outbox) -> None:
        outbox.post("card", blocks=[SECTION])
        outbox.send(WRONG)
        assert outbox.get("card").simplified_at
        outbox.update("card", "New", [SECTION])
        assert outbox.get("card").simplified_at is None

    def test_gives_it_a_week_more(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card")
        outbox.send()
        clock.advance(days=30)
        outbox.update("card", "New")
        assert outbox.get("card").expires_at == clock() + timedelta(days=7)
        assert outbox.take() == ["card"]

    def test_leaves_other_messages_alone(self, outbox: Outbox, other: Outbox) -> None:
        for each in (outbox, other):
            each.post("card")
            each.post("other")
        outbox.update("card", "New")
        outbox.update("none", "New")
        texts = [message.payload["text"] for message in (*outbox.all(), *other.all())]
        assert texts == ["New", "The words of other", "The words of card", "The words of other"]

    def test_does_not_undo_what_a_late_answer_tells(self, outbox: Outbox) -> None:
        outbox.post("card", text="Old")
        posted = outbox.claimed()
        for text in ("1", "2"):
            outbox.update("card", text)
        outbox.settle(posted, applied(posted))
        message = outbox.get("card")
        assert (message.ts, message.version, message.attempted_version) == ("1.1", 3, 1)
