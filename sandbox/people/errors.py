"""What Slack's own client would not let a person do."""


class CannotDo(Exception):
    """The person has no such button, channel, modal or command."""


class FormError(CannotDo):
    """Slack's client refuses to submit the form; the message names the input."""
