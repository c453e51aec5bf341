"""What can become of a check-in, and who may answer it."""

from enum import StrEnum

from bot.permissions import Permissions, Role

ANSWER = "checkins.answer"

WORDS_MAX = 1000
"""Characters of why, of what comes next, and of what somebody waits for: it is read on a card."""

CONFIDENCE = range(11)
"""From 0, no confidence at all, to 10."""


class State(StrEnum):
    """What became of the question to one side."""

    PLANNED = "planned"
    """They will be asked, in their hours."""
    ASKED = "asked"
    ANSWERED = "answered"
    SILENT = "silent"
    """They were asked and reminded, and their sponsors know that they have not answered."""
    OUT = "out"
    """Their time was not over when the next day came: they were away before."""
    WITHDRAWN = "withdrawn"
    """The initiative is not active any more, or not theirs."""


OPEN = frozenset({State.PLANNED, State.ASKED})

PERMISSIONS: Permissions = {
    ANSWER: {
        state.value: frozenset({Role.OWNER}) for state in State if state is not State.WITHDRAWN
    },
}
"""Its owner is who owns the initiative on that side. Late answers and changes are welcome."""
