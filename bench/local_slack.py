"""The local Slack with fifty people in it: when does an app hear of what one of them does?"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from statistics import median, quantiles

from bench.colleagues import CHANNEL_NAME, Office, office
from bench.pages import open_pages
from bench.processes import cpu_seconds
from bench.report import goal_line

PEOPLE = 50
MESSAGES = 1_000
"""What stands in the channel when they begin."""

ROUNDS = 20
"""What each of them does, one thing a second."""

MEDIAN_MS = 100
SIZES = (100, 1_000, 5_000)
SAMPLES = 100
"""Messages whose cost is measured at each size, with `TABS` pages open."""

TABS = 4
SETTLES = 1.0
"""Seconds until every page shows what was said."""

TIMES = 1.5
"""How much more a message may cost in the fullest channel than in the emptiest."""


def lines() -> Iterator[str]:
    """Yield two lines for how soon the app hears of people, and one for what fullness costs."""
    yield _heard("without a page", with_pages=False)
    yield _heard("with a page open each", with_pages=True)
    yield _fullness()


def _heard(how: str, *, with_pages: bool) -> str:
    with office(PEOPLE) as here, ExitStack() as tabs:
        here.fill(MESSAGES)
        button = here.post_button()
        if with_pages:
            names = [person.id for person in here.people]
            tabs.enter_context(open_pages(here.url, names, CHANNEL_NAME))
        begins_at = time.monotonic() + 1
        with ThreadPoolExecutor(PEOPLE) as crowd:
            acting = [
                crowd.submit(person.take_part, button, begins_at=begins_at, rounds=ROUNDS)
                for person in here.people
            ]
        for each in acting:
            each.result()
        took = here.took_ms()
    found, p99 = median(took), quantiles(took, n=100)[98]
    goal = f"{PEOPLE} people {how}, one thing a second each: heard of within {MEDIAN_MS} ms"
    return goal_line(f"{goal}, the median (p99 {p99:.0f})", f"{found:.1f} ms", found <= MEDIAN_MS)


def _fullness() -> str:
    costs = []
    with office(PEOPLE) as here:
        said = 0
        for size in SIZES:
            here.fill(size - said)
            costs.append(_cost_ms(here))
            said = size + SAMPLES
    ratio = costs[-1] / costs[0]
    told = ", ".join(f"{cost:.1f}" for cost in costs)
    sizes = ", ".join(f"{size:,}" for size in SIZES)
    goal = f"a message after {sizes} others, with {TABS} pages ({told} ms of processor time)"
    return goal_line(f"{goal}: at most {TIMES:g} x", f"{ratio:.2f} x", ratio <= TIMES)


def _cost_ms(here: Office) -> float:
    """Return the processor time that the local Slack spends on one message, pages included."""
    names = [person.id for person in here.people[:TABS]]
    with open_pages(here.url, names, CHANNEL_NAME):
        time.sleep(SETTLES)
        before = cpu_seconds(here.pid)
        here.fill(SAMPLES)
        time.sleep(SETTLES)
        return (cpu_seconds(here.pid) - before) / SAMPLES * 1000
