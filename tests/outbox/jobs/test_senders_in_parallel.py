"""Two senders at once, in threads as in processes: each message is sent once."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from bot import db, parts
from bot.outbox.jobs.sender import Sender
from bot.outbox.rules.pace import Bucket
from bot.outbox.rules.states import State
from bot.people import queries as people
from tests.outbox.outbox import Outbox
from tests.outbox.sending import drain
from tests.story import Story

CHANNELS = ("C0IT0000003", "C0GENERAL01", "C0MARKETNG2")
MESSAGES = 24


class TestSenders:
    def test_send_each_message_once(self, story: Story, owed: Outbox, database_url: str) -> None:
        for number in range(MESSAGES):
            owed.post(f"{number}", CHANNELS[number % 3])
        start = threading.Barrier(2)

        def send_all(_number: int) -> None:
            engine = db.build_engine(database_url)  # as another process has one of its own
            tokens = {owed.workspace_id: story.slack.bot_token}
            slack = parts.web_api(story.settings, tokens)
            bound = {"transaction": db.sessions(engine).begin, "clock": story.clock}
            sender = Sender(slack, bucket=Bucket(0), barred=people.find_outsiders, **bound)

            async def send() -> None:
                async with slack:
                    await drain(sender, asyncio.Event())

            for _second in range(MESSAGES // 3):
                start.wait(20)
                asyncio.run(send())
                if start.wait(20) == 0:
                    story.clock.advance(seconds=1)
            engine.dispose()

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(send_all, range(2)))
        assert owed.states() == [State.SENT] * MESSAGES
        assert {message.attempts for message in owed.all()} == {1}
        for begin, name in enumerate(("#it", "#general", "#marketing")):
            posted = [message.text for message in story.slack.channel(name).messages]
            assert posted == [f"The words of {number}" for number in range(begin, MESSAGES, 3)]
        assert story.slack.refused.of("chat.postMessage") == []
