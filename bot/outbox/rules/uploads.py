"""What Slack says of a file once it has it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Uploaded:
    """What Slack calls a file, and where people find it."""

    id: str
    permalink: str
