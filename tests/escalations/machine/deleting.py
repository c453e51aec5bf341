"""What is deleted, or ends, while an escalation is open: its teams, its channel, its initiative."""

from collections.abc import Iterable
from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bot.db import Transaction
from bot.errors import Refused
from bot.escalations import jobs
from bot.escalations.models import Escalation
from bot.escalations.rules import State, Who
from bot.roadmap import operations as roadmap
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Stage
from bot.teams import queries as team_queries
from bot.teams.operations import closing, setting_up
from bot.teams.operations.setting_up import TeamSetup
from tests.escalations.world import IVAN, MAYA, SOFIA, World

teams = st.integers(0, 2)
"""The place of a team in the order in which they were set up."""


def add_a_third_team(world: World, lead: str) -> None:
    """Set up Sales beside Marketing and IT: one of three can be closed."""
    with world.transaction() as session:
        setting_up.set_up(
            session,
            workspace_id=world.workspace_id,
            setups=[TeamSetup("Sales", "C0SALES0006", (lead,))],
            sponsor_id=SOFIA,
            by=SOFIA,
            now=world.clock(),
        )


def add_an_initiative(world: World) -> Initiative:
    """Put something on the roadmap that both teams do."""
    with world.transaction() as session:
        marketing, it, *_others = team_queries.list_teams(session, world.workspace_id)
        fields = {
            "title": "Web shop",
            "outcome": "It is live",
            "why": "",
            "channel_id": None,
            "target_on": f"{world.clock().date()}",
            "stage": Stage.ACTIVE.value,
            "cadence": "by_date",
            f"owner:{marketing.id}": MAYA,
            f"owner:{it.id}": IVAN,
        }
        return roadmap.add(
            session,
            workspace_id=world.workspace_id,
            fields=fields,
            view_id=f"V{world.workspace_id}",
            by=MAYA,
            now=world.clock(),
        )


class Deleting(RuleBasedStateMachine):
    """The rules of the machine that take something away."""

    transaction: Transaction
    world: World
    initiative: Initiative | None
    is_channel_lost: bool
    gone: set[str]

    @property
    def now(self) -> datetime:
        raise NotImplementedError

    @property
    def row(self) -> Escalation:
        raise NotImplementedError

    @rule(team=teams)
    def close_a_team(self, team: int) -> None:
        with self.transaction() as session:
            found = team_queries.list_all_teams(session, self.world.workspace_id)[team]
            try:
                closing.close(
                    session,
                    workspace_id=self.world.workspace_id,
                    team_id=found.id,
                    by=self.one_of(found.responsible),
                    now=self.now,
                )
            except Refused:
                return  # it is one of the last two
        while jobs.leave_closed_teams(transaction=self.transaction, now=self.now):
            pass
        self.check_nobody_is_asked_for_a_closed_team()

    @rule(team=teams)
    def open_a_team_again(self, team: int) -> None:
        with self.transaction() as session:
            found = team_queries.list_all_teams(session, self.world.workspace_id)[team]
            closing.reopen(
                session,
                workspace_id=self.world.workspace_id,
                team_id=found.id,
                by=self.one_of(found.responsible),
                now=self.now,
            )

    @rule()
    def lose_the_channel(self) -> None:
        """It is archived, or deleted: from now on nothing is delivered there."""
        self.is_channel_lost = True

    @precondition(lambda self: getattr(self, "initiative", None))
    @rule()
    def drop_the_initiative(self) -> None:
        assert self.initiative
        with self.transaction() as session:
            teams = team_queries.list_teams(session, self.world.workspace_id)
            by = [each for team in teams for each in team.responsible]
            roadmap.move_stage(
                session,
                workspace_id=self.world.workspace_id,
                initiative_id=self.initiative.id,
                seen=Stage.ACTIVE,
                to=Stage.DROPPED,
                by=self.one_of(by),
                now=self.now,
            )
        self.initiative = None

    def one_of(self, user_ids: Iterable[str]) -> str:
        """Return somebody of them who is still here: there must always be somebody."""
        return next(each for each in user_ids if each not in self.gone)

    def check_nobody_is_asked_for_a_closed_team(self) -> None:
        """Those who are asked have a place on the ladder that is not in a closed team.

        Whoever has left since may have one no more: when it is due, somebody else is asked.
        """
        row = self.row
        if row.state is not State.OPEN:
            return
        known = {user_id for who in Who for user_id in row.people()[who]}
        level = row.ladder.rule.level(row.level)
        asked_for = {each.asked_for for each in row.participants if each.asked_at} - self.gone
        assert asked_for <= {*known, *level.people, row.asker_id}
