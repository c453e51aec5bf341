"""What a win is, how far it goes, and who may do what to it."""

from enum import StrEnum

from bot.permissions import ANY, Permissions, Role

GIVE = "wins.give"
UNDO = "wins.undo"
CELEBRATE = "wins.celebrate"
THANK = "wins.thank"
REACT = "wins.react"
SEND_AT_ONCE = "wins.send_at_once"
EDIT = "wins.edit"
CONFIGURE = "wins.configure"

PEOPLE_MAX = 50
"""People in one win, with those of whole teams: each of them is told first."""

FIGURE_MAX = 40
"""Characters of the number that goes with a win: "-38 % page load"."""

THANKS_MAX = 300
"""Characters of a thank-you: a line or two below the post."""

VALUES_MAX = 8
"""Values that leads may set: more are a list that nobody remembers."""

VALUE_MAX = 40
"""Characters of a value: "Customers first"."""

EMOJI = "tada"
"""With which a lead celebrates a message, unless the leads choose another one."""


class Reach(StrEnum):
    """How far a win may go, each further than the one before.

    To the channel of the giver's team; to those of all teams; and to the sponsors' summary too.
    """

    TEAM = "team"
    EVERYBODY = "everybody"
    EXECUTIVES = "executives"


FOR_ALL = frozenset({Reach.EVERYBODY, Reach.EXECUTIVES})
"""How far a win goes that is told in the channels of all teams; sponsors may read more of it."""


class Rhythm(StrEnum):
    """How often sponsors read a summary of the wins that may go so far."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    NEVER = "never"


class Round(StrEnum):
    """What is told of wins at longer intervals: to the sponsors, and to leads."""

    SUMMARY = "summary"
    COVERAGE = "coverage"


class State(StrEnum):
    """Whether a win stands, or was taken back."""

    GIVEN = "given"
    UNDONE = "undone"


PERMISSIONS: Permissions = {
    GIVE: {State.GIVEN: frozenset({Role.COLLEAGUE})},
    REACT: {State.GIVEN: frozenset({Role.LEAD})},
    CELEBRATE: {State.GIVEN: frozenset({Role.COLLEAGUE})},
    THANK: {State.GIVEN: frozenset({Role.COLLEAGUE})},
    EDIT: {State.GIVEN: frozenset({Role.OWNER})},
    UNDO: {State.GIVEN: frozenset({Role.OWNER, Role.MEMBER})},
    SEND_AT_ONCE: {State.GIVEN: frozenset({Role.LEAD, Role.SPONSOR})},
    CONFIGURE: {ANY: frozenset({Role.LEAD, Role.SPONSOR})},
}
"""Who gave it is its owner, who is named in it is a member; for a day, both may take it back, and
the owner may change it."""


class Left(StrEnum):
    """Why somebody who was named is not in the win."""

    YOURSELF = "yourself"
    GONE = "gone"
    OUTSIDER = "outsider"
    BOT = "bot"


def left_out(standing: str | None, *, is_giver: bool, is_deactivated: bool) -> Left | None:
    """Return why somebody is not in a win that names them; None if they are.

    `standing` is what Slack says that they are; whom it has not told us of is taken at the giver's
    word.
    """
    if is_giver:
        return Left.YOURSELF
    if is_deactivated:
        return Left.GONE
    if standing == "bot":
        return Left.BOT
    return None if standing in {None, "colleague"} else Left.OUTSIDER
