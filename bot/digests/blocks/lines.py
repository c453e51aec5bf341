"""The lines of a digest: what changed, under headings, the most pressing first.

People are called by their names, and not mentioned: a digest rings at nobody's desk.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.digests.models.facts import Decided, Escalated, Facts, Silent, Some, Won
from bot.digests.rules.changes import Turned
from bot.roadmap.rules import Status
from bot.slack import block_kit

TITLE, WORDS = 60, 160
"""Characters of a name, and of somebody's words: a line is read at a glance."""

SIDES = 3
"""Sides of an initiative that a line has words of: most have two."""

NAMED = 4
"""People of a win whom a line names."""

STATUSES = {
    Status.ON_TRACK: "on track",
    Status.AT_RISK: "at risk",
    Status.OFF_TRACK: "off track",
}


@dataclass(frozen=True)
class Part:
    """Lines under a heading; `more` are those that nobody has read, `hidden` those not for all."""

    heading: str
    lines: list[str]
    more: int = 0
    hidden: str = ""

    @property
    def total(self) -> int:
        """How many things it is about, but for hidden ones."""
        return len(self.lines) + self.more


def parts(facts: Facts) -> list[Part]:
    """Return all that is told, but for what there is nothing of."""
    every = [
        *_changed(facts),
        _events(facts.decided, "Decided", (_decided(each) for each in facts.decided.shown)),
        _events(
            facts.waiting,
            "Waiting for a decision",
            (_waiting(each, facts) for each in facts.waiting.shown),
        ),
        _events(
            facts.escalated,
            "Escalated and open, the oldest first",
            (escalated(each, facts) for each in facts.escalated.shown),
        ),
        _events(facts.wins, "Wins", _wins(facts)),
    ]
    return [each for each in every if each.total or each.hidden]


def called(facts: Facts, initiative_id: int) -> str:
    """Return what an initiative is called: `INI-7 Web shop`."""
    number = facts.roadmap.snapshot.items[initiative_id].number
    title = facts.roadmap.called[initiative_id].title
    return f"INI-{number} {block_kit.quote(title, TITLE)}"


def _changed(facts: Facts) -> Iterator[Part]:
    changes = facts.changes
    if changes is None:
        return
    yield Part("How it goes", [*_turned(facts, changes.turned)])
    yield Part(
        "Other target dates",
        [
            f"{called(facts, each.initiative_id)}: from {block_kit.day(each.before)} to "
            f"{block_kit.day(each.after)}"
            for each in changes.moved
        ],
    )
    yield Part(
        "Other stages",
        [
            f"{called(facts, each.initiative_id)}: from {each.before.value} to {each.after.value}"
            for each in changes.passed
        ],
    )
    items = facts.roadmap.snapshot.items
    yield Part(
        "New",
        [
            f"{called(facts, each)}, target date {block_kit.day(items[each].target_on)}"
            for each in changes.new
        ],
    )
    yield Part(
        "Open again",
        [f"{called(facts, each)}: {items[each].stage.value}" for each in changes.reopened],
    )
    yield Part("Done", [called(facts, each) for each in changes.done])
    yield Part("Dropped", [called(facts, each) for each in changes.dropped])
    fresh = set(changes.silent)
    silent = [each for each in facts.roadmap.silent if (each.initiative_id, each.team_id) in fresh]
    yield Part("Silent since the last digest", [_silent(each, facts) for each in silent])


def _turned(facts: Facts, turned: Iterable[Turned]) -> Iterator[str]:
    for initiative_id, sides in groupby(turned, lambda each: each.initiative_id):
        theirs = list(sides)
        limit = WORDS // min(len(theirs), SIDES)
        said = [_side(each, facts, limit) for each in theirs[:SIDES]]
        said += [f"{len(theirs) - SIDES} more"] if len(theirs) > SIDES else []
        yield f"{called(facts, initiative_id)}: {'; '.join(said)}"


def _side(turned: Turned, facts: Facts, limit: int) -> str:
    team = block_kit.quote(facts.teams.get(turned.team_id, ""), TITLE)
    before = f" (before: {STATUSES[turned.before]})" if turned.before else ""
    word = facts.words.get((turned.initiative_id, turned.team_id))
    why = f", “{block_kit.quote(word.why, limit)}”" if word and word.why else ""
    return f"{team} says {STATUSES[turned.after]}{before}{why}"


def _silent(silent: Silent, facts: Facts) -> str:
    team = block_kit.quote(facts.teams.get(silent.team_id, ""), TITLE)
    return f"{called(facts, silent.initiative_id)}: {person(facts, silent.user_id)} of {team}"


def person(facts: Facts, user_id: str) -> str:
    """Return somebody's name; a mention of whom Slack has not told us."""
    name = facts.names.get(user_id)
    return block_kit.quote(name, TITLE) if name else block_kit.mention(user_id)


def _decided(decided: Decided) -> str:
    teams = " and ".join(block_kit.quote(each, TITLE) for each in decided.teams)
    return f"{decided.name} {block_kit.quote(decided.title, WORDS)} ({teams})"


def _waiting(decided: Decided, facts: Facts) -> str:
    days = (facts.today - decided.since.date()).days
    return f"{_decided(decided)}, {_age(days)}"


def escalated(each: Escalated, facts: Facts) -> str:
    """Return an escalation with its age: what of it is private is not there."""
    raising, answering = (block_kit.quote(name, TITLE) for name in each.asks)
    stuck = f": “{block_kit.quote(each.stuck, WORDS)}”" if each.stuck else ""
    days = (facts.today - each.since.date()).days
    return f"{each.name}, {_age(days)}: {raising} asks {answering}{stuck}"


def _age(days: int) -> str:
    if days <= 0:
        return "since today"
    return "1 day" if days == 1 else f"{days:,} days"


def _wins(facts: Facts) -> Iterator[str]:
    """Yield wins by initiative; those of none come last."""
    titles = facts.roadmap.called
    for won in facts.wins.shown:
        of = won.initiative_id
        about = f"{called(facts, of)}: " if of is not None and of in titles else ""
        yield f"{about}{_won(won, facts)}"


def _won(won: Won, facts: Facts) -> str:
    names = [person(facts, each) for each in won.people[:NAMED]]
    more = len(won.people) - len(names)
    people = ", ".join([*names, *([f"{more} more"] if more else [])])
    return f"“{block_kit.quote(won.what, WORDS)}” ({people})"


_HIDDEN = {
    "Decided": ("restricted decision", "restricted decisions"),
    "Waiting for a decision": ("restricted decision", "restricted decisions"),
    "Wins": ("for a team alone", "for teams alone"),
}
_PRIVATE = ("private one", "private ones")


def _events(
    some: Some[Decided] | Some[Escalated] | Some[Won], heading: str, lines: Iterable[str]
) -> Part:
    one, many = _HIDDEN.get(heading, _PRIVATE)
    hidden = f"{some.hidden:,} {one if some.hidden == 1 else many}" if some.hidden else ""
    return Part(heading, list(lines), some.more, hidden)
