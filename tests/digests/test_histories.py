"""Random histories: what a digest tells is what the events say, worked out in another way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

import pytest
import sqlalchemy

from bot.checkins.models import CheckinAnswer
from bot.digests.rules import snapshots
from bot.digests.rules.changes import Changes, Moved, Passed, Turned, compare
from bot.digests.rules.snapshots import Snapshot
from bot.roadmap.models import Initiative, InitiativeChange, Owner
from bot.roadmap.rules import CLOSED, Stage, Status
from tests.digests.world import BO, IVAN, MAYA, World

IN_A_COMPANY = 25
"""Histories of one company: each begins where the last one ended."""

COMPANIES = [
    seed if seed < 2 else pytest.param(seed, marks=pytest.mark.faults) for seed in range(20)
]
"""Five hundred histories on each database, a tenth of them whenever tests run."""

STEPS = 8


@dataclass
class Life:
    """What may happen to initiatives between two digests."""

    world: World
    random: Random
    initiatives: list[int] = field(default_factory=list)

    def live(self) -> None:
        """Let several things happen, at different times."""
        steps = (self.add, self.shift, self.shift, self.move, self.move, self.say, self.say)
        for _step in range(self.random.randrange(STEPS)):
            self.world.clock.advance(minutes=self.random.randrange(1, 900))
            step = self.random.choice((*steps, self.say, self.hand_over))
            if self.initiatives or step == self.add:
                step()

    def add(self) -> None:
        stage = self.random.choice([*Stage]).value
        self.initiatives.append(self.world.add(stage=stage, target_on=self.day()))

    def shift(self) -> None:
        initiative = self.one()
        self.world.change(initiative.id, version=initiative.version, target_on=self.day())

    def move(self) -> None:
        initiative = self.one()
        self.world.move(initiative.id, initiative.stage, self.random.choice([*Stage]))

    def say(self) -> None:
        team = self.random.choice((self.world.marketing, self.world.it))
        status = self.random.choice([*Status])
        self.world.say(self.one().id, team, status, expected_on=self.day())

    def hand_over(self) -> None:
        initiative = self.one()
        owner = {f"owner:{self.world.it}": self.random.choice((BO, IVAN, MAYA))}
        self.world.change(initiative.id, version=initiative.version, **owner)

    def one(self) -> Initiative:
        return self.world.get(self.random.choice(self.initiatives))

    def day(self) -> str:
        return date(2027, self.random.randrange(1, 13), self.random.randrange(1, 4)).isoformat()


@dataclass(frozen=True)
class Past:
    """All that was written down: changes and answers in their order, and how it stands now."""

    initiatives: Sequence[Initiative]
    changes: Sequence[InitiativeChange]
    answers: Sequence[CheckinAnswer]
    owners: Mapping[int, set[int]]

    def fields(self, initiative: Initiative, at: datetime) -> tuple[Stage | None, date]:
        """Return the stage and the target date then: those of now, with later changes undone."""
        stage: str | None = initiative.stage.value
        target_on = initiative.target_on.isoformat()
        for change in reversed(self.changes):
            if change.initiative_id != initiative.id or change.at <= at:
                continue
            if change.field == "stage":
                stage = change.before
            elif change.field == "target_on":
                target_on = change.before
        return Stage(stage) if stage else None, date.fromisoformat(target_on)

    def status(self, initiative: Initiative, team_id: int, at: datetime) -> Status | None:
        """Return what a side had said last by then."""
        said = [
            answer.status
            for answer in self.answers
            if answer.initiative_id == initiative.id
            and answer.team_id == team_id
            and answer.at <= at
        ]
        return said[-1] if said else None


def recompute(past: Past, before: datetime, after: datetime) -> Changes:
    """Return what changed between two moments, from the events alone."""
    new, reopened, done, dropped = [], [], [], []
    moved, passed, turned = [], [], []
    for initiative in past.initiatives:
        id_ = initiative.id
        (was, target_was), (stage, target_on) = (
            past.fields(initiative, at) for at in (before, after)
        )
        assert stage
        is_new, was_open = was is None, was is not None and was not in CLOSED
        is_open = stage not in CLOSED
        new += [id_] if is_new else []
        reopened += [id_] if is_open and not is_new and not was_open else []
        ends = not is_open and (is_new or was_open)
        done += [id_] if ends and stage is Stage.DONE else []
        dropped += [id_] if ends and stage is Stage.DROPPED else []
        if was and was_open and is_open:
            moved += [Moved(id_, target_was, target_on)] if target_was != target_on else []
            passed += [Passed(id_, was, stage)] if was is not stage else []
        if is_open and (is_new or was_open):
            for team_id in sorted(past.owners[id_]):
                old = None if is_new else past.status(initiative, team_id, before)
                said = past.status(initiative, team_id, after)
                turned += [Turned(id_, team_id, old, said)] if said and said is not old else []
    return Changes(*(tuple(each) for each in (new, reopened, done, dropped, moved, passed, turned)))


def remember(world: World) -> Past:
    """Read everything that was written down."""
    with world.transaction() as session:
        owners: dict[int, set[int]] = {}
        for owner in session.scalars(sqlalchemy.select(Owner)):
            owners.setdefault(owner.initiative_id, set()).add(owner.team_id)
        return Past(
            session.scalars(sqlalchemy.select(Initiative).order_by(Initiative.number)).all(),
            session.scalars(
                sqlalchemy.select(InitiativeChange).order_by(InitiativeChange.id)
            ).all(),
            session.scalars(sqlalchemy.select(CheckinAnswer).order_by(CheckinAnswer.id)).all(),
            owners,
        )


class TestChanges:
    @pytest.mark.parametrize("seed", COMPANIES)
    def test_are_what_the_events_say(self, world: World, seed: int) -> None:
        life = Life(world, Random(seed))  # noqa: S311 (it guards nothing)
        before, at = world.snapshot(), world.clock()
        for _history in range(IN_A_COMPANY):
            life.live()
            # Through the row that keeps it, as the next digest reads it.
            after = snapshots.load(world.snapshot(before).dump())
            assert compare(before, after) == recompute(remember(world), at, world.clock())
            before, at = after, world.clock()

    def test_of_a_roadmap_with_itself_are_none(self, world: World) -> None:
        world.say(world.add(), world.it, Status.AT_RISK)
        snapshot = world.snapshot()
        assert compare(snapshot, world.snapshot(snapshot)) == Changes()
        assert not compare(Snapshot(0, {}), Snapshot(0, {})).initiatives
