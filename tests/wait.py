"""Waiting for what other threads and processes do, without sleeping for a fixed time."""

import time
from collections.abc import Callable


def until(happened: Callable[[], object], *, within: float = 10.0) -> float:
    """Return the seconds it took until `happened()` was true; fail when `within` are over."""
    start = time.monotonic()
    while not happened():
        assert time.monotonic() - start < within, f"did not happen within {within} s"
        time.sleep(0.01)
    return time.monotonic() - start
