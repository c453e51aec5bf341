"""What a run of the proofs has shown, as the table in docs/reliability.md; `make faults` loads it.

A test adds its figures with pytest's own `record_property(name, value)`, and its seed as `seed`.
"""

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pytest

from bot.clock import utc_now

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- what the last run showed -->", "<!-- end of the last run -->"

HEADINGS = ("what was shown", "with", "seed", "figures", "seconds", "outcome")


@dataclass(frozen=True)
class Proof:
    """One test case: a sentence, its parameters, how it ended, and what it recorded."""

    sentence: str
    case: str
    seconds: float
    outcome: str
    recorded: dict[str, object] = field(default_factory=dict)


class Report:
    """Collects every proof of a run, and writes the table at its end."""

    def __init__(self) -> None:
        self._proofs: list[Proof] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test came to: the test itself, or what kept it from running."""
        if report.when == "call" or not report.passed:
            sentence, case = describe(report.nodeid)
            recorded = {name: value for name, value in report.user_properties}
            proof = Proof(sentence, case, report.duration, report.outcome, recorded)
            self._proofs.append(proof)

    def pytest_sessionfinish(self) -> None:
        """Put the table into the page, between its two marks."""
        table = "\n".join([*heading(), "", *lines(self._proofs)])
        before, _, rest = PAGE.read_text().partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}")


def pytest_configure(config: pytest.Config) -> None:
    """Begin a report: pytest calls this when it is given `-p tests.faults.report`.

    In the process that hears of all proofs: those that run them write nothing.
    """
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Report())


def describe(nodeid: str) -> tuple[str, str]:
    """Return a test's sentence, from the names of its class and method, and its parameters."""
    _file, *classes, method = re.split(r"::(?![^\[]*\])", nodeid)
    name, _, case = method.partition("[")
    subject = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", each[4:]) for each in classes)
    words = name.removeprefix("test_").replace("_", " ")
    return f"{subject.capitalize()}: {words}", case.removesuffix("]")


def heading() -> Iterator[str]:
    """Yield when, where, and of what the run was."""
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty=, changed"],  # noqa: S607 (the developer's git)
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    yield (
        f"{utc_now():%-d %B %Y}, commit {commit or 'unknown'}, Python "
        f"{platform.python_version()}, {len(os.sched_getaffinity(0))} cores."
    )


def lines(proofs: Iterable[Proof]) -> Iterator[str]:
    """Yield the table's lines; cases of one test that recorded nothing share a line."""
    yield _line(HEADINGS)
    yield "|" + "---|" * len(HEADINGS)
    for sentence, group in groupby(proofs, lambda proof: proof.sentence):
        cases = list(group)
        yield from (_case(each) for each in cases if each.recorded)
        yield from _summary(sentence, [each for each in cases if not each.recorded])


def _case(proof: Proof) -> str:
    figures = [f"{name} {value}" for name, value in proof.recorded.items() if name != "seed"]
    seed = str(proof.recorded.get("seed", ""))
    seconds = f"{proof.seconds:.0f}"
    return _line([proof.sentence, proof.case, seed, ", ".join(figures), seconds, proof.outcome])


def _summary(sentence: str, cases: list[Proof]) -> Iterator[str]:
    for outcome in sorted({each.outcome for each in cases}):
        ended_so = [each for each in cases if each.outcome == outcome]
        several = len(ended_so) > 1
        case = f"{len(ended_so)} cases" if several else ended_so[0].case
        seconds = f"{sum(each.seconds for each in ended_so):.0f}"
        yield _line([sentence, case, "", "", seconds, outcome])


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
