"""The contest: every subject in turn under the same load, and what came of it."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field

from bench import databases
from bench.databases import Written
from bench.load import MOST_PER_SECOND, Order, Outcome
from bench.processes import ROOT, Running

CONCURRENCIES = (1, 16, 64)
WARM_UP = 0.5
"""Seconds of load that each subject gets before anything is measured."""


@dataclass(frozen=True)
class Plan:
    """How much is measured: `seconds` a round, `starts` of the bot on each database.

    `requests` is how many the bot has answered, at least, when its memory is read; `decisions`, how
    many there are to search; `records`, how many of them are taken out and brought in again.
    """

    rounds: int
    seconds: float
    starts: int
    requests: int
    decisions: int
    records: int


FULL = Plan(rounds=5, seconds=2.5, starts=5, requests=10_000, decisions=1_000_000, records=10_000)
QUICK = Plan(rounds=3, seconds=0.5, starts=3, requests=1_000, decisions=50_000, records=1_000)


@dataclass(frozen=True)
class Sample:
    """One subject in one round; the processor time is the subject's own process's."""

    subject: str
    concurrency: int
    outcome: Outcome
    cpu_ms: float


@dataclass
class Subject:
    """A program under load. Those that write have a database to be held against."""

    name: str
    running: Running
    body: str
    secret: str
    database: str | None = None
    sent: int = 0
    acks: int = 0
    complaints: list[str] = field(default_factory=list)

    def take(self, *, concurrency: int, seconds: float, at_most: int | None = None) -> Sample:
        """Put the subject under load; note it if the acknowledgements and the database differ."""
        order = Order(
            port=self.running.port,
            body=self.body,
            secret=self.secret,
            first=self.sent,
            concurrency=concurrency,
            seconds=seconds,
            at_most=at_most or round(seconds * MOST_PER_SECOND),
        )
        cpu = self.running.cpu_seconds
        outcome = _send(order)
        cpu = self.running.cpu_seconds - cpu
        self.sent += order.at_most
        self.acks += outcome.acks
        self._check(outcome)
        return Sample(self.name, concurrency, outcome, cpu * 1000 / outcome.answers)

    def _check(self, outcome: Outcome) -> None:
        if outcome.others:
            self.complaints.append(f"{outcome.others} not acknowledged, like {outcome.refusal}")
        if self.database is None:
            return
        found, expected = databases.written(self.database), Written.by(self.acks)
        if found != expected:
            self.complaints.append(f"{self.acks} were acknowledged, but it holds {found}")


def contest(
    subjects: Sequence[Subject], plan: Plan, tell: Callable[[str], None]
) -> list[list[Sample]]:
    """Return, for each round, a sample of every subject at every concurrency.

    The subjects take turns, so that what else the machine does meets them all.
    """
    for subject in subjects:
        subject.take(concurrency=max(CONCURRENCIES), seconds=WARM_UP)
    rounds = []
    for number in range(1, plan.rounds + 1):
        tell(f"round {number} of {plan.rounds}")
        rounds.append(
            [
                subject.take(concurrency=concurrency, seconds=plan.seconds)
                for concurrency in CONCURRENCIES
                for subject in subjects
            ]
        )
    return rounds


def top_up(subject: Subject, requests: int) -> None:
    """Send what the subject still lacks to have answered so many requests."""
    while (lacking := requests - subject.acks) > 0:
        concurrency = min(16, lacking)
        subject.take(concurrency=concurrency, seconds=60, at_most=lacking)


def _send(order: Order) -> Outcome:
    crowd = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        cwd=ROOT,
        input=json.dumps(asdict(order)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Outcome(**json.loads(crowd.stdout))
