"""Clicks and forms: each comes to its handler, and what that says is seen by one person."""

from collections.abc import Callable

import pytest
import sqlalchemy

from bot.errors import BotError, InvalidInput
from bot.slack import block_kit
from bot.slack.routing import Gesture
from bot.slack.values import Click, Reply, Submission
from sandbox.people import Value
from tests.slack.desk import BUTTONS, Desk

MAYA, IVAN = "U0MAYA00001", "U0IVAN00003"
IT = "C0IT0000003"
FILLED: dict[str, Value] = {"what": "The words", "why": "Because"}
OLD_BUTTON = "This button is from an older version of me. Please use a newer message."


@pytest.fixture
def database_url(sqlite_database: sqlalchemy.URL) -> str:
    """Routing asks the database for nothing: one kind will do."""
    return sqlite_database.render_as_string()


def raises(error: Exception) -> Reply:
    raise error


class TestClick:
    def test_brings_who_where_and_what_the_button_is_for(self, desk: Desk) -> None:
        desk.show_buttons()
        reply = desk.slack.person("Ivan").click("Press")
        assert (reply.status, reply.body, reply.error) == (200, None, None)
        assert desk.heard == [Click(desk.workspace_id, IVAN, IT, "7")]
        assert desk.whispers("Ivan") == []

    def test_brings_what_was_chosen(self, desk: Desk) -> None:
        desk.show_buttons()
        assert desk.slack.person("Ivan").choose("Pick", "Eight")
        assert desk.heard == [Click(desk.workspace_id, IVAN, IT, "8")]

    def test_has_no_channel_inside_a_modal(self, desk: Desk) -> None:
        maya = desk.slack.person("Maya")
        maya.command("/try", "open")
        maya.click("Inside")
        empty = {"value": {"type": "plain_text_input", "value": None}}
        entered = {"what": empty, "why": empty}
        assert desk.heard == [
            Click(desk.workspace_id, MAYA, None, "in", entered, "about 7", "V0000000001")
        ]

    def test_is_answered_to_one_person_alone(self, desk: Desk) -> None:
        desk.answer = lambda _: Reply(whisper="Bo was faster.")
        desk.show_buttons()
        assert desk.slack.person("Ivan").click("Press").error is None
        assert desk.whispers("Ivan") == ["Bo was faster."]
        assert desk.whispers("Bo") == []
        assert [message.text for message in desk.slack.channel("#it").messages] == ["Buttons"]

    def test_is_answered_with_blocks_too(self, desk: Desk) -> None:
        desk.answer = lambda _: Reply(whisper="Bo.", blocks=[block_kit.header("Bo was faster")])
        desk.show_buttons()
        desk.slack.person("Ivan").click("Press")
        assert desk.whispers("Ivan") == ["Bo was faster"]

    def test_redraws_what_one_person_alone_sees(self, desk: Desk) -> None:
        desk.answer = lambda _: Reply.text("Mine", [BUTTONS])
        ivan = desk.slack.person("Ivan")
        ivan.command("/try", channel="#it")
        desk.answer = lambda _: Reply(redraw=("Done", [block_kit.header("It is done")]))
        ivan.click("Press")
        assert desk.whispers("Ivan") == ["It is done"]

    def test_never_redraws_what_everybody_sees(self, desk: Desk) -> None:
        desk.answer = lambda _: Reply(redraw=("Done", []))
        desk.show_buttons()
        desk.slack.person("Ivan").click("Press")
        assert desk.whispers("Ivan") == []
        assert [message.text for message in desk.slack.channel("#it").messages] == ["Buttons"]

    def test_opens_a_modal(self, desk: Desk) -> None:
        desk.answer = lambda _: Reply.open(block_kit.notice("Hello", "There"))
        desk.show_buttons()
        ivan = desk.slack.person("Ivan")
        ivan.click("Press")
        assert ivan.modal
        assert (ivan.modal.title, ivan.modal.plain) == ("Hello", "There")

    def test_of_an_old_button_says_so(self, desk: Desk) -> None:
        desk.show_buttons()
        assert desk.slack.person("Ivan").click("Old").error is None
        assert desk.heard == []
        assert desk.whispers("Ivan") == [OLD_BUTTON]

    def test_of_somebody_of_another_company_is_refused(self, desk: Desk) -> None:
        desk.show_buttons("#marketing")
        assert desk.slack.person("Eve").click("Press").error is None
        assert desk.heard == []
        assert desk.whispers("Eve", "#marketing") == [
            "Only people of this workspace can do that. Please ask someone who is in it."
        ]


class TestSubmission:
    def test_brings_what_was_filled_in(self, desk: Desk) -> None:
        maya = desk.slack.person("Maya")
        maya.command("/try", "open")
        assert maya.modal
        view_id = maya.modal.view["id"]
        maya.submit(FILLED)
        (submission,) = desk.heard
        assert isinstance(submission, Submission)
        assert (submission.workspace_id, submission.user_id) == (desk.workspace_id, MAYA)
        assert (submission.view_id, submission.metadata) == (view_id, "about 7")
        assert submission.values == {
            "what": {"value": {"type": "plain_text_input", "value": "The words"}},
            "why": {"value": {"type": "plain_text_input", "value": "Because"}},
        }
        assert maya.modal is None

    @pytest.mark.parametrize(
        ("reply", "errors"),
        [
            (lambda _: Reply.errors({"why": "Too short."}), {"why": "Too short."}),
            (lambda _: raises(InvalidInput("why", "Too long.")), {"why": "Too long."}),
            (lambda _: raises(BotError("Too late.")), {"what": "Too late."}),
        ],
    )
    def test_keeps_the_form_with_a_sentence_at_the_field(
        self, desk: Desk, reply: Callable[[Gesture], Reply], errors: dict[str, str]
    ) -> None:
        desk.answer = reply
        maya = desk.slack.person("Maya")
        maya.command("/try", "open")
        assert maya.submit(FILLED).error is None
        assert maya.modal
        assert maya.modal.errors == errors

    def test_shows_another_view_in_its_place(self, desk: Desk) -> None:
        desk.answer = lambda _: Reply.replace(block_kit.notice("Done", "All well"))
        maya = desk.slack.person("Maya")
        maya.command("/try", "open")
        maya.submit(FILLED)
        assert maya.modal
        assert maya.modal.plain == "All well"

    def test_of_an_unknown_form_says_so(self, desk: Desk) -> None:
        maya = desk.slack.person("Maya")
        maya.command("/try", "newer")
        maya.submit(FILLED)
        assert maya.modal
        assert maya.modal.errors == {"what": OLD_BUTTON}
