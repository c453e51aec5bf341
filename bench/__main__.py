"""`python -m bench`: measure the bot side by side with bare Bolt, and print the figures."""

import argparse
import os
import platform
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import (
    databases,
    digests,
    fan_out,
    home,
    local_slack,
    pictures,
    report,
    rounds,
    search,
    standups,
    sweep,
    takeout,
)
from bench.report import BARE, CONVENTIONAL, POSTGRESQL, SQLITE, Kept, Results
from bench.rounds import CONCURRENCIES, FULL, QUICK, Plan, Subject
from bench.stage import Stage, stage

CORES = 2


def main() -> None:
    """Measure and print; figures are no gate, so the exit code says nothing about the goals."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two minutes instead of nine; rougher")
    plan = QUICK if parser.parse_args().quick else FULL
    if not Path("/proc/self/stat").exists():
        _say("The bench reads processor time and memory from /proc, which only Linux has.")
        return
    # Ours, and so every process's that is started from here.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up as on Ctrl-C
    with stage() as here, ExitStack() as programs:
        _describe(here, plan)
        _run(here, plan, programs)


def _run(here: Stage, plan: Plan, programs: ExitStack) -> None:
    databases_of = {SQLITE: here.sqlite, POSTGRESQL: here.postgresql}
    _tell(f"{plan.starts} starts of the bot on each database")
    starts = {name: here.ready_in(url, starts=plan.starts) for name, url in databases_of.items()}
    own = [programs.enter_context(here.lockstep(*each)) for each in databases_of.items()]
    body = own[0].body
    _say(_crowd(here, body), "")
    bolts = [
        programs.enter_context(here.bolt(name, listeners=listeners, body=body))
        for name, listeners in ((BARE, 1), (CONVENTIONAL, 60))
    ]
    results = Results(rounds.contest([*bolts, *own], plan, _tell))
    _tell(f"up to {plan.requests:,} requests each")
    kept = [_keep(subject, plan.requests, starts[subject.name]) for subject in own]
    _say(*report.table(results), "", *report.goals(results, kept), "", *_checks([*bolts, *own]))
    _tell(f"sweeps over {sweep.OPEN:,} open escalations")
    _say("", *sweep.lines())
    _tell(f"Homes among {home.OPEN:,} open escalations")
    _say("", *home.lines())
    _tell(f"searches among {plan.decisions:,} decisions")
    _say("", *search.lines(plan.decisions))
    _tell(f"{plan.records:,} records out and in")
    _say("", *takeout.lines(plan.records))
    _tell(f"{pictures.TIMES} pictures")
    _say("", *pictures.lines())
    _tell(f"{standups.PEOPLE} people who answer a stand-up at once")
    _say("", *standups.lines())
    _tell(f"digests of {digests.INITIATIVES:,} initiatives")
    _say("", *digests.lines())
    _tell(f"fan-outs of {fan_out.MESSAGES:,} messages")
    _say("", *fan_out.lines())
    _tell(f"{local_slack.PEOPLE} people in a local Slack")
    _say("", *local_slack.lines())


def _describe(here: Stage, plan: Plan) -> None:
    _say(
        f"Python {platform.python_version()} on {len(os.sched_getaffinity(0))} cores. Every "
        "subject is one process behind the bot's own waitress; one at a time is under load.",
        f"{plan.rounds} rounds of {plan.seconds:g} s, interleaved; medians over the rounds.",
        f"{databases.postgresql_settings(here.postgresql)}; SQLite with WAL, synchronous FULL.",
        f"A durable write to their disk takes {databases.fsync_ms(here.folder):.2f} ms.",
    )


def _crowd(here: Stage, body: str) -> str:
    _tell("what the crowd itself can do")
    with here.bolt("nothing", listeners=0, body=body) as nothing:
        samples = [nothing.take(concurrency=each, seconds=1) for each in CONCURRENCIES]
    rates = ", ".join(f"{sample.outcome.rate:.0f}" for sample in samples)
    own_cpu = max(sample.outcome.own_cpu_ms for sample in samples)
    return (
        f"The crowd sends {rates} requests/s at {', '.join(map(str, CONCURRENCIES))} at once to a "
        f"page that does nothing, for {own_cpu:.2f} ms of processor time a request at most."
    )


def _keep(subject: Subject, requests: int, ready_in: float) -> Kept:
    rounds.top_up(subject, requests)
    return Kept(subject.name, ready_in, subject.running.resident_mb, subject.acks)


def _checks(subjects: Sequence[Subject]) -> list[str]:
    complaints = [f"WRONG: {each.name}: {it}" for each in subjects for it in each.complaints]
    return complaints or [
        "After each round the databases held exactly the acknowledged escalations, numbered "
        "without a gap, each with its event and its two messages."
    ]


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _tell(progress: str) -> None:
    sys.stderr.write(f"  … {progress}\n")


if __name__ == "__main__":
    main()
