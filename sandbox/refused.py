"""Slack's way of saying no."""

from collections.abc import Sequence


class Refused(Exception):
    """Slack does not do it; `error` is its code, `messages` its details (`[ERROR] …`).

    `retry_after` is in seconds, for `ratelimited`; `needed` is the scope, for `missing_scope`.
    """

    def __init__(
        self,
        error: str,
        messages: Sequence[str] = (),
        *,
        status: int = 200,
        retry_after: int | None = None,
        needed: str = "",
    ) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = tuple(messages)
        self.status = status
        self.retry_after = retry_after
        self.needed = needed
