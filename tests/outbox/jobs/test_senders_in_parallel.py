"""Several senders at once, in threads as in processes: each message is sent once."""

import threading
from collections import Counter

from bot import db, parts
from bot.outbox.jobs.sender import Sender
from bot.outbox.rules import State
from sandbox import Sandbox
from tests.outbox.outbox import Outbox
from tests.story import settings_for

MESSAGES = 30


class TestSenders:
    def test_send_each_message_once(
        self, outbox: Outbox, slack: Sandbox, database_url: str
    ) -> None:
        keys = [f"{number}" for number in range(MESSAGES)]
        for key in keys:
            outbox.post(key)
        start = threading.Barrier(2)
        sent_by = Counter[str]()

        def send(name: str) -> None:
            engine = db.build_engine(database_url)  # as another process has one of its own
            sender = Sender(
                parts.slack_client(settings_for(slack, database_url)),
                outbox.workspace_id,
                transaction=db.sessions(engine).begin,
                clock=outbox.clock,
            )
            start.wait(10)
            while sender.send_next():
                sent_by[name] += 1
            engine.dispose()

        threads = [threading.Thread(target=send, args=(name,)) for name in ("a", "b")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert outbox.states() == [State.SENT] * MESSAGES
        assert all(message.attempts == 1 for message in outbox.all())
        posted = [message.text for message in slack.channel("#it").messages]
        assert sorted(posted) == sorted(f"The words of {key}" for key in keys)
        assert sum(sent_by.values()) == MESSAGES
        assert len(sent_by) == 2  # both had work
