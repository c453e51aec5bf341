"""The stage: a local Slack, both databases, and the programs that take part."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import databases, rehearsal
from bench.processes import Running, running
from bench.rounds import Subject
from bot import features, manifest
from sandbox import Sandbox, rate


@dataclass(frozen=True)
class Stage:
    """What every program needs: Slack, a folder on the disk, and the databases' URLs."""

    slack: Sandbox
    folder: Path
    sqlite: str
    postgresql: str

    def ready_in(self, database: str, *, starts: int) -> float:
        """Return the median seconds from starting the bot to the first 200 from `/readyz`."""
        times = []
        for _ in range(starts):
            with self._bot(database) as started:
                times.append(started.ready_in)
        return median(times)

    @contextmanager
    def lockstep(self, name: str, database: str) -> Iterator[Subject]:
        """Run the bot, set its teams up, and learn from it what people send."""
        with self._bot(database) as bot:
            body = rehearsal.submission(self.slack, port=bot.port)
            yield Subject(name, bot, body, self.slack.signing_secret, database)

    @contextmanager
    def bolt(self, name: str, *, listeners: int, body: str) -> Iterator[Subject]:
        """Run Bolt without a bot; 0 listeners are a page that does nothing."""
        secret = self.slack.signing_secret
        settings = {"SLACK_SIGNING_SECRET": secret}
        program = ("bench.bare", str(listeners))
        with running(*program, settings=settings, folder=self.folder) as bolt:
            yield Subject(name, bolt, body, secret)

    def _bot(self, database: str) -> AbstractContextManager[Running]:
        settings = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": database,
        }
        return running("bot", "web", settings=settings, folder=self.folder)


@contextmanager
def stage() -> Iterator[Stage]:
    """Set everything up, and take it down afterwards."""
    described = manifest.build(features.TABLES)
    with (
        databases.folder() as folder,
        databases.sqlite(folder) as sqlite,
        databases.postgresql() as postgresql,
        Sandbox(manifest=described, rate_limits=rate.OFF) as slack,
    ):
        yield Stage(slack, folder, sqlite, postgresql)
