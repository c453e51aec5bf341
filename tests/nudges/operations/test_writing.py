"""Writing down what people are to be told, on both databases."""

from datetime import timedelta

import pytest

from bot import nudges
from bot.nudges.rules import Reason
from bot.people.rules import Standing
from tests.nudges.desk import ANA, BEN, Desk


class TestNudge:
    def test_waits_and_sends_nothing_by_itself(self, desk: Desk) -> None:
        desk.tell("a")
        (row,) = desk.rows()
        assert (row.user_id, row.text, row.created_at) == (ANA, "About a", desk.clock())
        assert row.expires_at == desk.clock() + timedelta(days=2)
        assert desk.recipient().next_at == desk.clock()
        assert not desk.sent()

    def test_counts_a_key_once(self, desk: Desk) -> None:
        desk.tell("a")
        desk.tell("a", BEN)
        assert [row.user_id for row in desk.rows()] == [ANA]

    def test_sends_what_is_urgent_at_once_and_once(self, desk: Desk) -> None:
        desk.tell("a", urgent=True, owner_id=BEN)
        desk.tell("a", urgent=True, owner_id=BEN)
        (sent,) = desk.sent()
        assert (sent.key, sent.destination, sent.owner_id) == ("a", ANA, BEN)
        assert sent.payload == {"text": "About a"}
        assert not desk.waiting()

    def test_tells_only_the_newest_about_the_same(self, desk: Desk) -> None:
        desk.tell("a1", about="a")
        desk.tell("b1", about="b")
        desk.tell("a2", about="a")
        desk.tell("a1", about="a")
        desk.tell("a3", BEN, about="a")
        assert desk.waiting() == ["b1", "a2", "a3"]
        assert desk.dropped() == {"a1": Reason.SUPERSEDED}

    @pytest.mark.parametrize("urgent", [True, False])
    @pytest.mark.parametrize("standing", [Standing.GUEST, Standing.BOT, Standing.STRANGER])
    def test_tells_an_outsider_nothing(self, desk: Desk, standing: Standing, urgent: bool) -> None:
        desk.know(ANA, standing=standing)
        desk.tell("a", urgent=urgent)
        assert desk.dropped() == {"a": Reason.OUTSIDER}
        assert not desk.sent()

    def test_tells_nothing_to_who_has_left(self, desk: Desk) -> None:
        desk.know(ANA, is_deactivated=True)
        desk.tell("a")
        assert desk.dropped() == {"a": Reason.LEFT}


class TestWithdraw:
    def test_drops_what_waits_under_a_key(self, desk: Desk) -> None:
        desk.tell("a")
        desk.tell("b")
        with desk.transaction() as session:
            nudges.withdraw(session, "a", workspace_id=desk.workspace_id, now=desk.clock())
        assert desk.waiting() == ["b"]
        assert desk.dropped() == {"a": Reason.WITHDRAWN}

    def test_leaves_what_was_told(self, desk: Desk) -> None:
        desk.tell("a", urgent=True)
        with desk.transaction() as session:
            nudges.withdraw(session, "a", workspace_id=desk.workspace_id, now=desk.clock())
        assert not desk.dropped()


class TestWithdrawAbout:
    def test_drops_what_waits_about_a_subject(self, desk: Desk) -> None:
        desk.tell("a", about="ESC-1")
        desk.tell("b", BEN, about="ESC-1")
        desk.tell("c", about="ESC-2")
        with desk.transaction() as session:
            nudges.withdraw_about(
                session, "ESC-1", workspace_id=desk.workspace_id, now=desk.clock()
            )
        assert desk.waiting() == ["c"]
