"""Answers to buttons in the Home tab: they come without a channel, so a modal says it."""

from typing import Any

import pytest
import sqlalchemy

from bot.slack.values import Click, Reply
from sandbox import Ack, Delivery
from sandbox.payloads import interactions
from tests.slack.desk import FORM, Desk

IVAN = "U0IVAN00003"


@pytest.fixture
def database_url(sqlite_database: sqlalchemy.URL) -> str:
    """Routing asks the database for nothing: one kind will do."""
    return sqlite_database.render_as_string()


def press(desk: Desk, action_id: str = "t.press", **user: Any) -> Ack:
    """Let Ivan press a button in his Home."""
    workspace, ivan = desk.slack.workspace, desk.slack.person("Ivan")
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": "7"}
    payload = interactions.view_action(workspace, ivan.id, desk.show_home("Ivan"), action)
    payload["user"] |= user
    assert "response_url" not in payload
    return desk.receive(Delivery("interactive", payload))


def modal(desk: Desk) -> tuple[str, str]:
    """Return title and words of what is open on Ivan's screen."""
    shown = desk.slack.person("Ivan").modal
    assert shown
    return shown.title, shown.plain


class TestClick:
    def test_brings_who_and_what_the_button_is_for(self, desk: Desk) -> None:
        ack = press(desk)
        assert (ack.status, ack.body) == (200, None)
        assert desk.heard == [Click(desk.workspace_id, IVAN, None, "7")]
        assert desk.slack.person("Ivan").modal is None

    def test_is_answered_in_a_modal(self, desk: Desk) -> None:
        desk.answer = lambda _: Reply(whisper="Bo was faster.")
        press(desk)
        assert modal(desk) == ("Lockstep", "Bo was faster.")
        assert desk.whispers("Ivan") == []

    def test_of_an_old_button_says_so(self, desk: Desk) -> None:
        press(desk, "t.of_last_year")
        assert modal(desk) == (
            "Lockstep",
            "This button is from an older version of me. Please use a newer message.",
        )

    def test_of_somebody_of_another_company_is_refused(self, desk: Desk) -> None:
        press(desk, team_id="T0OTHERCO01")
        assert desk.heard == []
        assert modal(desk)[1].startswith("Only people of this workspace can do that.")

    @pytest.mark.parametrize("reply", [Reply.open(FORM), Reply(whisper="Bo was faster.")])
    def test_is_taken_all_the_same_when_no_modal_opens(self, desk: Desk, reply: Reply) -> None:
        desk.answer = lambda _: reply
        for _ in range(2):  # the second is what would be said of the first
            desk.slack.fail_next("views.open", error="expired_trigger_id")
        assert press(desk).status == 200
        assert desk.slack.person("Ivan").modal is None
