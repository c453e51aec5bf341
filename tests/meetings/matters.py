"""What two teams have to talk about, done as their people do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from bot.checkins.models import Checkin, CheckinAnswer, Round
from bot.checkins.rules import State
from bot.decisions.operations import proposing
from bot.decisions.operations.proposing import Proposal
from bot.roadmap.rules import Cadence, Status
from bot.teams import queries as team_queries
from bot.teams.models import Team
from bot.wins import queries as win_queries
from bot.wins.operations import posting
from bot.wins.rules import Reach
from tests.escalations import world as escalations
from tests.meetings.world import BO, IVAN, MAYA, World
from tests.roadmap import world as roadmap
from tests.wins import world as wins

_days = count(1)


@dataclass(frozen=True)
class Matters:
    """Marketing (Maya) and IT (Ivan, Bo) work on what is between them."""

    world: World

    @property
    def roadmap(self) -> roadmap.World:
        """What can be done with initiatives: Maya owns one in Marketing, Bo in IT."""
        world = self.world
        return roadmap.World(world.transaction, world.clock, world.workspace_id, 1, 2)

    @property
    def escalations(self) -> escalations.World:
        """What can be done with escalations: Marketing asks IT."""
        world = self.world
        return escalations.World(world.transaction, world.clock, world.workspace_id)

    def check_in(
        self, initiative_id: int, *sides: tuple[Status, str], is_over: bool = True
    ) -> None:
        """Both owners answer in a round: Marketing's, and IT's."""
        now, workspace_id = self.world.clock(), self.world.workspace_id
        here = {"workspace_id": workspace_id, "initiative_id": initiative_id}
        held_on = date(2026, 10, next(_days) % 28 + 1)
        with self.world.transaction() as session:
            round_ = Round(
                **here,
                held_on=held_on,
                cadence=Cadence.WEEKLY,
                target_on=held_on,
                opened_at=now,
                closed_at=now if is_over else None,
            )
            session.add(round_)
            session.flush()
            for team_id, (status, expected_on) in enumerate(sides, 1):
                side = {**here, "team_id": team_id}
                checkin = Checkin(
                    **side,
                    round_id=round_.id,
                    user_id=(MAYA, BO)[team_id - 1],
                    held_on=held_on,
                    state=State.ANSWERED,
                )
                session.add(checkin)
                session.flush()
                session.add(
                    CheckinAnswer(
                        **side,
                        checkin_id=checkin.id,
                        by=checkin.user_id,
                        at=now,
                        status=status,
                        confidence=5,
                        expected_on=date.fromisoformat(expected_on),
                        waits_for="",
                        why="",
                        what_next="",
                    )
                )

    def propose(self, title: str, *, joint: bool = True, **more: Any) -> None:
        """Maya proposes something, to Ivan."""
        with self.world.transaction() as session:
            marketing, it = self._teams(session)
            partner = it if joint else None
            fields: dict[str, Any] = {"approvers": [IVAN], "partner": partner, **more}
            proposal = Proposal(title, "From March on", marketing, **fields)
            proposing.propose(
                session, self.world.workspace_id, proposal, by=MAYA, now=self.world.clock()
            )

    def celebrate(self, what: str, *people: str, reach: Reach = Reach.EVERYBODY) -> int:
        """Maya celebrates people; nobody is told yet."""
        world = self.world
        given = wins.World(world.transaction, world.clock, world.workspace_id).give(
            *people, what=what, reach=reach
        )
        return given.win.id

    def tell(self, win_id: int) -> None:
        """The channels of the teams are told of a win."""
        with self.world.transaction() as session:
            win = win_queries.get_win(session, workspace_id=self.world.workspace_id, win_id=win_id)
            posting.send(session, win, self._teams(session), now=self.world.clock())

    def _teams(self, session: Any) -> Sequence[Team]:
        return team_queries.list_teams(session, self.world.workspace_id)
