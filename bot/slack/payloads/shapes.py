"""What JSON has to look like before anything reads it."""


class Malformed(Exception):
    """The body is not what it says it is; the message says in what."""


def all_objects(values: object) -> bool:
    """Return whether `values` is a list of objects."""
    return isinstance(values, list) and all(isinstance(value, dict) for value in values)


def is_text_if_there(value: object) -> bool:
    """Return whether `value` is text, or nothing."""
    return value is None or isinstance(value, str)
