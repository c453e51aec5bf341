"""How people felt: counted together, and told only when nobody can be found in it."""

from collections.abc import Mapping

SHOWN_FROM = 5
"""Answers below which a mood is not told: among fewer people one is easily guessed."""

_STEP = 0.5


def average(counts: Mapping[int, int]) -> float | None:
    """Return the average of 1 to 5, to the next half; None if too few have answered.

    Only the whole round's, once, when it closes: from two of them somebody could be subtracted. To
    the next half, so that knowing four of five answers does not tell the fifth.
    """
    people = sum(counts.values())
    if people < SHOWN_FROM:
        return None
    mean = sum(value * times for value, times in counts.items()) / people
    return round(mean / _STEP) * _STEP
