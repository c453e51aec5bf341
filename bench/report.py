"""What was measured, as a table, and the goals, each met or missed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.rounds import CONCURRENCIES, Sample

BARE = "Bolt, 1 listener"
CONVENTIONAL = "Bolt, 60 listeners"
SQLITE = "Lockstep on SQLite"
POSTGRESQL = "Lockstep on PostgreSQL"
SUBJECTS = (BARE, CONVENTIONAL, SQLITE, POSTGRESQL)

RATE_GOALS = (
    (SQLITE, CONVENTIONAL, 1.3),
    (POSTGRESQL, CONVENTIONAL, 1.0),
    (SQLITE, BARE, 0.4),
    (POSTGRESQL, BARE, 0.3),
)
"""Who must answer how many times as many requests a second as whom."""

P99_AT, P99_TIMES = 16, 2
READY_WITHIN = 2.0
RESIDENT_MB = 120

_HEADINGS = ("requests/s", "p50 ms", "p99 ms", "x 60 list.", "x 1 list.", "CPU ms/req.")


@dataclass(frozen=True)
class Kept:
    """One of our own subjects beside the contest: seconds to start, and memory after `requests`."""

    subject: str
    ready_in: float
    resident_mb: float
    requests: int


class Results:
    """The medians of all rounds; a ratio is the median of the ratios within each round."""

    def __init__(self, rounds: Sequence[Sequence[Sample]]) -> None:
        self._rounds = [
            {(sample.subject, sample.concurrency): sample for sample in samples}
            for samples in rounds
        ]

    def of(self, subject: str, concurrency: int, read: Callable[[Sample], float]) -> float:
        """Return the median of what `read` takes from a subject's samples."""
        return median(read(samples[subject, concurrency]) for samples in self._rounds)

    def ratio(
        self, subject: str, other: str, concurrency: int, read: Callable[[Sample], float]
    ) -> float:
        """Return how many times `other`'s figure the subject's is."""
        return median(
            read(samples[subject, concurrency]) / read(samples[other, concurrency])
            for samples in self._rounds
        )

    def lowest_rate_ratio(self, subject: str, other: str) -> float:
        """Return the ratio of requests a second where the subject does worst."""
        return min(self.ratio(subject, other, at, rate) for at in CONCURRENCIES)


def rate(sample: Sample) -> float:
    """Requests answered a second."""
    return sample.outcome.rate


def p99(sample: Sample) -> float:
    """Milliseconds within which 99 of 100 requests were answered."""
    return sample.outcome.p99_ms


def table(results: Results) -> Iterator[str]:
    """Yield the table's lines: subject x concurrency."""
    yield f"{'subject':<23} {'at once':>7}" + "".join(f" {title:>11}" for title in _HEADINGS)
    for concurrency in CONCURRENCIES:
        for subject in SUBJECTS:
            figures = (
                f"{results.of(subject, concurrency, rate):.0f}",
                f"{results.of(subject, concurrency, lambda sample: sample.outcome.p50_ms):.2f}",
                f"{results.of(subject, concurrency, p99):.2f}",
                f"{results.ratio(subject, CONVENTIONAL, concurrency, rate):.2f}",
                f"{results.ratio(subject, BARE, concurrency, rate):.2f}",
                f"{results.of(subject, concurrency, lambda sample: sample.cpu_ms):.2f}",
            )
            yield f"{subject:<23} {concurrency:>7}" + "".join(f" {each:>11}" for each in figures)


def goals(results: Results, kept: Sequence[Kept]) -> Iterator[str]:
    """Yield a line for each goal; a ratio counts at the concurrency where it is lowest."""
    for subject, other, least in RATE_GOALS:
        found = results.lowest_rate_ratio(subject, other)
        yield goal_line(f"{subject}: {least} x {other}", f"{found:.2f} x", found >= least)
    for subject in (SQLITE, POSTGRESQL):
        found = results.ratio(subject, BARE, P99_AT, p99)
        goal = f"p99 at {P99_AT} at most {P99_TIMES} x {BARE}"
        yield goal_line(f"{subject}: {goal}", f"{found:.2f} x", found <= P99_TIMES)
    for own in kept:
        seconds, megabytes = own.ready_in, own.resident_mb
        goal = f"ready within {READY_WITHIN} s"
        yield goal_line(f"{own.subject}: {goal}", f"{seconds:.2f} s", seconds <= READY_WITHIN)
        goal = f"under {RESIDENT_MB} MB after {own.requests:,} requests"
        yield goal_line(f"{own.subject}: {goal}", f"{megabytes:.0f} MB", megabytes < RESIDENT_MB)


def goal_line(text: str, found: str, met: bool) -> str:
    """Return a goal's line: whether it is met, what was found, and what was wanted."""
    return f"{'met' if met else 'missed':<7} {found:>8}  {text}"
