"""Reading back what the app asked."""

from slack_sdk import WebClient

from sandbox import Sandbox
from sandbox.journal import Accepted, Journal
from tests.clock import MONDAY_MORNING


class TestJournal:
    def test_reads_like_a_list(self, slack: Sandbox, client: WebClient) -> None:
        client.api_test(foo="1")
        client.auth_test()
        assert len(slack.journal) == 2
        assert slack.journal[-1].method == "auth.test"
        assert [call.method for call in slack.journal[:1]] == ["api.test"]
        assert slack.journal.of("api.test")[0].arguments == {"foo": "1"}

    def test_forgets_the_oldest_and_goes_on_counting(self) -> None:
        journal: Journal[Accepted] = Journal(kept=20)
        for number in range(50):
            journal.add(Accepted(str(number), {}, {}, MONDAY_MORNING, ""))
        assert 20 <= len(journal) <= 22
        assert [(number, call.method) for number, call in journal.since(48)] == [
            (48, "48"),
            (49, "49"),
        ]
        assert [call.method for call in journal] == [
            call.method for _number, call in journal.since(0)
        ]
        assert journal[-1].method == "49"
