"""Failures that we expect: each is a sentence that tells a person what to do."""


class BotError(Exception):
    """An anticipated failure; `str(error)` is shown to the person as it is."""


class NotFound(BotError):
    """What the person pointed at does not exist in their workspace."""


class Refused(BotError):
    """The person may not do this, or it is too late to do it."""


class InvalidInput(BotError):
    """What the person typed cannot be used; `field` is the form field to show it at."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
