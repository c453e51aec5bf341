"""What arrived in a conversation since somebody last looked at it."""

from sandbox.model import Message


class Unread:
    """Remembers, for each person, the newest message they have seen in each conversation."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], str] = {}

    def look(self, person: str, channel: str, messages: list[Message]) -> None:
        """Everything in the conversation has been seen."""
        if messages:
            self._seen[person, channel] = max(message.ts for message in messages)

    def count(self, person: str, channel: str, messages: list[Message]) -> int:
        """Return how many messages of others are new."""
        seen = self._seen.get((person, channel), "")
        return sum(message.ts > seen and message.user != person for message in messages)
