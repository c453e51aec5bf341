"""Sixty people in eight zones, as the month knows them: plain facts, of which the bot is told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

from sandbox.model import Channel, User
from sandbox.workspace import Workspace

ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Asia/Tokyo",
)
SIZE = 60
MARKETING, IT = "C0MARKETNG2", "C0IT0000003"


@dataclass(frozen=True)
class Life:
    """How somebody works from some moment on; weekdays are numbered from Monday, 0."""

    zone: str
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(9)
    closes: time = time(17)
    quiet_from: time = time(19)
    quiet_until: time = time(8)


@dataclass
class Somebody:
    """A person: how they live, how they answer, and what they did."""

    id: str
    lives: list[tuple[datetime, Life]]
    answers: float
    """How likely they do something in Lockstep on a day."""
    to_question: str | None
    """The button they press when they are asked whether to go on; None for nothing."""
    away: list[tuple[datetime, date, date]] = field(default_factory=list)
    """When they said so, and the first and the last day."""
    left_at: datetime | None = None
    heard_at: list[datetime] = field(default_factory=list)
    stopped: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    """From when until when they wanted to hear nothing."""

    def life(self, at: datetime) -> Life:
        """Return how they lived then."""
        return [life for since, life in self.lives if since <= at][-1]

    def local(self, at: datetime) -> datetime:
        """Return what their clocks showed then."""
        return at.astimezone(ZoneInfo(self.life(at).zone))


def crowd(random: Random, began: datetime) -> list[Somebody]:
    """Return everybody, each living somewhere from the beginning."""
    return [_somebody(number, random, began) for number in range(1, SIZE + 1)]


def _somebody(number: int, random: Random, began: datetime) -> Somebody:
    answers = random.choice([0.0, 0.1, 0.4, 0.8, 0.9])
    to_question = random.choice(["Keep them coming", "Stop", None])
    life = Life(ZONES[number % len(ZONES)])
    return Somebody(f"U0CROWD{number:04}", [(began, life)], answers, to_question)


def another_life(random: Random, zone: str) -> Life:
    """Return other hours than most people's, maybe with nights, part time, quiet at noon."""
    return random.choice(
        [
            Life(zone, (1, 2, 3), time(7), time(15, 30), time(16), time(7)),
            Life(zone, (0, 1, 2, 3, 4), time(22), time(6), time(8), time(20)),
            Life(zone, (5, 6), time(10), time(18), time(21), time(9)),
            Life(zone, (0, 2, 4), time(9), time(18), time(12), time(13)),
        ]
    )


def fill(people: list[Somebody]) -> Callable[[Workspace], None]:
    """Return what fills a workspace with these people and two channels."""

    def seed(workspace: Workspace) -> None:
        for each in people:
            zone = each.lives[0][1].zone
            workspace.add_user(User(each.id, each.id.lower(), each.id, workspace.team_id, tz=zone))
        everybody = {workspace.app.bot_user_id, *(each.id for each in people)}
        for channel_id, name in ((MARKETING, "marketing"), (IT, "it")):
            workspace.add_channel(Channel(channel_id, name, members=set(everybody)))

    return seed
