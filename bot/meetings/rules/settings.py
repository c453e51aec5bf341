"""What leads choose for a meeting in its form, and what they begin with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, time
from typing import Any

from bot.errors import InvalidInput
from bot.meetings.rules import Kind
from bot.worktime.rules.periods import EVERY, NTH, Rhythm, Timing

RHYTHMS = (Rhythm.WEEKLY, Rhythm.MONTHLY_BY_WEEKDAY)

_TUESDAY, _THURSDAY = 1, 3


@dataclass(frozen=True)
class Settings:
    """All that the form has. Of `every` and `nth` that one counts which the rhythm needs."""

    kind: Kind = Kind.ROADMAP
    team_id: int | None = None
    partner_id: int | None = None
    rhythm: Rhythm = Rhythm.MONTHLY_BY_WEEKDAY
    every: int = 1
    weekday: int = _TUESDAY
    nth: int = 1
    at: time = time(10)
    zone: str = "UTC"
    channel_id: str = ""

    @property
    def team_ids(self) -> set[int]:
        """The ids of the two teams, as far as they are chosen."""
        return {each for each in (self.team_id, self.partner_id) if each is not None}

    def timing(self, anchor: date) -> Timing:
        """Return when it takes place, with its weeks counted from the one that `anchor` is in."""
        return Timing(
            rhythm=self.rhythm,
            at=self.at,
            anchor=anchor,
            days=(self.weekday,),
            every=self.every,
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
    return Settings(
        **{
            **dumped,
            "kind": Kind(dumped["kind"]),
            "rhythm": Rhythm(dumped["rhythm"]),
            "at": time.fromisoformat(dumped["at"]),
        }
    )


def usual(settings: Settings, kind: Kind) -> Settings:
    """Return settings with when a meeting of that kind usually is.

    The roadmap is talked about on the first Tuesday of the month, and a call is every Thursday.
    """
    if kind is Kind.CALL:
        return replace(settings, kind=kind, rhythm=Rhythm.WEEKLY, every=1, weekday=_THURSDAY)
    monthly = Rhythm.MONTHLY_BY_WEEKDAY
    return replace(settings, kind=kind, rhythm=monthly, nth=1, weekday=_TUESDAY)


def check(settings: Settings) -> None:
    """Raise InvalidInput, at the field, for what no meeting can be."""
    if settings.team_id is None:
        raise InvalidInput("team", "Please choose the first team.")
    if settings.partner_id is None or settings.partner_id == settings.team_id:
        raise InvalidInput("partner", "Please choose another team: a meeting is of two.")
    if settings.rhythm not in RHYTHMS or settings.every not in EVERY or settings.nth not in NTH:
        raise InvalidInput("rhythm", "Please choose how often they meet.")
    if not settings.channel_id:
        raise InvalidInput("channel", "Please choose where the agenda goes.")
