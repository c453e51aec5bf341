"""Writing messages down: once, in order, and of several versions only the newest."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from bot.db import Transaction
from bot.installations.models import Workspace
from bot.outbox import queries
from bot.outbox.operations import writing
from bot.outbox.operations.sending import Attempt
from bot.outbox.operations.writing import Draft
from bot.outbox.rules import Method, Outcome, State
from tests.clock import MovedClock
from tests.installations.workspaces import install
from tests.outbox.outbox import Outbox

QUIET = {"unfurl_links": False, "unfurl_media": False}
SECTION = {"type": "section", "text": {"type": "plain_text", "text": "x"}}


class TestPost:
    def test_writes_a_message_that_is_due_at_once(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "C1", text="Hello", blocks=[SECTION], owner_id="U1")
        message = outbox.get("card")
        assert (message.method, message.destination, message.owner_id) == (Method.POST, "C1", "U1")
        assert message.payload == {"text": "Hello", "blocks": [SECTION]} | QUIET
        assert (message.state, message.attempts) == (State.PENDING, 0)
        assert message.due_at == message.created_at == clock()
        assert message.expires_at == clock() + timedelta(days=7)

    def test_writes_nothing_the_second_time(self, outbox: Outbox, clock: MovedClock) -> None:
        first = outbox.post("card", "C1", text="Hello")
        clock.advance(minutes=1)
        assert outbox.post("card", "C2", text="Other words") == first
        (message,) = outbox.all()
        assert (message.destination, message.payload["text"]) == ("C1", "Hello")

    def test_writes_nothing_again_after_it_was_sent(self, outbox: Outbox) -> None:
        outbox.post("card")
        outbox.send()
        outbox.post("card")
        assert outbox.states() == [State.SENT]

    def test_keeps_the_keys_of_two_workspaces_apart(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        with transaction() as session:
            other = Outbox(transaction, install(session, slack_id="T2").id, clock)
        assert outbox.post("card") != other.post("card")
        assert len(outbox.all()) == 2

    def test_leaves_nothing_when_the_change_it_tells_of_fails(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        with pytest.raises(RuntimeError), transaction() as session:
            fail_after_writing(session, outbox)
        assert outbox.all() == []


def fail_after_writing(session: Session, outbox: Outbox) -> None:
    draft = Draft("card", "C1", "Hello")
    writing.post(session, draft, workspace_id=outbox.workspace_id, now=outbox.clock())
    raise RuntimeError


class TestReply:
    def test_goes_to_the_thread_of_its_parent(self, outbox: Outbox) -> None:
        parent = outbox.post("card", "C1")
        outbox.reply("card:1", to="card", text="More")
        message = outbox.get("card:1")
        assert (message.method, message.parent_id) == (Method.POST, parent)
        assert message.payload == {"text": "More"} | QUIET

    def test_writes_nothing_the_second_time(self, outbox: Outbox) -> None:
        outbox.post("card")
        assert outbox.reply("card:1", to="card") == outbox.reply("card:1", to="card")
        assert len(outbox.all()) == 2


class TestUpdate:
    @pytest.mark.parametrize("result", [None, Outcome.UNREACHABLE, Outcome.NOT_APPLIED])
    def test_rewrites_what_slack_has_certainly_not_seen(
        self, outbox: Outbox, result: Outcome | None
    ) -> None:
        outbox.post("card", text="Old", blocks=[SECTION])
        if result:
            outbox.send(Attempt(result))
        outbox.update("card", "New")
        (message,) = outbox.all()
        assert message.payload == {"text": "New"} | QUIET

    @pytest.mark.parametrize("result", [Outcome.APPLIED, Outcome.UNKNOWN, None])
    def test_follows_what_slack_has_or_may_have_seen(
        self, outbox: Outbox, result: Outcome | None
    ) -> None:
        card = outbox.post("card", text="Old")
        claimed = outbox.claimed()
        if result:
            outbox.settle(claimed, Attempt(result))
        outbox.update("card", "New", [SECTION])
        _, update = outbox.all()
        assert (update.method, update.parent_id, update.state) == (
            Method.UPDATE,
            card,
            State.PENDING,
        )
        assert update.payload == {"text": "New", "blocks": [SECTION]} | QUIET
        assert outbox.get("card").payload["text"] == "Old"

    def test_takes_the_place_of_older_ones(self, outbox: Outbox) -> None:
        outbox.post("card")
        outbox.send()
        for text in ("1", "2", "3"):
            outbox.update("card", text)
        assert outbox.states() == [State.SENT, State.SUPERSEDED, State.SUPERSEDED, State.PENDING]
        assert outbox.claimed().payload["text"] == "3"

    def test_leaves_one_alone_that_is_being_sent(self, outbox: Outbox) -> None:
        outbox.post("card")
        outbox.send()
        outbox.update("card", "1")
        outbox.claimed()
        outbox.update("card", "2")
        assert outbox.states() == [State.SENT, State.SENDING, State.PENDING]

    def test_leaves_replies_and_other_cards_alone(self, outbox: Outbox) -> None:
        for key in ("card", "other"):
            outbox.post(key)
            outbox.send()
        outbox.reply("card:1", to="card")
        outbox.update("other", "1")
        outbox.update("card", "2")
        assert outbox.states()[2:] == [State.PENDING] * 3


class TestWhisper:
    def test_is_for_one_person_and_a_short_time(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.whisper("https://hooks.slack.com/actions/1", "Too late")
        (message,) = outbox.all()
        assert message.method is Method.RESPOND
        assert message.destination == "https://hooks.slack.com/actions/1"
        assert message.payload == {
            "text": "Too late",
            "response_type": "ephemeral",
            "replace_original": False,
        }
        assert message.expires_at < clock() + timedelta(minutes=30)

    def test_may_say_the_same_twice(self, outbox: Outbox) -> None:
        outbox.whisper("https://hooks.slack.com/actions/1")
        outbox.whisper("https://hooks.slack.com/actions/1")
        assert len(outbox.all()) == 2


class TestGetMessage:
    def test_raises_when_nothing_was_written_under_the_key(
        self, transaction: Transaction, workspace: Workspace
    ) -> None:
        with pytest.raises(NoResultFound), transaction() as session:
            queries.get_message(session, workspace_id=workspace.id, key="none")


class TestWritten:
    """What app.py wakes the sender by."""

    def test_marks_the_session_that_has_something_to_send(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        with transaction() as session:
            queries.find_due(session, workspace_id=outbox.workspace_id, now=clock())
            assert writing.WRITTEN not in session.info
            writing.whisper(
                session,
                workspace_id=outbox.workspace_id,
                response_url="https://x",
                text="x",
                now=clock(),
            )
            assert session.info[writing.WRITTEN]
