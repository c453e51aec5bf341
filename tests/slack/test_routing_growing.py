"""Forms that grow: a click in a form draws it again in its place, and what was typed stays."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy
from slack_sdk import WebClient

from bot.errors import BotError
from bot.slack import block_kit, modals
from bot.slack.routing import Gesture
from bot.slack.values import Click, Event, Reply, Submission
from sandbox import Person
from tests.slack.desk import FORM, GROWN, Desk

NOT_DRAWN = (
    "Slack did not let me change the form: it may have changed just before. What you typed is "
    "still in it. Close this, and choose once more."
)
TROUBLE = "We had some trouble connecting. Try again?"


@pytest.fixture
def database_url(sqlite_database: sqlalchemy.URL) -> str:
    """Routing asks the database for nothing: one kind will do."""
    return sqlite_database.render_as_string()


@pytest.fixture
def maya(desk: Desk) -> Person:
    """Maya, who has the form open, and typed into it."""
    maya = desk.slack.person("Maya")
    maya.command("/try", "open", channel="#it")
    maya.choose("what", "Half a sente")
    desk.heard.clear()
    desk.answer = lambda _: Reply.update(GROWN)
    return maya


@pytest.fixture
def web(desk: Desk) -> WebClient:
    return WebClient(desk.slack.bot_token, base_url=desk.slack.api_url)


def typed(person: Person) -> Any:
    assert person.modal
    return person.modal.view["state"]["values"]["what"]["value"]["value"]


class TestUpdate:
    def test_shows_the_form_in_place_of_the_one_that_was_clicked_in(
        self, desk: Desk, maya: Person
    ) -> None:
        assert maya.modal
        view_id, before = maya.modal.view["id"], len(desk.slack.journal)
        reply = maya.click("Inside")
        assert (reply.status, reply.body, reply.error) == (200, None, None)
        assert (maya.modal.title, maya.modal.view["id"]) == ("Grown", view_id)
        assert [call.method for call in desk.slack.journal[before:]] == ["views.update"]
        maya.close_modal()
        assert maya.modal is None  # it was drawn again, not laid over the other

    def test_keeps_what_was_typed(self, desk: Desk, maya: Person) -> None:
        maya.click("Inside")
        assert typed(maya) == "Half a sente"
        desk.answer = lambda _: Reply.none()
        maya.submit({"Why?": "Because", "Which?": "That", "When?": "2026-07-01 09:30"})
        submission = desk.heard[-1]
        assert isinstance(submission, Submission)
        assert submission.metadata == "about 8"
        assert modals.text(submission.values, "what") == "Half a sente"
        assert modals.choice(submission.values, "which") == "that"
        in_london = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)  # where Maya is
        assert modals.instant(submission.values, "when", missing="When?") == in_london

    def test_is_decided_by_what_stands_in_the_form(self, desk: Desk, maya: Person) -> None:
        def grow(gesture: Gesture | Event) -> Reply:
            assert isinstance(gesture, Click)
            about = f"{gesture.metadata}, {modals.text(gesture.values, 'what')}"
            return Reply.update(FORM | {"private_metadata": about})

        desk.answer = grow
        maya.click("Inside")
        maya.click("Inside")
        assert maya.modal
        assert maya.modal.view["private_metadata"] == "about 7, Half a sente, Half a sente"

    def test_follows_a_choice_in_a_field_that_tells(self, desk: Desk, maya: Person) -> None:
        """Slack: `dispatch_action` of an input block."""
        options = [block_kit.option("This", "this"), block_kit.option("That", "that")]
        field = block_kit.field("Which?", block_kit.radio_buttons(options), block_id="which")
        field["element"] |= {"action_id": "t.pick"}
        form = FORM | {"blocks": [field | {"dispatch_action": True}, *FORM["blocks"]]}
        desk.answer = lambda _: Reply.update(form)
        maya.click("Inside")
        desk.answer = lambda _: Reply.update(GROWN)
        maya.choose("Which?", "That")
        click = desk.heard[-1]
        assert isinstance(click, Click)
        assert click.value == "that"
        assert click.values["which"]["t.pick"]["selected_option"]["value"] == "that"
        assert maya.modal
        assert (maya.modal.title, typed(maya)) == ("Grown", "Half a sente")

    def test_says_so_when_the_form_changed_since_the_click(
        self, desk: Desk, maya: Person, web: WebClient
    ) -> None:
        def change_meanwhile(_gesture: Gesture | Event) -> Reply:
            assert maya.modal
            web.views_update(view_id=maya.modal.view["id"], view=FORM)
            return Reply.update(GROWN)

        desk.answer = change_meanwhile
        assert maya.click("Inside").error is None
        assert maya.modal
        assert (maya.modal.title, maya.modal.plain) == ("Lockstep", NOT_DRAWN)
        maya.close_modal()
        assert (maya.modal.title, typed(maya)) == ("Form", "Half a sente")

    @pytest.mark.parametrize("error", ["internal_error", "ratelimited", "invalid_arguments"])
    def test_says_so_when_slack_does_not_draw_it(
        self, desk: Desk, maya: Person, error: str
    ) -> None:
        desk.slack.fail_next("views.update", error=error)
        assert maya.click("Inside").error is None
        assert maya.modal
        assert maya.modal.plain == NOT_DRAWN
        maya.close_modal()
        assert (maya.modal.title, typed(maya)) == ("Form", "Half a sente")
        maya.click("Inside")
        assert maya.modal.title == "Grown"

    def test_leaves_it_to_slack_to_say_so_when_nothing_can_be_shown(
        self, desk: Desk, maya: Person
    ) -> None:
        for method in ("views.update", "views.push"):
            desk.slack.fail_next(method, error="internal_error")
        reply = maya.click("Inside")
        assert reply.status == 500
        assert maya.modal
        assert (maya.modal.title, maya.modal.notice) == ("Form", TROUBLE)
        assert typed(maya) == "Half a sente"

    def test_is_lost_on_a_form_that_was_closed_meanwhile(self, desk: Desk, maya: Person) -> None:
        def close_meanwhile(_gesture: Gesture | Event) -> Reply:
            maya.close_modal()
            return Reply.update(GROWN)

        desk.answer = close_meanwhile
        maya.click("Inside")
        assert maya.modal is None

    def test_lets_one_of_two_clicks_at_once_draw(self, desk: Desk, maya: Person) -> None:
        """Both saw the same form: the second is told, and neither draws over the other."""
        both = threading.Barrier(2)

        def answer(_gesture: Gesture | Event) -> Reply:
            both.wait(5)
            return Reply.update(GROWN)

        desk.answer = answer
        clicks = [threading.Thread(target=maya.click, args=("Inside",)) for _ in range(2)]
        for click in clicks:
            click.start()
        for click in clicks:
            click.join(10)
        assert maya.modal
        assert maya.modal.plain == NOT_DRAWN
        maya.close_modal()
        assert maya.modal.title == "Grown"


class TestWhisper:
    @pytest.mark.parametrize(
        "answer", [lambda: Reply(whisper="Bo was faster."), lambda: _raise("Bo was faster.")]
    )
    def test_is_said_over_the_form(
        self, desk: Desk, maya: Person, answer: Callable[[], Reply]
    ) -> None:
        desk.answer = lambda _: answer()
        assert maya.click("Inside").error is None
        assert maya.modal
        assert (maya.modal.title, maya.modal.plain) == ("Lockstep", "Bo was faster.")
        assert maya.modal.view["submit"] is None
        maya.close_modal()
        assert (maya.modal.title, typed(maya)) == ("Form", "Half a sente")
        assert desk.whispers("Maya") == []


def _raise(sentence: str) -> Reply:
    raise BotError(sentence)
