"""The timeline of the roadmap: which initiatives are on it, in which lane."""

from collections.abc import Mapping

from bot.digests.models.facts import Facts
from bot.digests.rules.snapshots import Health, Item
from bot.pictures import timeline
from bot.pictures.timeline import Bar, Lane, Look, Timeline
from bot.roadmap.rules import LISTED, Status
from bot.slack import block_kit
from bot.slack.values import Json

LOOKS = {
    Status.ON_TRACK: Look.ON_TRACK,
    Status.AT_RISK: Look.AT_RISK,
    Status.OFF_TRACK: Look.OFF_TRACK,
}
_PRESSING = [Health.OFF_TRACK, Health.AT_RISK, Health.NOT_SAID, Health.ON_TRACK]
"""If there are too many for the picture, which come first."""


def of(facts: Facts) -> Timeline:
    """Return the timeline of the initiatives that are open, by team and by target date."""
    found = sorted(facts.roadmap.snapshot.open(), key=lambda pair: _rank(pair[1]))
    shown, more = found[: timeline.SHOWN], found[timeline.SHOWN :]
    lanes: dict[int, list[tuple[int, Item]]] = {}
    for id_, item in sorted(shown, key=lambda pair: (pair[1].target_on, pair[1].number)):
        lanes.setdefault(min(item.sides, default=0), []).append((id_, item))
    return Timeline(
        f"Roadmap of {block_kit.day(facts.today)}",
        facts.today,
        tuple(
            Lane(_team(facts.teams, team_id), tuple(_bar(facts, *each) for each in theirs))
            for team_id, theirs in sorted(lanes.items())
        ),
        more=len(more),
    )


def names(drawn: Timeline) -> list[str]:
    """Return what the files of the pages are called."""
    day = drawn.today.isoformat()
    return [f"roadmap-{day}-{number}.png" for number, _page in enumerate(timeline.pages(drawn), 1)]


def blocks(drawn: Timeline) -> list[Json]:
    """Return the pictures as a message shows them, each with its words."""
    pages = timeline.pages(drawn)
    return [
        block_kit.picture(name, alt=timeline.alt_text(drawn, page))
        for name, page in zip(names(drawn), pages, strict=True)
    ]


def _rank(item: Item) -> tuple[int, int, str, int]:
    pressing = _PRESSING.index(item.health)
    return LISTED.index(item.stage), pressing, item.target_on.isoformat(), item.number


def _team(teams: Mapping[int, str], team_id: int) -> str:
    return teams.get(team_id, "")


def _bar(facts: Facts, initiative_id: int, item: Item) -> Bar:
    called = facts.roadmap.called[initiative_id]
    sides = [
        LOOKS[side.status] if side.status else Look.NOT_SAID
        for _team_id, side in sorted(item.sides.items())
    ]
    return Bar(f"INI-{item.number}", called.title, called.added_on, item.target_on, tuple(sides))
