"""The ids that our buttons and forms come back with, which anybody can alter."""

from bot.errors import NotFound

_DIGITS = 18
"""Of an id at most: more do not fit into a database."""


def read_id(value: str, *, gone: str) -> int:
    """Return the id that a button or a form was drawn with.

    Raises NotFound, with the sentence `gone`, for anything else: it is nobody's.
    """
    if not (value.isascii() and value.isdigit() and len(value) <= _DIGITS):
        raise NotFound(gone)
    return int(value)
