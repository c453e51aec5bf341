"""Writing messages down: once, in order, and of several that say the same only the newest."""

from datetime import timedelta

import pytest
import sqlalchemy
from sqlalchemy.orm import Session

from bot.db import Transaction
from bot.outbox.operations import showing, writing
from bot.outbox.operations.writing import Draft
from bot.outbox.rules.states import Method, State
from tests.clock import MovedClock
from tests.outbox.outbox import CLOSED, REFUSED, UNHEARD, Attempt, Outbox

SECTION = {"type": "section", "text": {"type": "plain_text", "text": "x"}}


class TestPost:
    def test_writes_a_message_that_is_due_at_once(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("card", "C1", text="Hello", blocks=[SECTION], owner_id="U1")
        message = outbox.get("card")
        assert (message.method, message.destination, message.owner_id) == (Method.POST, "C1", "U1")
        assert message.payload == {"text": "Hello", "blocks": [SECTION]}
        assert (message.state, message.attempts, message.version) == (State.PENDING, 0, 1)
        assert message.due_at == message.created_at == clock()
        assert message.expires_at == clock() + timedelta(days=7)

    def test_writes_how_long_somebody_needs_it(self, outbox: Outbox, clock: MovedClock) -> None:
        outbox.post("prompt", within=timedelta(minutes=30))
        assert outbox.get("prompt").expires_at == clock() + timedelta(minutes=30)

    def test_marks_each_so_that_nobody_could_guess_it(self, outbox: Outbox) -> None:
        for number in range(20):
            outbox.post(f"{number}")
        markers = {message.marker for message in outbox.all()}
        assert len(markers) == 20
        assert all(len(marker) >= 22 for marker in markers)  # 128 bits

    def test_writes_nothing_the_second_time(self, outbox: Outbox, clock: MovedClock) -> None:
        first = outbox.post("card", "C1", text="Hello")
        before = outbox.get("card")
        clock.advance(minutes=1)
        assert outbox.post("card", "C2", text="Other words") == first
        (message,) = outbox.all()
        assert (message.destination, message.payload) == ("C1", {"text": "Hello"})
        assert (message.marker, message.created_at) == (before.marker, before.created_at)

    @pytest.mark.parametrize("attempt", [None, UNHEARD, REFUSED, CLOSED])
    def test_writes_nothing_again_after_an_attempt(
        self, outbox: Outbox, attempt: Attempt | None
    ) -> None:
        outbox.post("card")
        outbox.send(attempt)
        before = outbox.states()
        outbox.post("card")
        assert outbox.states() == before

    def test_writes_those_of_several_that_are_not_there_yet(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        """So a fan-out that was cut short is simply run again."""
        outbox.post("2", "C2")
        drafts = [Draft(f"{number}", f"C{number}", "Hello") for number in range(4)]
        with transaction() as session:
            writing.post(session, *drafts, workspace_id=outbox.workspace_id, now=clock())
        assert sorted(message.key for message in outbox.all()) == ["0", "1", "2", "3"]
        assert outbox.get("2").payload == {"text": "The words of 2"}

    def test_keeps_the_keys_of_two_workspaces_apart(self, outbox: Outbox, other: Outbox) -> None:
        assert outbox.post("card") != other.post("card")
        assert (len(outbox.all()), len(other.all())) == (1, 1)

    def test_leaves_nothing_when_the_change_it_tells_of_fails(
        self, outbox: Outbox, transaction: Transaction
    ) -> None:
        with pytest.raises(RuntimeError), transaction() as session:
            fail_after_writing(session, outbox)
        assert outbox.all() == []


def fail_after_writing(session: Session, outbox: Outbox) -> None:
    draft = Draft("card", "C1", "Hello")
    writing.post(session, draft, workspace_id=outbox.workspace_id, now=outbox.clock())
    raise RuntimeError


class TestPostOfWhatCollapses:
    def digest(self, outbox: Outbox, number: int) -> None:
        outbox.post(f"digest:{number}", "C1", collapse_key="digest:C1")

    def test_keeps_the_newest_of_those_that_wait(self, outbox: Outbox, clock: MovedClock) -> None:
        for number in range(3):
            self.digest(outbox, number)
        assert outbox.states() == [State.SUPERSEDED, State.SUPERSEDED, State.PENDING]
        assert outbox.get("digest:0").dropped_at == clock()
        assert outbox.take() == ["digest:2"]

    def test_takes_the_threads_of_older_ones_along(self, outbox: Outbox) -> None:
        self.digest(outbox, 0)
        outbox.reply("digest:0:2", to="digest:0", text="More")
        self.digest(outbox, 1)
        outbox.reply("digest:1:2", to="digest:1", text="More")
        assert outbox.states() == [*[State.SUPERSEDED] * 2, *[State.PENDING] * 2]
        assert outbox.take() == ["digest:1"]

    def test_does_not_bring_an_older_one_back(self, outbox: Outbox) -> None:
        for number in (0, 1, 0, 0):
            self.digest(outbox, number)
        assert outbox.states() == [State.SUPERSEDED, State.PENDING]

    def test_takes_the_place_of_one_that_is_parked(self, outbox: Outbox) -> None:
        self.digest(outbox, 0)
        outbox.send(CLOSED)
        self.digest(outbox, 1)
        assert outbox.states() == [State.SUPERSEDED, State.PENDING]

    @pytest.mark.parametrize("attempt", [None, UNHEARD])
    def test_leaves_what_slack_shows_or_may_show(
        self, outbox: Outbox, attempt: Attempt | None
    ) -> None:
        self.digest(outbox, 0)
        outbox.send(attempt)
        before = outbox.states()
        self.digest(outbox, 1)
        assert outbox.states() == [*before, State.PENDING]

    def test_leaves_one_that_is_being_sent(self, outbox: Outbox) -> None:
        self.digest(outbox, 0)
        outbox.claimed()
        self.digest(outbox, 1)
        assert outbox.states() == [State.SENDING, State.PENDING]

    def test_leaves_one_that_is_shown_and_waits_to_be_changed(self, outbox: Outbox) -> None:
        self.digest(outbox, 0)
        outbox.send()
        outbox.update("digest:0", "Corrected")
        self.digest(outbox, 1)
        assert outbox.states() == [State.PENDING, State.PENDING]

    def test_leaves_other_keys_and_other_workspaces(self, outbox: Outbox, other: Outbox) -> None:
        self.digest(other, 0)
        outbox.post("digest:0", "C2", collapse_key="digest:C2")
        outbox.post("plain", "C1")
        self.digest(outbox, 1)
        assert {*outbox.states(), *other.states()} == {State.PENDING}


class TestReply:
    def test_goes_to_the_thread_of_its_parent(self, outbox: Outbox) -> None:
        parent = outbox.post("card", "C1", owner_id="U1")
        outbox.reply("card:1", to="card", text="More")
        message = outbox.get("card:1")
        assert (message.method, message.parent_id) == (Method.POST, parent)
        assert (message.destination, message.owner_id) == ("C1", "U1")
        assert message.payload == {"text": "More"}

    def test_writes_nothing_the_second_time(self, outbox: Outbox) -> None:
        outbox.post("card")
        assert outbox.reply("card:1", to="card") == outbox.reply("card:1", to="card")
        assert len(outbox.all()) == 2

    def test_refuses_a_parent_that_is_not_there(self, outbox: Outbox, other: Outbox) -> None:
        other.post("card")
        with pytest.raises(KeyError):
            outbox.reply("card:1", to="card")
        assert outbox.all() == []


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

    def test_may_take_the_place_of_what_was_pressed(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        with transaction() as session:
            showing.whisper(
                session,
                workspace_id=outbox.workspace_id,
                response_url="https://x",
                text="Done",
                blocks=[{"type": "divider"}],
                replaces=True,
                now=clock(),
            )
        (message,) = outbox.all()
        assert message.payload == {
            "text": "Done",
            "blocks": [{"type": "divider"}],
            "response_type": "ephemeral",
            "replace_original": True,
        }

    def test_may_say_the_same_twice(self, outbox: Outbox) -> None:
        outbox.whisper("https://hooks.slack.com/actions/1")
        outbox.whisper("https://hooks.slack.com/actions/1")
        assert len(outbox.all()) == 2


class TestDelete:
    def test_names_the_copy_once(self, outbox: Outbox) -> None:
        outbox.delete("C1", "1.1")
        outbox.delete("C1", "1.1")
        outbox.delete("C1", "1.2")
        assert outbox.deletions() == [("C1", "1.1"), ("C1", "1.2")]
        assert outbox.states() == [State.PENDING] * 2


class TestWritten:
    """What app.py wakes the sender by."""

    def test_marks_the_session_that_has_something_to_send(
        self, outbox: Outbox, transaction: Transaction, clock: MovedClock
    ) -> None:
        with transaction() as session:
            session.execute(sqlalchemy.text("SELECT 1"))
            writing.post(session, workspace_id=outbox.workspace_id, now=clock())
            assert writing.WRITTEN not in session.info
            showing.whisper(
                session,
                workspace_id=outbox.workspace_id,
                response_url="https://x",
                text="x",
                now=clock(),
            )
            assert session.info[writing.WRITTEN]
