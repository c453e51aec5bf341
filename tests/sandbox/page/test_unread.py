"""What is new to somebody, and what of it calls for them."""

import pytest
from slack_sdk import WebClient

from sandbox import Person, Sandbox
from sandbox.page.unread import News, Unread


@pytest.fixture
def unread() -> Unread:
    return Unread()


def news(unread: Unread, slack: Sandbox, name: str, channel: str) -> News:
    return unread.news(slack.person(name), slack.channel(channel))


class TestUnread:
    def test_counts_what_others_said_and_who_is_called(
        self, slack: Sandbox, unread: Unread, ivan: Person
    ) -> None:
        ivan.say("We moved the export", channel="#it")
        ivan.say("@bo have a look", channel="#it")
        assert news(unread, slack, "Bo", "#it") == News(2, 1)
        assert news(unread, slack, "Sofia", "#it") == News(2, 0)
        assert news(unread, slack, "Ivan", "#it") == News(0, 0)

    def test_forgets_what_was_looked_at(self, slack: Sandbox, unread: Unread, ivan: Person) -> None:
        bo = slack.person("Bo")
        seen = ivan.say("We moved the export", channel="#it")
        unread.look(bo.id, slack.channel("#it").id, seen.ts)
        assert news(unread, slack, "Bo", "#it") == News()
        ivan.say("Twice", channel="#it")
        assert news(unread, slack, "Bo", "#it") == News(1, 0)

    def test_calls_with_every_direct_message(
        self, slack: Sandbox, unread: Unread, client: WebClient, ivan: Person
    ) -> None:
        client.chat_postMessage(channel=ivan.id, text="There is an answer")
        slack.person("Bo").say("Coffee?", channel=slack.workspace.dm(ivan.id, "U0BO0000004").id)
        assert news(unread, slack, "Ivan", slack.workspace.dm(ivan.id).id) == News(1, 1)
        direct = slack.workspace.dm("U0BO0000004", ivan.id).id
        assert news(unread, slack, "Ivan", direct) == News(1, 1)

    def test_tells_of_replies_only_who_follows_the_thread(
        self, slack: Sandbox, unread: Unread, ivan: Person
    ) -> None:
        bo, sofia = slack.person("Bo"), slack.person("Sofia")
        root = bo.say("The export fails", channel="#it")
        for person in (bo, sofia, ivan):
            unread.look(person.id, root.channel, root.ts)
        ivan.say("Since when?", channel="#it", thread_ts=root.ts)
        assert news(unread, slack, "Bo", "#it") == News(1, 0)
        assert news(unread, slack, "Sofia", "#it") == News()
        bo.say("Since noon, @sofia knows", channel="#it", thread_ts=root.ts)
        assert news(unread, slack, "Ivan", "#it") == News(1, 0)
        assert news(unread, slack, "Sofia", "#it") == News(1, 1)
