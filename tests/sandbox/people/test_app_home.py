"""The app's Home and Messages tabs, as a person opens, reads and uses them."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Ack, CannotDo, Person, Sandbox
from tests.clock import MovedClock
from tests.sandbox.blocks import actions, button, home, input_, modal, option, section, select
from tests.sandbox.listener import Listener

Publish = Callable[..., None]

ROWS = [
    {**section(f"ESC-{number}"), "block_id": f"row-{number}", "accessory": button("Take", value=n)}
    for number, n in ((1, "one"), (2, "two"))
]


@pytest.fixture
def publish(client: WebClient, maya: Person) -> Publish:
    """Show Maya a Home of these blocks."""

    def publish(*blocks: dict[str, Any]) -> None:
        client.views_publish(user_id=maya.id, view=home(*blocks))

    return publish


class TestOpenHome:
    def test_shows_what_the_app_publishes(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        def answer(_payload: dict[str, Any]) -> Ack:
            publish(section("Yours, <@U0MAYA00001>"), actions(button("New"), button("All", "all")))
            return Ack()

        app.answers["app_home_opened"] = answer
        shown = maya.open_home()
        assert shown is not None
        assert (shown.plain, shown.buttons) == ("Yours, @Maya Okafor", ["New", "All"])
        assert maya.home == shown

    def test_brings_the_view_once_there_is_one(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        assert maya.open_home() is None
        assert app.last["event"] == {
            "type": "app_home_opened",
            "user": maya.id,
            "channel": "D0000000001",
            "tab": "home",
            "event_ts": app.last["event"]["event_ts"],
        }
        publish(section("Yours"))
        shown = maya.open_home()
        assert shown is not None
        assert app.last["event"]["view"] == shown.view

    def test_needs_a_home_tab_in_the_manifest(self, clock: MovedClock) -> None:
        with Sandbox(clock=clock, manifest={}) as slack, pytest.raises(CannotDo) as cannot:
            slack.person("Maya").open_home()
        assert str(cannot.value) == (
            "Bot has no Home tab: its manifest does not set app_home.home_tab_enabled"
        )

    def test_is_for_people_who_are_here(self, app: Listener, slack: Sandbox) -> None:
        with pytest.raises(CannotDo, match="Dan Whitlock has been deactivated"):
            slack.person("Dan").open_home()
        slack.person("Gail").open_home()
        assert app.last["event"]["user"] == "U0GAIL00006"


class TestOpenMessages:
    def test_tells_the_app_which_tab_it_is(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        publish(section("Yours"))
        maya.open_messages()
        assert app.last["event"]["tab"] == "messages"
        assert "view" not in app.last["event"]

    def test_needs_a_messages_tab_in_the_manifest(self, clock: MovedClock) -> None:
        manifest = {"features": {"app_home": {"messages_tab_enabled": False}}}
        with Sandbox(clock=clock, manifest=manifest) as slack:
            with pytest.raises(CannotDo, match="Bot has no Messages tab"):
                slack.person("Maya").open_messages()
            with pytest.raises(CannotDo, match="Dan Whitlock has been deactivated"):
                slack.person("Dan").open_messages()


class TestClick:
    def test_comes_from_a_view_and_from_nowhere_else(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        publish(*ROWS)
        assert maya.click("Take", view=maya.home).error is None
        assert app.pressed["container"] == {"type": "view", "view_id": app.pressed["view"]["id"]}
        assert app.pressed["view"]["type"] == "home"
        assert not app.pressed.keys() & {"channel", "message", "response_url", "state"}

    def test_finds_a_row_by_its_block_id(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        publish(*ROWS)
        maya.click("row-2", view=maya.home)
        assert app.pressed["actions"][0]["value"] == "two"

    def test_prefers_the_home_where_it_is_named(
        self, app: Listener, client: WebClient, publish: Publish, maya: Person
    ) -> None:
        publish(actions(button("New", value="at home")))
        blocks = [actions(button("New", value="in the message"))]
        client.chat_postMessage(channel=maya.id, text="x", blocks=blocks)
        maya.click("New")
        assert app.pressed["actions"][0]["value"] == "in the message"
        maya.click("New", view=maya.home)
        assert app.pressed["actions"][0]["value"] == "at home"

    def test_presses_the_home_as_it_is_now(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        publish(actions(button("Old")))
        before = maya.home
        publish(actions(button("New")))
        with pytest.raises(CannotDo, match="sees no button 'Old'"):
            maya.click("Old", view=before)
        maya.click("New", view=before)

    def test_is_impossible_where_she_does_not_look(
        self, app: Listener, opened: Callable[[dict[str, Any]], None], publish: Publish,
        maya: Person, ivan: Person,
    ) -> None:  # fmt: skip
        publish(actions(button("New")))
        with pytest.raises(CannotDo, match="Ivan Kovac does not have that view"):
            ivan.click("New", view=maya.home)
        opened(modal(actions(button("Go"))))
        closed = maya.modal
        maya.close_modal()
        with pytest.raises(CannotDo, match="Maya Okafor does not have that view"):
            maya.click("Go", view=closed)

    def test_opens_a_modal_over_it(
        self, app: Listener, client: WebClient, publish: Publish, maya: Person
    ) -> None:
        publish(actions(button("New")))

        def answer(payload: dict[str, Any]) -> Ack:
            client.views_open(trigger_id=payload["trigger_id"], view=modal())
            return Ack()

        app.answers["block_actions"] = answer
        maya.click("New")
        assert maya.modal is not None
        maya.submit({"what": "x"})
        assert maya.home is not None

    def test_shows_when_the_app_did_not_answer(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        publish(actions(button("New")))
        app.answers["block_actions"] = lambda _: Ack(500)
        reply = maya.click("New")
        assert maya.home is not None
        assert maya.home.notice == reply.told is not None
        app.answers.clear()
        maya.click("New")
        assert maya.home.notice is None


class TestChoose:
    def test_tells_the_app_and_stays_chosen(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        more = {"type": "overflow", "action_id": "more", "options": [option("Drop", "d")]}
        day = {"type": "datepicker", "action_id": "day"}
        publish(actions(select(), more, day))
        maya.choose("pick", "Low", view=maya.home)
        maya.choose("more", "Drop", view=maya.home)
        maya.choose("day", "2026-12-24", view=maya.home)
        (action,) = app.pressed["actions"]
        assert action["selected_date"] == "2026-12-24"
        assert app.pressed["view"]["state"]["values"]["acts"] == {
            "pick": {"type": "static_select", "selected_option": option("Low", "low")},
            "day": {"type": "datepicker", "selected_date": "2026-12-24"},
        }

    def test_keeps_what_was_typed_when_it_is_published_again(
        self, app: Listener, publish: Publish, maya: Person
    ) -> None:
        publish(input_("note", "A note"), actions(button("Keep")))
        assert maya.choose("A note", "Remember", view=maya.home) is None
        publish(section("Newer"), input_("note", "A note"), actions(button("Keep")))
        maya.click("Keep")
        assert app.pressed["view"]["state"]["values"]["note"]["text"]["value"] == "Remember"
