"""What is wrong with a workspace file."""


class Mistake(ValueError):
    """A sentence for whoever wrote the file: where it is mistaken, and what to write."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}" if place else what)
