"""Which thread the next message goes to."""

from collections.abc import Callable

from sandbox.model import Message


class Replying:
    """The message whose thread is being answered, if any."""

    def __init__(self) -> None:
        self.message: Message | None = None
        self.changed: Callable[[], None] = lambda: None

    @property
    def thread_ts(self) -> str | None:
        return (self.message.thread_ts or self.message.ts) if self.message else None

    def to(self, message: Message | None) -> None:
        """Answer in the thread of `message`; None writes to the conversation again."""
        self.message = message
        self.changed()
