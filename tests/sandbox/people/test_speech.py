"""Reading, writing and reacting."""

import pytest
from slack_sdk import WebClient

from sandbox import CannotDo, Person, Sandbox
from tests.sandbox.listener import Listener
from tests.wait import until


class TestSay:
    def test_is_read_by_everybody_in_the_channel(self, maya: Person, slack: Sandbox) -> None:
        maya.say("Hello @Ana, see #it & <that>", channel="#marketing")
        (message,) = slack.person("Ana").sees("#marketing")
        assert message.text == "Hello <@U0ANA000002>, see <#C0IT0000003> &amp; &lt;that&gt;"
        assert message.plain == "Hello @Ana Ribeiro, see #it & <that>"

    def test_answers_in_a_thread(self, maya: Person, client: WebClient) -> None:
        first = maya.say("?", channel="#marketing")
        maya.say("!", channel="#marketing", thread_ts=first.ts)
        replies = client.conversations_replies(channel="C0MARKETNG2", ts=first.ts)["messages"]
        assert [reply["text"] for reply in replies] == ["?", "!"]

    def test_sends_an_answer_to_the_channel_too(self, maya: Person, client: WebClient) -> None:
        first = maya.say("?", channel="#marketing")
        maya.say("!", channel="#marketing", thread_ts=first.ts, also_to_channel=True)
        told = client.conversations_history(channel="C0MARKETNG2")["messages"]
        assert [each["text"] for each in told] == ["!", "?"]
        assert told[0]["subtype"] == "thread_broadcast"
        assert (told[0]["thread_ts"], told[0]["root"]["text"]) == (first.ts, "?")

    def test_sends_nothing_else_to_the_channel_twice(self, maya: Person) -> None:
        with pytest.raises(CannotDo):
            maya.say("?", channel="#marketing", also_to_channel=True)

    def test_tells_the_app_when_it_is_mentioned(self, app: Listener, maya: Person) -> None:
        maya.say("@Lockstep help", channel="#marketing")
        assert app.last["event"]["type"] == "app_mention"
        assert app.last["event"]["text"] == "<@U0BOTUSER01> help"

    def test_tells_the_app_of_direct_messages(self, app: Listener, maya: Person) -> None:
        maya.say("hello", channel="@Lockstep")
        assert app.last["event"]["channel_type"] == "im"
        assert [message.text for message in maya.dm()] == ["hello"]

    def test_tells_nothing_the_app_did_not_subscribe_to(self, app: Listener, maya: Person) -> None:
        maya.say("just us", channel="#marketing")
        assert app.deliveries == []

    @pytest.mark.parametrize("channel", ["#leads", "#old-news", "#nowhere"])
    def test_is_impossible_where_she_cannot_write(self, slack: Sandbox, channel: str) -> None:
        with pytest.raises(CannotDo):
            slack.person("Ana").say("x", channel=channel)

    def test_is_impossible_for_somebody_who_left(self, slack: Sandbox) -> None:
        with pytest.raises(CannotDo, match="deactivated"):
            slack.person("Dan").say("x", channel="#general")


class TestSees:
    def test_hides_private_channels_from_outsiders(self, slack: Sandbox) -> None:
        with pytest.raises(CannotDo, match="not in #leads"):
            slack.person("Ana").sees("#leads")


class TestReact:
    def test_tells_the_app(self, app: Listener, maya: Person, ivan: Person) -> None:
        said = ivan.say("done", channel="#it")
        ivan.react(":tada:", said)
        assert ivan.sees("#it")[0].reactions == {"tada": (ivan.id,)}
        assert app.last["event"]["reaction"] == "tada"
        with pytest.raises(CannotDo, match="already"):
            ivan.react("tada", said)


class TestUnreact:
    def test_takes_it_off_again(self, maya: Person, ivan: Person) -> None:
        said = ivan.say("done", channel="#it")
        maya.react("tada", said)
        maya.unreact("tada", said)
        assert ivan.sees("#it")[0].reactions == {}
        with pytest.raises(CannotDo, match="Maya Okafor has not put tada on that message"):
            maya.unreact("tada", said)


class TestEdit:
    def test_changes_what_one_has_said_oneself(self, maya: Person, ivan: Person) -> None:
        said = ivan.say("done", channel="#it")
        ivan.edit("done, with @Bo", said)
        (message,) = ivan.sees("#it")
        assert message.plain == "done, with @Bo Chen"
        assert message.edited
        with pytest.raises(CannotDo, match="not Maya Okafor's"):
            maya.edit("mine", said)


class TestDelete:
    def test_leaves_nothing(self, ivan: Person, client: WebClient) -> None:
        ivan.delete(ivan.say("done", channel="#it"))
        assert client.conversations_history(channel="C0IT0000003")["messages"] == []

    def test_leaves_a_stone_above_a_thread(self, ivan: Person, client: WebClient) -> None:
        said = ivan.say("done", channel="#it")
        ivan.say("really", channel="#it", thread_ts=said.ts)
        ivan.delete(said)
        (stone,) = client.conversations_history(channel="C0IT0000003")["messages"]
        assert (stone["subtype"], stone["user"], stone["text"]) == (
            "tombstone",
            "USLACKBOT",
            "This message was deleted.",
        )
        with pytest.raises(CannotDo):
            ivan.delete(said)


class TestOnChange:
    def test_is_called_after_what_people_and_the_app_do(
        self, slack: Sandbox, maya: Person, client: WebClient
    ) -> None:
        changes: list[int] = []
        end = slack.on_change(lambda: changes.append(1))
        maya.say("x", channel="#marketing")
        client.chat_postMessage(channel="#marketing", text="y")
        until(lambda: len(changes) == 2)
        client.users_info(user=maya.id)
        end()
        maya.say("z", channel="#marketing")
        assert len(changes) == 2
