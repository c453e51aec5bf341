"""Failures ordered for the next calls: lost replies, pages of HTML, one channel only."""

import pytest

from sandbox import Sandbox
from tests.sandbox.blocks import home, section
from tests.sandbox.faults.calls import ask, post


class TestFailNext:
    @pytest.mark.parametrize(
        ("order", "status", "seen"),
        [
            ({"lost": True}, 0, 1),
            ({"cut": True}, 0, 0),
            ({"html": True}, 200, 0),
            ({"html": True, "applied": True}, 200, 1),
            ({"lost": True, "hang": 0.01}, 0, 1),
        ],
    )
    def test_answers_without_json(
        self, slack: Sandbox, order: dict[str, bool], status: int, seen: int
    ) -> None:
        slack.fail_next("chat.postMessage", **order)  # type: ignore[arg-type]  # a table of keyword arguments
        got = post(slack)
        assert got.status == status
        assert b"{" not in got.body
        assert len(slack.channel("#it").messages) == len(slack.journal) == seen
        assert post(slack, "#general").json["ok"]

    def test_keeps_the_reply_that_was_lost(self, slack: Sandbox) -> None:
        slack.fail_next("chat.postMessage", lost=True)
        post(slack)
        (call,) = slack.journal
        assert call.fault == "lost"
        assert call.response["ts"] == slack.channel("#it").messages[0].ts

    def test_says_that_a_failed_call_took_effect(self, slack: Sandbox) -> None:
        slack.fail_next("chat.postMessage", status=500, applied=True)
        post(slack)
        assert [(call.error, call.applied) for call in slack.refused] == [("internal_error", True)]

    @pytest.mark.parametrize(
        ("channel", "place"),
        [("#it", "C0IT0000003"), ("C0IT0000003", "#it"), ("U0MAYA00001", "U0MAYA00001")],
    )
    def test_strikes_in_one_channel_only(self, slack: Sandbox, channel: str, place: str) -> None:
        slack.fail_next("chat.postMessage", cut=True, channel=channel)
        assert post(slack, "#general").json["ok"]
        assert post(slack, place).status == 0
        assert post(slack, place).json["ok"]

    def test_knows_direct_messages_by_either_name(self, slack: Sandbox) -> None:
        opened = ask(slack, "conversations.open", users="U0MAYA00001").json["channel"]["id"]
        slack.fail_next("chat.postMessage", cut=True, channel="U0MAYA00001")
        assert post(slack, opened).status == 0

    def test_knows_whose_home_is_published(self, slack: Sandbox) -> None:
        slack.fail_next("views.publish", lost=True, channel="U0MAYA00001")
        for user_id in ("U0IVAN00003", "U0MAYA00001"):
            got = ask(slack, "views.publish", user_id=user_id, view=home(section("x")))
            assert got.status == (0 if user_id == "U0MAYA00001" else 200)
        assert slack.person("Maya").home is not None

    def test_passes_over_an_order_for_another_channel(self, slack: Sandbox) -> None:
        slack.fail_next("chat.postMessage", cut=True, channel="#general")
        slack.fail_next("chat.postMessage", status=500, times=2)
        assert [post(slack).status, post(slack, "#general").status] == [500, 0]
        assert [post(slack).status, post(slack).status] == [500, 200]
