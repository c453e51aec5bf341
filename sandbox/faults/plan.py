"""Failures drawn by lot, the same ones again for the same seed."""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from sandbox.faults.fault import Fault
from sandbox.faults.subject import Subject

METHODS = (
    "chat.postMessage",
    "chat.update",
    "chat.delete",
    "conversations.history",
    "conversations.replies",
    "conversations.open",
)
"""The methods that fail unless a plan names others."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the faults are: seconds, and for `retry_after` whole seconds."""

    retry_after: int = 2
    """The longest Retry-After; the shortest is 1."""
    delay: tuple[float, float] = (0.05, 0.5)
    hang: float = 30.0


_Make = Callable[[float, Sizes], Fault]
"""Returns the fault for a number from 0 to below 1 that says how large, or which way, it is."""

KINDS: dict[str, _Make] = {
    "lost": lambda _, __: Fault("lost", applied=True, instead="cut"),
    "cut": lambda _, __: Fault("cut", instead="cut"),
    "500_before": lambda _, __: Fault("500_before", status=500),
    "500_after": lambda _, __: Fault("500_after", status=500, applied=True),
    "429": lambda size, sizes: Fault(
        "429", status=429, retry_after=1 + int(size * sizes.retry_after)
    ),
    "delay": lambda size, sizes: Fault("delay", hang=_within(sizes.delay, size)),
    "hang": lambda size, sizes: Fault("hang", hang=sizes.hang, applied=size < 1 / 2, instead="cut"),
    "html": lambda size, _: Fault("html", applied=size < 1 / 2, instead="html"),
    "truncated": lambda _, __: Fault("truncated", applied=True, instead="truncated"),
}
"""Every kind of fault; `hang` and `html` strike as often before the call is applied as after."""


class FaultPlan:
    """Decides for each call whether and how it fails.

    `rates` has a probability a kind for every pattern of methods (`chat.*`); the first pattern
    that fits counts. What happens to the n-th call of a method about a channel of a company depends
    on `seed` and on those alone, so that no timing of threads changes it.
    """

    def __init__(
        self, seed: int, rates: Mapping[str, Mapping[str, float]], sizes: Sizes | None = None
    ) -> None:
        for each in rates.values():
            _check(each)
        self.seed = seed
        self._rates = rates
        self._sizes = sizes or Sizes()
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def draw(self, subject: Subject) -> Fault | None:
        """Return how this call fails, or None; counts it."""
        rates = next((self._rates[each] for each in self._rates if _fits(subject, each)), {})
        if not rates:
            return None
        key = (subject.workspace.team_id, subject.method, subject.place)
        self._counts[key] += 1
        chance, size = _lots(self.seed, *key, self._counts[key])
        for kind, rate in rates.items():
            chance -= rate
            if chance < 0:
                return KINDS[kind](size, self._sizes)
        return None


def plan(described: Mapping[str, Any]) -> FaultPlan:
    """Return the plan of {seed, rates, methods?, retry_after?, delay?, hang?}.

    `rates` is {kind: probability}, for `methods` or else METHODS, or {pattern: {kind: …}}.
    Raises ValueError for anything else.
    """
    try:
        return FaultPlan(int(described["seed"]), _rates(described), _sizes(described))
    except (AttributeError, KeyError, TypeError) as wrong:
        raise ValueError(f"no plan of faults ({wrong!r})") from None


def _rates(described: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    rates = dict(described["rates"])
    if any(isinstance(each, Mapping) for each in rates.values()):
        return rates
    return {method: rates for method in described.get("methods", METHODS)}


def _sizes(described: Mapping[str, Any]) -> Sizes:
    usual = Sizes()
    low, high = described.get("delay", usual.delay)
    return Sizes(
        retry_after=int(described.get("retry_after", usual.retry_after)),
        delay=(float(low), float(high)),
        hang=float(described.get("hang", usual.hang)),
    )


def _check(rates: Mapping[str, float]) -> None:
    unknown = set(rates) - set(KINDS)
    if unknown:
        raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
    if not all(rate >= 0 for rate in rates.values()) or sum(rates.values()) > 1:
        raise ValueError("rates are probabilities: from 0 up, 1 together at most")


def _fits(subject: Subject, pattern: str) -> bool:
    return fnmatchcase(subject.method, pattern)


def _lots(*key: object) -> tuple[float, float]:
    """Return two numbers from 0 to below 1 that depend on the key only."""
    digest = hashlib.sha256(repr(key).encode()).digest()
    first, second = (int.from_bytes(digest[at : at + 6], "big") for at in (0, 6))
    return first / 2**48, second / 2**48


def _within(span: tuple[float, float], size: float) -> float:
    low, high = span
    return low + size * (high - low)
