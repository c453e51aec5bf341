"""What is told of a round when it closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.escalations.models import Escalation
from bot.standups.models.blockers import Blocker
from bot.standups.models.lines import Line
from bot.standups.models.rounds import Round
from bot.standups.models.turns import Turn
from bot.standups.rules.counting import Count
from bot.standups.rules.lines import How
from bot.standups.rules.questions import Flag


@dataclass(frozen=True)
class Spoken:
    """What somebody said: lines that they planned, those from before, and what is in their way."""

    turn: Turn
    planned: Sequence[Line] = ()
    before: Sequence[Line] = ()
    blockers: Sequence[Blocker] = ()

    def words(self, flag: Flag, asked: Round) -> list[str]:
        """Return their answers to the questions of a round that have a flag."""
        found = (self.turn.answers.get(each.key) for each in asked.questions if each.flag is flag)
        return [str(each) for each in found if each]

    def lines(self, how: How) -> list[Line]:
        """Return those of the lines from before of which they said so."""
        return [
            line
            for line in self.before
            if (report := line.report_in(self.turn.id)) and report.how is how
        ]

    @property
    def ahead(self) -> list[Line]:
        """What they do next: what goes on, and what they planned."""
        return [*self.lines(How.STILL), *self.planned]


@dataclass(frozen=True)
class Summary:
    """A round as it is told: who said what, and how many of how many did.

    `names` are those of all of them. `asked` are the open escalations of other teams to one of the
    stand-up's; `mood` is None unless it can be told.
    """

    round: Round
    spoken: Sequence[Spoken]
    count: Count
    names: Mapping[str, str]
    asked: Sequence[Escalation] = ()
    mood: float | None = None
