"""Whether records can be brought in: looked at as a whole, before anything of them is written."""

from bot.decisions.rules.soundness.facts import Facts
from bot.decisions.rules.soundness.lineage import in_order
from bot.decisions.rules.soundness.whole import find_faults, users_of
from bot.decisions.rules.soundness.words import NUMBER_MAX, REASON_MAX, WORDS_MAX

__all__ = [
    "NUMBER_MAX",
    "REASON_MAX",
    "WORDS_MAX",
    "Facts",
    "find_faults",
    "in_order",
    "users_of",
]
