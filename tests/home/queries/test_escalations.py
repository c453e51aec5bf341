"""Escalations on a Home: what waits for whom, what they raised, and their week."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy

from bot.escalations import queries
from bot.escalations.models import Escalation
from bot.escalations.operations import answering, asking, owning
from bot.escalations.rules import AnswerKind, Urgency
from bot.home import rules
from bot.home.queries import contents, escalations
from bot.home.rules import Deed, Item, Status, Viewer, Week
from bot.hours.models import Absence
from bot.teams import queries as team_queries
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

EVERYBODY = {"Maya": MAYA, "Ivan": IVAN, "Bo": BO, "Sofia": SOFIA}

Do = Callable[[World, int], None]


def viewer(world: World, user_id: str) -> Viewer:
    with world.transaction() as session:
        teams = team_queries.list_teams(session, world.workspace_id)
        return contents.read_viewer(
            session,
            teams,
            workspace_id=world.workspace_id,
            user_id=user_id,
            now=world.clock(),
        )


def waiting(world: World, user_id: str, limit: int = 20) -> list[Item]:
    who = viewer(world, user_id)
    with world.transaction() as session:
        found = escalations.list_waiting(session, who, limit)
        assert len(found) == min(limit, escalations.count_waiting(session, who))
    return found


def raised(world: World, user_id: str, limit: int = 20) -> list[Item]:
    who = viewer(world, user_id)
    with world.transaction() as session:
        found = escalations.list_raised(session, who, limit)
        assert len(found) == min(limit, escalations.count_raised(session, who))
    return found


def ask(*user_ids: str) -> Do:
    def run(world: World, escalation_id: int) -> None:
        with world.transaction() as session:
            escalation = queries.get_escalation(
                session, workspace_id=world.workspace_id, escalation_id=escalation_id
            )
            asking.put(escalation, dict(zip(user_ids, user_ids, strict=True)), now=world.clock())

    return run


def acknowledge(world: World, escalation_id: int) -> None:
    move(world, owning.acknowledge, escalation_id, by=BO)


def answer(world: World, escalation_id: int) -> None:
    move(world, answering.answer, escalation_id, by=IVAN, text="Repaired", kind=AnswerKind.DECIDED)


def snooze(world: World, escalation_id: int) -> None:
    acknowledge(world, escalation_id)
    later = world.clock() + timedelta(days=3)
    move(world, owning.snooze, escalation_id, by=BO, until=later, why=None)


def ask_back(world: World, escalation_id: int) -> None:
    acknowledge(world, escalation_id)
    move(world, owning.ask_back, escalation_id, by=BO, question="Which export?")


def withdraw(world: World, escalation_id: int) -> None:
    acknowledge(world, escalation_id)
    move(world, answering.withdraw, escalation_id, by=MAYA, why=None)


def accept(world: World, escalation_id: int) -> None:
    answer(world, escalation_id)
    move(world, answering.accept, escalation_id, by=MAYA)


def reopen(world: World, escalation_id: int) -> None:
    answer(world, escalation_id)
    move(world, answering.reopen, escalation_id, by=MAYA, why="It fails again")


def move(world: World, operation: Callable[..., object], escalation_id: int, **more: Any) -> None:
    with world.transaction() as session:
        operation(session, world.workspace_id, escalation_id, now=world.clock(), **more)


def be_away(world: World, user_id: str, *, stand_in: str) -> None:
    today = world.clock().date()
    with world.transaction() as session:
        away = {"workspace_id": world.workspace_id, "user_id": user_id, "said_at": world.clock()}
        days = {"starts_on": today, "ends_on": today, "stand_in_id": stand_in}
        session.add(Absence(**away, **days))


def nothing(_world: World, _escalation_id: int) -> None:
    """Leave it as it was raised."""


class TestListWaiting:
    @pytest.mark.parametrize(
        ("happened", "for_whom", "deed"),
        [
            (nothing, ["Ivan", "Bo"], Deed.ACKNOWLEDGE),
            (ask(SOFIA), ["Sofia"], Deed.ACKNOWLEDGE),
            (acknowledge, ["Bo"], Deed.ANSWER),
            (snooze, ["Bo"], Deed.ANSWER),
            (ask_back, ["Maya"], Deed.OPEN),
            (withdraw, [], None),
            (answer, ["Maya"], Deed.ACCEPT),
            (accept, [], None),
            (reopen, ["Ivan", "Bo"], Deed.ACKNOWLEDGE),
        ],
        ids=[
            *("raised", "sponsors", "taken", "put off", "asked back", "withdrawn"),
            *("answered", "accepted", "reopened"),
        ],
    )
    def test_is_for_those_whose_turn_it_is(
        self, world: World, happened: Do, for_whom: list[str], deed: Deed | None
    ) -> None:
        happened(world, world.raise_one())
        rows = {name: waiting(world, user_id) for name, user_id in EVERYBODY.items()}
        assert [name for name in rows if rows[name]] == for_whom
        assert {row.deed for found in rows.values() for row in found} == ({deed} - {None})

    def test_says_all_that_a_row_needs(self, world: World) -> None:
        escalation_id = world.raise_one(Urgency.NORMAL)
        due_at = world.clock() + timedelta(hours=4)
        assert waiting(world, IVAN) == [
            Item(
                name="ESC-1",
                urgency=1,
                label="Normal",
                about="Marketing asks IT",
                words="The export fails",
                due_at=due_at,
                status=Status.ASKED,
                at=due_at,
                by=None,
                deed=Deed.ACKNOWLEDGE,
                subject=str(escalation_id),
            )
        ]

    def test_has_the_most_urgent_first_and_no_more_than_asked(self, world: World) -> None:
        for urgency in (Urgency.LOW, Urgency.NORMAL, Urgency.HIGH, Urgency.NORMAL, Urgency.HIGH):
            world.raise_one(urgency)
            world.clock.advance(minutes=1)
        everything = waiting(world, IVAN)
        assert [row.name for row in everything] == ["ESC-3", "ESC-5", "ESC-2", "ESC-4", "ESC-1"]
        assert everything == sorted(everything, key=rules.order)
        assert waiting(world, IVAN, limit=2) == everything[:2]

    def test_has_one_that_waits_for_somebody_twice_once(self, world: World) -> None:
        """Bo is asked, and stands in for Ivan, who is asked too."""
        world.raise_one()
        be_away(world, IVAN, stand_in=BO)
        assert [row.name for row in waiting(world, BO)] == ["ESC-1"]

    def test_is_for_who_stands_in_for_somebody_who_is_away(self, world: World) -> None:
        world.raise_one()
        assert waiting(world, "U0NEW") == []
        be_away(world, IVAN, stand_in="U0NEW")
        assert [row.name for row in waiting(world, "U0NEW")] == ["ESC-1"]
        world.clock.advance(days=2)
        assert waiting(world, "U0NEW") == []

    def test_shows_a_private_one_to_nobody_who_stands_in(self, world: World) -> None:
        world.raise_one()
        with world.transaction() as session:
            session.execute(sqlalchemy.update(Escalation).values(private_at=world.clock()))
        be_away(world, IVAN, stand_in="U0NEW")
        assert waiting(world, "U0NEW") == []
        assert [row.name for row in waiting(world, IVAN)] == ["ESC-1"]

    def test_reads_no_more_of_long_words_than_a_row_shows(self, world: World) -> None:
        world.raise_one()
        with world.transaction() as session:
            session.execute(sqlalchemy.update(Escalation).values(stuck="é" * 3000))
        (row,) = waiting(world, IVAN)
        assert row.words == "é" * 200


class TestListRaised:
    @pytest.mark.parametrize(
        ("happened", "status"),
        [
            (nothing, Status.NOT_TAKEN),
            (ask(SOFIA), Status.NOT_TAKEN),
            (acknowledge, Status.PROMISED),
            (snooze, Status.PROMISED),
            (ask_back, None),  # waits for her
            (withdraw, None),
            (answer, None),  # waits for her
            (accept, None),
            (reopen, Status.NOT_TAKEN),
        ],
        ids=[
            *("raised", "sponsors", "taken", "put off", "asked back", "withdrawn"),
            *("answered", "accepted", "reopened"),
        ],
    )
    def test_is_what_waits_for_others(
        self, world: World, happened: Do, status: Status | None
    ) -> None:
        happened(world, world.raise_one())
        rows = {name: raised(world, user_id) for name, user_id in EVERYBODY.items()}
        assert [row.status for row in rows.pop("Maya")] == ([status] if status else [])
        assert not any(rows.values())

    def test_names_who_has_it(self, world: World) -> None:
        acknowledge(world, world.raise_one())
        (row,) = raised(world, MAYA)
        promised_at = world.clock() + timedelta(hours=2)
        assert (row.by, row.at, row.deed) == (BO, promised_at, Deed.OPEN)


class TestCountWeek:
    def week(self, world: World, user_id: str) -> Week:
        who = viewer(world, user_id)
        with world.transaction() as session:
            return escalations.count_week(session, who, since=world.clock() - timedelta(days=7))

    def test_counts_what_somebody_did(self, world: World) -> None:
        for happened in (nothing, acknowledge, answer, accept, reopen):
            happened(world, world.raise_one())
        assert self.week(world, MAYA) == Week(raised=5, raised_and_answered=2, answered=0)
        assert self.week(world, IVAN) == Week(raised=0, raised_and_answered=0, answered=3)

    def test_counts_nothing_older(self, world: World) -> None:
        answer(world, world.raise_one())
        world.clock.advance(days=7, seconds=1)
        assert self.week(world, MAYA) == Week(0, 0, 0)
        assert self.week(world, IVAN) == Week(0, 0, 0)
