"""Questions about Homes: which there are, what stands on one, and whom something new concerns."""

from bot.home.queries.homes import INVARIANTS

__all__ = ["INVARIANTS"]
