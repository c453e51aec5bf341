"""Shortcuts, and forms that grow, the way they travel: signed over HTTP, and in Socket Mode."""

from collections.abc import Iterator

import pytest
import sqlalchemy

from bot import web
from bot.clock import utc_now
from bot.slack import guard
from bot.slack.socket_mode import SocketMode
from bot.slack.values import Reply
from tests import wait
from tests.slack.desk import FORM, GROWN, Desk


@pytest.fixture
def database_url(sqlite_database: sqlalchemy.URL) -> str:
    """Payloads travel alike whatever the database is."""
    return sqlite_database.render_as_string()


@pytest.fixture
def over_http(desk: Desk) -> Iterator[Desk]:
    door = guard.protect(desk.bolt, secret=desk.slack.signing_secret, now=utc_now)
    server = web.Server(web.build(slack=door, checks=list), host="127.0.0.1", port=0)
    server.start()
    desk.slack.deliver_over_http(f"http://127.0.0.1:{server.port}/slack/events", verify=False)
    yield desk
    server.stop(1)


@pytest.fixture
def over_a_socket(desk: Desk) -> Iterator[Desk]:
    desk.slack.deliver_over_sockets()
    line = SocketMode(desk.bolt, app_token=desk.slack.app_token)
    line.connect()
    wait.until(lambda: desk.slack.connected)
    yield desk
    line.close(1)


@pytest.fixture(params=["over_http", "over_a_socket"])
def reached(request: pytest.FixtureRequest) -> Desk:
    desk: Desk = request.getfixturevalue(request.param)
    return desk


class TestGestures:
    def test_arrive_and_are_answered(self, reached: Desk) -> None:
        maya = reached.slack.person("Maya")
        reached.answer = lambda _: Reply.open(FORM)
        said = reached.slack.person("Ivan").say("The <export> fails 🎉", channel="#it")
        assert maya.shortcut("t.save", said).error is None
        maya.choose("what", "Half a sente")
        reached.answer = lambda _: Reply.update(GROWN)
        assert maya.click("Inside").error is None
        assert maya.modal
        assert maya.modal.title == "Grown"
        assert maya.modal.view["state"]["values"]["what"]["value"]["value"] == "Half a sente"
        reached.answer = lambda _: Reply(whisper="Bo was faster.")
        assert maya.click("Inside").error is None
        assert maya.modal.plain == "Bo was faster."
        shortcut, *_clicks = reached.heard
        assert "The <export> fails 🎉" in str(shortcut)
