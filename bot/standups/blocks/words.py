"""How a stand-up, its days and its teams are called."""

from collections.abc import Iterable, Mapping, Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.models import Round, Standup
from bot.standups.rules.questions import Question
from bot.teams.models import Team
from bot.worktime.rules.periods import Rhythm, Timing

MESSAGE_MAX = 10_000
"""Characters of text in the blocks of one message. Slack refuses more than some 11,000 to 13,000
(`msg_blocks_too_long`; bolt-js issues 2509 and 2867), and does not say how many exactly."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NTHS = ("first", "second", "third", "fourth", "fifth")
_WORKING = (0, 1, 2, 3, 4)
_EVERY = {1: "every week", 2: "every second week", 3: "every third week", 4: "every fourth week"}


def paragraphs(
    lines: Iterable[str], *, limit: int = block_kit.SECTION_MAX, joint: str = "\n"
) -> list[str]:
    """Return lines in as few paragraphs as Slack takes, of at most `limit` characters each.

    A paragraph that is too long would be cut anywhere, in a mention, too: signs that have to be
    escaped take more room than anybody sees.
    """
    found: list[str] = []
    for line in lines:
        if found and len(found[-1]) + len(joint) + len(line) <= limit:
            found[-1] += f"{joint}{line}"
        else:
            found.append(line)
    return found


def listed(words: Sequence[str]) -> str:
    """Return several as a list in words: `a`, `a and b`, `a, b and c`."""
    *head, last = words
    return f"{', '.join(head)} and {last}" if head else last


def teams(of: Iterable[Team]) -> str:
    """Return the names of teams."""
    return listed([block_kit.quote(team.name) for team in of])


def channels(ids: Iterable[str]) -> str:
    """Return links to channels."""
    return listed([block_kit.channel(each) for each in ids])


def name(standup: Standup) -> str:
    """Return what people call it, to stand inside our own words."""
    return block_kit.quote(standup.name)


def headline(round_: Round) -> str:
    """Return what a round is: its stand-up's name, and its day."""
    return f"{name(round_.standup)}, {block_kit.day(round_.held_on)}"


def question(asked: Question) -> str:
    """Return what a question asks; of several that take turns, how many there are."""
    if asked.pool:
        return f"{block_kit.quote(asked.pool[0])} (one of {len(asked.pool)} that take turns)"
    return block_kit.quote(asked.words)


def when(timing: Timing) -> str:
    """Return on which days it asks, and at what time: "every Monday at 09:30 of each one's own"."""
    clock = "of each person's own time" if timing.zone is None else f"in {city(timing.zone)}"
    return f"{_days(timing)} at {timing.at:%H:%M} {clock}"


def city(zone: str) -> str:
    """Return a time zone as people say it."""
    return zone.rpartition("/")[2].replace("_", " ")


def _days(timing: Timing) -> str:
    if timing.rhythm is Rhythm.MONTHLY_BY_DAY:
        return f"every month on day {timing.day}"
    if timing.rhythm is Rhythm.MONTHLY_BY_WEEKDAY:
        which = "last" if timing.nth == len(NTHS) else NTHS[(timing.nth or 1) - 1]
        return f"every month on the {which} {DAYS[timing.days[0]]}"
    if timing.days == _WORKING and timing.every == 1:
        return "every day from Monday to Friday"
    days = listed([DAYS[day] for day in timing.days])
    return f"every {days}" if timing.every == 1 else f"{_EVERY[timing.every]} on {days}"


def called(names: Mapping[str, str], user_id: str) -> str:
    """Return somebody's name; a mention of whom Slack has not told us."""
    known = names.get(user_id)
    return block_kit.quote(known) if known else block_kit.mention(user_id)


def length(blocks: Iterable[Json]) -> int:
    """Return how many characters of text blocks have, but for buttons and the like."""
    return sum(
        len(element["text"]["text"] if isinstance(element["text"], dict) else element["text"])
        for block in blocks
        for element in (block, *block.get("elements", ()))
        if "text" in element
    )
