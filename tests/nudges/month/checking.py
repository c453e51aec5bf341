"""What was read in that month, held against what may be: from Slack's side, minute by minute.

It knows nothing of the bot's rules: local times are compared as people would read their clocks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sandbox import Sandbox
from tests.nudges.month.living import Told
from tests.nudges.month.people import Life, Somebody

AT_ONCE = timedelta(seconds=30)
QUESTION = "Shall I go on?"
ASKED = re.compile(
    r"(?:so I ask you|You promised).*(ESC-\d+), (high|normal|low) urgency", re.DOTALL
)
TOKEN = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Read:
    """A message that somebody did not ask for, and when it came."""

    user_id: str
    at: datetime
    text: str

    @property
    def is_urgent(self) -> bool:
        """Whether it is about a High escalation."""
        asked = ASKED.search(self.text)
        return asked is not None and asked[2] == "high"

    @property
    def is_question(self) -> bool:
        """Whether it asks whether to go on."""
        return QUESTION in self.text


def unasked(slack: Sandbox) -> list[Read]:
    """Return every direct message that nobody asked for, oldest first."""
    posts = [
        Read(call.arguments["channel"], call.at, call.arguments["text"])
        for call in slack.journal.of("chat.postMessage")
        if call.arguments["channel"].startswith("U")
    ]
    return [
        post
        for post in posts
        if TOKEN.search(post.text) or ASKED.search(post.text) or post.is_question
    ]


def breaches(reads: Sequence[Read], person: Somebody) -> Iterator[str]:
    """Yield what was wrong with the messages that one person got."""
    mine = [read for read in reads if read.user_id == person.id]
    budgeted = [read for read in mine if not read.is_urgent]
    for read in budgeted:
        yield from _at_a_wrong_time(read, person)
    yield from _too_many(budgeted, person)
    yield from _in_silence(budgeted, person)
    for read in mine:
        if person.left_at and read.at >= person.left_at:
            yield f"{read.at}: written to {person.id}, who left"


def _at_a_wrong_time(read: Read, person: Somebody) -> Iterator[str]:
    local, life = person.local(read.at), person.life(read.at)
    clock = local.time()
    if not _works(life, local):
        yield f"{read.at}: {person.id} does not work at {local:%a %H:%M}"
    if _between(clock, life.quiet_from, life.quiet_until):
        yield f"{read.at}: {person.id} wants quiet at {clock}"
    for said_at, first, last in person.away:
        if said_at <= read.at and first <= local.date() <= last:
            yield f"{read.at}: {person.id} is away until {last}"


def _works(life: Life, local: datetime) -> bool:
    if life.opens < life.closes:
        return local.weekday() in life.days and life.opens <= local.time() < life.closes
    if local.time() >= life.opens:
        return local.weekday() in life.days
    return local.time() < life.closes and (local.weekday() - 1) % 7 in life.days


def _between(clock: time, begins: time, ends: time) -> bool:
    minutes = (clock.hour * 60 + clock.minute - begins.hour * 60 - begins.minute) % 1440
    return minutes < (ends.hour * 60 + ends.minute - begins.hour * 60 - begins.minute) % 1440


def _too_many(reads: Sequence[Read], person: Somebody) -> Iterator[str]:
    days = Counter(person.local(read.at).date() for read in reads)
    for day in days:
        if days[day] > 1:
            yield f"{day}: {person.id} got {days[day]} messages"
        week = sum(days[day + timedelta(days=ahead)] for ahead in range(7))
        if week > 3:
            yield f"from {day}: {person.id} got {week} messages in seven days"


def _in_silence(reads: Sequence[Read], person: Somebody) -> Iterator[str]:
    unheard: list[Read] = []
    for read in reads:
        since = unheard[-1].at if unheard else datetime.min.replace(tzinfo=read.at.tzinfo)
        if any(since < heard <= read.at for heard in person.heard_at):
            unheard = []
        unheard.append(read)
        if len(unheard) > 4 or (len(unheard) == 4) != read.is_question:
            yield f"{read.at}: {person.id} got {len(unheard)} in silence: {read.text[:40]}"
        for begins, ends in person.stopped:
            if begins < read.at and (ends is None or read.at < ends):
                yield f"{read.at}: {person.id} had said Stop"


def lost(told: Sequence[Told], reads: Sequence[Read], people: Sequence[Somebody]) -> Iterator[str]:
    """Yield what somebody should have been told and was not, or twice."""
    times = Counter(token for read in reads for token in set(TOKEN.findall(read.text)))
    listeners = {person.id: person for person in people}
    for each in told:
        if times[each.token] > 1:
            yield f"{each.token} was told {times[each.token]} times"
        if not times[each.token] and not _excused(each, listeners[each.user_id], reads):
            yield f"{each.token} of {each.at} was never told {each.user_id}"


def _excused(told: Told, person: Somebody, reads: Sequence[Read]) -> bool:
    """Return whether there is a reason why something was not told by the end of the month."""
    over = max(read.at for read in reads)
    mine = [read for read in reads if read.user_id == person.id]
    hushed = any(read.is_question for read in mine) or bool(person.stopped)
    waited = min(told.at + told.within, over) - told.at
    busy = len(person.away) > 0 or len(person.lives) > 1
    return (
        told.withdrawn
        or person.left_at is not None
        or hushed
        or waited < timedelta(days=20 if busy else 12)
    )


def late(slack: Sandbox, reads: Sequence[Read]) -> Iterator[str]:
    """Yield the High escalations that climbed without those asked hearing of it at once."""
    climbed = re.compile(r"(ESC-\d+) (in time\.|still has no answer)")
    asked = [(match[1], read.at) for read in reads if (match := ASKED.search(read.text))]
    high = {name for read in reads if read.is_urgent for name in re.findall(r"ESC-\d+", read.text)}
    for call in slack.journal.of("chat.postMessage"):
        found = climbed.search(call.arguments["text"])
        at_once = [name for name, at in asked if abs(at - call.at) < AT_ONCE]
        if found and found[1] in high and found[1] not in at_once:
            yield f"{call.at}: {found[1]} climbed, and nobody was asked directly"
