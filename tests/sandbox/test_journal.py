"""Reading back what the app asked."""

from slack_sdk import WebClient

from sandbox import Sandbox


class TestJournal:
    def test_reads_like_a_list(self, slack: Sandbox, client: WebClient) -> None:
        client.api_test(foo="1")
        client.auth_test()
        assert len(slack.journal) == 2
        assert slack.journal[-1].method == "auth.test"
        assert [call.method for call in slack.journal[:1]] == ["api.test"]
        assert slack.journal.of("api.test")[0].arguments == {"foo": "1"}
