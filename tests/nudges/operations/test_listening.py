"""Hearing from people, on both databases."""

from datetime import timedelta

from bot.nudges.operations import listening
from tests.nudges.desk import ANA, BEN, Desk


class TestHeardFrom:
    def test_touches_nothing_when_nothing_was_told(self, desk: Desk) -> None:
        desk.hear()
        desk.tell("a")
        desk.clock.advance(hours=1)
        desk.hear()
        ana = desk.recipient()
        assert (ana.heard_at, ana.unanswered) == (None, 0)
        assert ana.next_at == desk.clock() - timedelta(hours=1)

    def test_ends_a_silence(self, desk: Desk) -> None:
        desk.tell("a")
        desk.sweep()
        desk.hear(BEN)
        assert desk.recipient().unanswered == 1
        desk.hear()
        ana = desk.recipient()
        assert (ana.heard_at, ana.unanswered) == (desk.clock(), 0)

    def test_leaves_who_said_stop_alone(self, desk: Desk) -> None:
        desk.tell("a")
        desk.sweep()
        with desk.transaction() as session:
            listening.stop(session, desk.workspace_id, ANA, now=desk.clock())
        desk.hear()
        desk.tell("b")
        desk.sweep(days=1)
        assert len(desk.sent()) == 1

    def test_hears_nobody_of_another_workspace(self, desk: Desk, other: Desk) -> None:
        desk.tell("a")
        desk.sweep()
        other.hear()
        assert desk.recipient().unanswered == 1


class TestStop:
    def test_keeps_what_waits_until_it_is_wanted_again(self, desk: Desk) -> None:
        with desk.transaction() as session:
            listening.stop(session, desk.workspace_id, ANA, now=desk.clock())
        desk.tell("a")
        desk.sweep()
        assert not desk.sent()
        with desk.transaction() as session:
            listening.go_on(session, desk.workspace_id, ANA, now=desk.clock())
        desk.sweep()
        assert len(desk.sent()) == 1

    def test_lets_what_is_urgent_through(self, desk: Desk) -> None:
        with desk.transaction() as session:
            listening.stop(session, desk.workspace_id, ANA, now=desk.clock())
        desk.tell("a", urgent=True)
        assert len(desk.sent()) == 1


class TestGoOn:
    def test_is_for_somebody_who_was_never_told_anything_too(self, desk: Desk) -> None:
        with desk.transaction() as session:
            listening.go_on(session, desk.workspace_id, ANA, now=desk.clock())
        assert desk.recipient().stopped_at is None
