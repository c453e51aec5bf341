"""Shortcuts in a message's menu: each comes to its handler with what the message says."""

from typing import Any

import pytest
import sqlalchemy
from slack_sdk import WebClient

from bot.errors import BotError
from bot.slack import block_kit
from bot.slack.values import Quoted, Reply, Shortcut
from sandbox import Ack, Delivery, Message
from tests.outage import database_away
from tests.payloads import samples
from tests.slack.desk import FORM, Desk

MAYA, IVAN, BOT = "U0MAYA00001", "U0IVAN00003", "U0BOTUSER01"
IT = "C0IT0000003"


@pytest.fixture
def database_url(sqlite_database: sqlalchemy.URL) -> str:
    """Routing asks the database for nothing: one kind will do."""
    return sqlite_database.render_as_string()


@pytest.fixture
def said(desk: Desk) -> Message:
    """What Ivan said in #it."""
    return desk.slack.person("Ivan").say("The export fails", channel="#it")


def address(message: Message) -> str:
    return f"https://acme.slack.com/archives/{IT}/p{message.ts.replace('.', '')}"


class TestShortcut:
    def test_brings_who_where_and_what_the_message_says(self, desk: Desk, said: Message) -> None:
        reply = desk.slack.person("Bo").shortcut("t.save", said)
        assert (reply.status, reply.body, reply.error) == (200, None, None)
        message = Quoted(said.ts, None, IVAN, "The export fails", address(said), (IVAN,))
        bo = desk.slack.person("Bo").id
        assert desk.heard == [Shortcut(desk.workspace_id, bo, IT, message)]
        assert desk.whispers("Bo") == []

    def test_brings_the_thread_of_a_reply(self, desk: Desk, said: Message) -> None:
        maya = desk.slack.person("Maya")
        reply = desk.slack.person("Ivan").say("Still", channel="#it", thread_ts=said.ts)
        maya.shortcut("t.save", reply)
        maya.shortcut("t.save", said)
        heard = [each.message for each in desk.heard if isinstance(each, Shortcut)]
        assert [message.thread_ts for message in heard] == [said.ts, said.ts]
        thread = f"?thread_ts={said.ts}&cid={IT}"
        assert [message.permalink for message in heard] == [address(reply) + thread, address(said)]

    def test_brings_what_the_bot_itself_wrote(self, desk: Desk) -> None:
        desk.show_buttons()
        (message,) = desk.slack.channel("#it").messages
        desk.slack.person("Ivan").shortcut("t.save", message)
        (shortcut,) = desk.heard
        assert isinstance(shortcut, Shortcut)
        assert (shortcut.message.user_id, shortcut.message.text) == (BOT, "Buttons")

    @pytest.mark.parametrize("author", [{"user": "U0ANA000002"}, {"bot_id": "B1"}])
    def test_is_taken_as_slacks_sample_has_it(self, desk: Desk, author: dict[str, Any]) -> None:
        payload = samples.load("message_action") | {"callback_id": "t.save"}
        del payload["message"]["user"]
        payload["message"] |= author
        assert desk.receive(Delivery("interactive", payload)).status == 200
        (shortcut,) = desk.heard
        assert isinstance(shortcut, Shortcut)
        assert (shortcut.user_id, shortcut.channel_id) == (MAYA, "C0MARKETNG2")
        assert shortcut.message.user_id == author.get("user")
        assert shortcut.message.text.startswith("@someone the export fails")

    def test_opens_a_modal(self, desk: Desk, said: Message) -> None:
        desk.answer = lambda _: Reply.open(FORM)
        maya = desk.slack.person("Maya")
        before = len(desk.slack.journal)
        maya.shortcut("t.save", said)
        assert maya.modal
        assert maya.modal.title == "Form"
        assert [call.method for call in desk.slack.journal[before:]] == ["views.open"]

    def test_is_answered_to_one_person_alone(self, desk: Desk, said: Message) -> None:
        desk.answer = lambda _: Reply(whisper="Kept.", blocks=[block_kit.header("It is kept")])
        desk.slack.person("Maya").shortcut("t.save", said)
        assert desk.whispers("Maya") == ["It is kept"]
        assert desk.whispers("Ivan") == []

    def test_is_answered_where_the_bot_is_not(self, desk: Desk) -> None:
        """In a direct message between the two, say: the answer goes to the response_url."""
        WebClient(desk.slack.bot_token, base_url=desk.slack.api_url).conversations_leave(channel=IT)
        said = desk.slack.person("Ivan").say("Here?", channel="#it")
        desk.answer = lambda _: Reply(whisper="Kept.")
        desk.slack.person("Maya").shortcut("t.save", said)
        assert desk.whispers("Maya") == ["Kept."]

    def test_says_what_is_wrong(self, desk: Desk, said: Message) -> None:
        def refuse(_gesture: object) -> Reply:
            raise BotError("Not this one.")

        desk.answer = refuse
        assert desk.slack.person("Maya").shortcut("t.save", said).error is None
        assert desk.whispers("Maya") == ["Not this one."]

    def test_that_is_gone_says_so(self, desk: Desk, said: Message) -> None:
        assert desk.slack.person("Maya").shortcut("t.of_last_year", said).error is None
        assert desk.heard == []
        assert desk.whispers("Maya") == [
            "I don't have that shortcut any more. /align help lists what I can do."
        ]

    def test_of_somebody_of_another_company_is_refused(self, desk: Desk) -> None:
        payload = samples.load("message_action") | {"callback_id": "t.save"}
        payload["user"]["team_id"] = "T0OTHERCO01"
        assert desk.receive(Delivery("interactive", payload)) == Ack(200, None)
        assert desk.heard == []

    def test_says_that_the_database_is_away(
        self, desk: Desk, said: Message, engine: sqlalchemy.Engine
    ) -> None:
        def ask(_gesture: object) -> Reply:
            with engine.begin() as connection:
                connection.exec_driver_sql("DELETE FROM counters")
            return Reply.none()

        desk.answer = ask
        maya = desk.slack.person("Maya")
        maya.shortcut("t.save", said)  # in a workspace that is known already
        with database_away(engine):
            assert maya.shortcut("t.save", said).error is None
        assert maya.modal
        assert maya.modal.title == "Please try again"
