"""From what people do to the one handler that hears it, and back to what they see."""

import pytest
import sqlalchemy

from bot.slack import routing
from bot.slack.values import Command, CommandRow, Need, Reply
from tests.clock import MovedClock
from tests.slack.desk import Desk

MAYA, MARKETING = "U0MAYA00001", "C0MARKETNG2"


@pytest.fixture
def database_url(sqlite_database: sqlalchemy.URL) -> str:
    """Routing asks the database for nothing: one kind will do."""
    return sqlite_database.render_as_string()


class TestFindCommand:
    ROWS = {  # noqa: RUF012 (read only)
        name: CommandRow(lambda *_, **__: Reply.none(), hint="", summary=name, need=Need.STUCK)
        for name in ("/align setup", "/align decide", "/escalate")
    }

    @pytest.mark.parametrize(
        ("name", "text", "row", "rest"),
        [
            ("/align", "setup", "/align setup", ""),
            ("/align", "SetUp", "/align setup", ""),
            ("/align", "  setup  ", "/align setup", ""),
            ("/align", "decide  We ship on Friday ", "/align decide", "We ship on Friday"),
            ("/align", "Decide we SHIP", "/align decide", "we SHIP"),
            ("/align", "", None, ""),
            ("/align", "dance", None, "dance"),
            ("/align", "setups", None, "setups"),
            ("/escalate", "", "/escalate", ""),
            ("/escalate", " setup fails ", "/escalate", "setup fails"),
            ("/other", "setup", None, "setup"),
        ],
    )
    def test_takes_the_verb_in_any_case_and_leaves_the_rest(
        self, name: str, text: str, row: str | None, rest: str
    ) -> None:
        found, left = routing.find_command(self.ROWS, name, text)
        assert (found.summary if found else None, left) == (row, rest)


class TestCommand:
    def test_brings_who_where_and_what_follows(self, desk: Desk) -> None:
        desk.answer = lambda _: Reply.text("Heard")
        desk.slack.person("Maya").command("/try", "the words ", channel="#marketing")
        assert desk.heard == [Command(desk.workspace_id, MAYA, MARKETING, "the words")]
        assert desk.whispers("Maya", "#marketing") == ["Heard"]

    @pytest.mark.parametrize("text", ["", "help", "dance with me"])
    def test_answers_unknown_input_with_every_command(self, desk: Desk, text: str) -> None:
        reply = desk.slack.person("Maya").command("/align", text, channel="#it")
        assert reply.error is None
        assert desk.heard == []
        assert desk.whispers("Maya") == [
            "I keep teams in step. What do you need?\n"
            "Something is stuck\n"
            "• Try it: /try [words]\n"
            "• Open it: /try open\n"
            "• Open it: /try newer\n"
            "• Set it up: /align setup\n"
            "A message says it already: open its menu, More actions ⋮\n"
            "• Keep what it says: Save it"
        ]

    def test_opens_a_modal(self, desk: Desk) -> None:
        maya = desk.slack.person("Maya")
        assert maya.command("/try", "open").body is None
        assert maya.modal
        assert maya.modal.title == "Form"

    @pytest.mark.parametrize("error", ["expired_trigger_id", "internal_error"])
    def test_says_so_when_slack_does_not_open_it(self, desk: Desk, error: str) -> None:
        desk.slack.fail_next("views.open", error=error)
        maya = desk.slack.person("Maya")
        assert maya.command("/try", "open", channel="#it").error is None
        assert maya.modal is None
        assert desk.whispers("Maya") == [
            "Slack did not let me open the form in time. Please try again.\nYou typed: /try open"
        ]


class TestConnect:
    def test_needs_five_listeners_for_any_number_of_handlers(self, desk: Desk) -> None:
        assert len(desk.bolt._listeners) == 5  # Bolt scans them one by one

    def test_scans_none_more_for_the_rarest_gesture(self, desk: Desk) -> None:
        """A shortcut's listener stands behind those of all else, which find theirs before it."""
        (last,) = desk.bolt._listeners[4].matchers
        assert last.func({"type": "message_action", "callback_id": "t.save"})  # type: ignore[attr-defined] # Bolt's own class

    def test_asks_slack_for_nothing_but_the_modal(self, desk: Desk, clock: MovedClock) -> None:
        desk.show_buttons()
        before = len(desk.slack.journal)
        desk.slack.person("Maya").command("/try", "words")
        desk.slack.person("Ivan").click("Press")
        assert len(desk.slack.journal) == before
