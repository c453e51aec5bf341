"""A fan-out: two thousand messages to as many people, by one process, over TLS."""

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy
import trustme

from bench import databases
from bench.processes import local_slack, running
from bench.report import POSTGRESQL, SQLITE, goal_line
from bot import db, outbox
from bot.clock import utc_now
from bot.installations import operations as installations
from bot.outbox.rules.pace import BURST
from sandbox.ids import TEAM_ID

MESSAGES = 2_000
LIMIT = 50
"""Posts a second: both what Slack here takes at most, and what the bot is told to keep to."""

OF_THE_LIMIT = 0.98
AT_LEAST = 300
"""Messages a second without a limit."""

WITHIN = timedelta(minutes=5)

_WORDS = "Good morning! What did you finish, what is next, and what is in your way?"
_SENT = sqlalchemy.text(
    "SELECT count(*), min(sent_at), max(sent_at) FROM outbox_messages WHERE state = 'sent'"
)


@dataclass(frozen=True)
class FanOut:
    """What came of it: messages a second, processor time a message, and calls refused with 429."""

    per_second: float
    cpu_ms: float
    refused: int


def lines() -> Iterator[str]:
    """Yield a line for each figure; on fresh databases, each on a disk."""
    with databases.folder() as folder, databases.sqlite(folder) as url:
        limited = _run(folder, url, limit=LIMIT)
        share = limited.per_second / LIMIT
        yield goal_line(
            f"{MESSAGES:,} messages at {OF_THE_LIMIT:.0%} of a limit of {LIMIT}/s, no 429",
            f"{share:.1%}, {limited.refused} refused",
            share >= OF_THE_LIMIT and not limited.refused,
        )
    with databases.folder() as folder, databases.sqlite(folder) as url:
        yield _unlimited(SQLITE, _run(folder, url, limit=0))
    with databases.folder() as folder, databases.postgresql() as url:
        yield _unlimited(POSTGRESQL, _run(folder, url, limit=0))


def _unlimited(subject: str, done: FanOut) -> str:
    found = f"{done.per_second:.0f}/s, {done.cpu_ms:.2f} ms of processor each"
    goal = f"{subject}: {AT_LEAST} messages/s over TLS with no limit"
    return goal_line(goal, found, done.per_second >= AT_LEAST)


def _run(folder: Path, url: str, *, limit: int) -> FanOut:
    _enqueue(url)
    with _slack(folder, limit) as (variables, control):
        settings = variables | {"DATABASE_URL": url, "POSTS_PER_SECOND": str(limit)}
        with running("bot", "worker", settings=settings, folder=folder, has_door=False) as bot:
            span = _wait_until_sent(url)
            cpu_ms = bot.cpu_seconds * 1000 / MESSAGES
        with urllib.request.urlopen(f"{control}/_sandbox/journal") as answer:  # noqa: S310 (our own address)
            refused = [call for call in json.load(answer) if call["retry_after"]]
    # What the bucket held at first is not the rate.
    return FanOut((MESSAGES - BURST) / span.total_seconds(), cpu_ms, len(refused))


def _enqueue(url: str) -> None:
    engine = db.build_engine(url)
    with db.sessions(engine).begin() as session:
        workspace = installations.install(
            session,
            slack_id=TEAM_ID,
            enterprise_id=None,
            name="Acme",
            bot_user_id="U0BOT",
            bot_id="B0BOT",
            now=utc_now(),
        )
        drafts = [
            outbox.Draft(f"prompt:{number}", f"U0CROWD{number:04}", _WORDS)
            for number in range(1, MESSAGES + 1)
        ]
        outbox.post(session, *drafts, workspace_id=workspace.id, now=utc_now())
    engine.dispose()


@contextmanager
def _slack(folder: Path, limit: int) -> Iterator[tuple[dict[str, str], str]]:
    """Run the local Slack behind TLS; yield what the bot needs to reach it, and its control."""
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    certificate.cert_chain_pems[0].write_to_path(str(folder / "chain.pem"))
    certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
    options = ["--no-page", "--crowd", str(MESSAGES)]
    options += ["--tls-cert", str(folder / "chain.pem"), "--tls-key", str(folder / "key.pem")]
    options += ["--posts-per-second", str(limit)] if limit else ["--rate-limits", "off"]
    with local_slack(*options) as slack:
        settings = slack.settings | {"SSL_CERT_FILE": str(folder / "authority.pem")}
        yield settings, slack.control


def _wait_until_sent(url: str) -> timedelta:
    """Return the time from the first to the last message that the bot knows to be sent."""
    engine = sqlalchemy.create_engine(url, poolclass=sqlalchemy.NullPool)
    deadline = time.monotonic() + WITHIN.total_seconds()
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            number, first, last = connection.execute(_SENT).one()
        if number == MESSAGES:
            return _instant(last) - _instant(first)
        time.sleep(0.25)
    raise RuntimeError(f"{number} of {MESSAGES} messages were sent within {WITHIN}")


def _instant(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
