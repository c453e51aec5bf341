"""What leads choose for a stand-up in its form, and what they begin with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, time
from typing import Any

from bot.errors import InvalidInput
from bot.standups.rules import CHANNELS_MAX, NAME_MAX, PEOPLE_MAX, Audience
from bot.standups.rules.times import OPEN_HOURS
from bot.worktime.rules.periods import Rhythm, Timing


@dataclass(frozen=True)
class Settings:
    """All that the form has, but for the questions.

    Of `days`, `day` and `nth` those count that the rhythm needs; of `source_id` and `people` what
    the audience does. A `zone` of None is each person's own.
    """

    name: str = "Weekly stand-up"
    team_ids: tuple[int, ...] = ()
    audience: Audience = Audience.TEAMS
    source_id: str | None = None
    people: tuple[str, ...] = ()
    rhythm: Rhythm = Rhythm.WEEKLY
    every: int = 1
    days: tuple[int, ...] = (0,)
    day: int | None = None
    nth: int | None = None
    at: time = time(9, 30)
    zone: str | None = None
    open_hours: int = 24
    channel_ids: tuple[str, ...] = ()
    has_mood: bool = False

    def timing(self, anchor: date) -> Timing:
        """Return when it asks, with its weeks counted from the one that `anchor` is in."""
        return Timing(
            rhythm=self.rhythm,
            at=self.at,
            anchor=anchor,
            days=self.days,
            every=self.every,
            day=self.day,
            nth=self.nth,
            zone=self.zone,
        )

    def on_top_of(self, theirs: "Settings", *, seen: "Settings") -> "Settings":
        """Return what others chose meanwhile with what was changed here of what was `seen`."""
        mine = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) != getattr(seen, field.name)
        }
        return replace(theirs, **mine)

    def dump(self) -> dict[str, Any]:
        """Return it as a form's metadata can have it."""
        return asdict(self) | {"at": f"{self.at:%H:%M}"}


def load(dumped: Mapping[str, Any]) -> Settings:
    """Return what was dumped."""
    lists = ("team_ids", "people", "days", "channel_ids")
    return Settings(
        **{
            **dumped,
            **{name: tuple(dumped[name]) for name in lists},
            "audience": Audience(dumped["audience"]),
            "rhythm": Rhythm(dumped["rhythm"]),
            "at": time.fromisoformat(dumped["at"]),
        }
    )


def check(settings: Settings) -> None:
    """Raise InvalidInput, at the field, for what no stand-up can be."""
    if not settings.name or len(settings.name) > NAME_MAX:
        raise InvalidInput("name", f"Please give it a name of at most {NAME_MAX} characters.")
    if not settings.team_ids:
        raise InvalidInput("teams", "Please choose whose stand-up it is.")
    if settings.audience in {Audience.CHANNEL, Audience.GROUP} and not settings.source_id:
        raise InvalidInput("source", "Please choose whose members are asked.")
    if settings.audience is Audience.PEOPLE and not 1 <= len(settings.people) <= PEOPLE_MAX:
        raise InvalidInput("people", f"Please choose 1 to {PEOPLE_MAX} people.")
    if settings.rhythm is Rhythm.WEEKLY and not settings.days:
        raise InvalidInput("days", "Please choose at least one day.")
    if settings.open_hours not in OPEN_HOURS:
        raise InvalidInput("open_hours", "Please choose how long it stays open.")
    if not 1 <= len(settings.channel_ids) <= CHANNELS_MAX:
        raise InvalidInput("channels", f"Please choose 1 to {CHANNELS_MAX} channels.")
