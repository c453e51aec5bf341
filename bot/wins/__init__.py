"""Wins: what people did well together, told by name, each working morning, to both sides."""
