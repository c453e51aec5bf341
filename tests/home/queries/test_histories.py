"""Reading histories: each event is told once, to those whom it concerns, and none is missed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy

from bot.home.queries import bookmarks, histories
from bot.home.queries.bookmarks import News
from bot.installations import operations as installations
from bot.roadmap.models import Initiative, InitiativeChange, Owner
from bot.roadmap.rules import Cadence, Stage
from bot.tables import table
from bot.teams import queries as team_queries
from tests.escalations.world import BO, IVAN, MAYA, World

OLD = timedelta(minutes=1)


@pytest.fixture
def initiative(world: World) -> Initiative:
    """An initiative of Maya's and Ivan's, of which nothing was changed."""
    with world.transaction() as session:
        marketing, it = team_queries.list_teams(session, world.workspace_id)
        here = {"workspace_id": world.workspace_id}
        made = {"created_by": BO, "created_at": world.clock()}
        made |= {"changed_by": BO, "changed_at": world.clock(), "version": 1}
        words = {"title": "Web shop", "folded": "web shop", "outcome": "Live", "why": "Slow"}
        where = {"target_on": date(2026, 12, 4), "stage": Stage.ACTIVE}
        where["cadence"] = Cadence.BY_DATE
        new = Initiative(number=1, view_id="VI1", **words, **where, **made, **here)
        new.owners = [
            Owner(team_id=marketing.id, user_id=MAYA, **here),
            Owner(team_id=it.id, user_id=IVAN, **here),
        ]
        session.add(new)
        return new


def change(
    world: World, initiative: Initiative, *, at: datetime | None = None, **changes: Any
) -> None:
    """Write down that a field of it was changed."""
    row = {"initiative_id": initiative.id, "version": 2, "field": "stage", "by": BO}
    row |= {"workspace_id": world.workspace_id, "before": "active", "after": "paused"}
    row |= {"at": at or world.clock()}
    with world.transaction() as session:
        session.execute(sqlalchemy.insert(table(InitiativeChange)).values(**row | changes))


def read(world: World, bookmark: dict[str, Any] | None) -> News:
    """Read what is new of initiatives."""
    with world.transaction() as session:
        return histories.of_initiatives(session, world.workspace_id, bookmark, world.clock())


class TestOfInitiatives:
    def test_concerns_those_who_own_it(self, world: World, initiative: Initiative) -> None:
        change(world, initiative)
        assert read(world, None).concerns == {MAYA, IVAN}

    def test_concerns_who_owned_it_before(self, world: World, initiative: Initiative) -> None:
        change(world, initiative, field="owner:1", before="UGONE", after=MAYA)
        assert read(world, None).concerns == {MAYA, IVAN, "UGONE"}

    def test_tells_each_change_once(self, world: World, initiative: Initiative) -> None:
        change(world, initiative)
        first = read(world, None)
        again = read(world, first.bookmark)
        assert (again.concerns, again.bookmark) == ((), first.bookmark)
        world.clock.advance(minutes=1)
        settled = read(world, again.bookmark)
        assert (settled.concerns, settled.bookmark["told"]) == ((), [])

    def test_sees_one_that_is_committed_after_a_later_one(
        self, world: World, initiative: Initiative
    ) -> None:
        change(world, initiative, id=12)
        first = read(world, {"settled": 0, "told": []})
        change(world, initiative, id=11)
        late = read(world, first.bookmark)
        assert late.concerns == {MAYA, IVAN}
        assert late.bookmark == {"settled": 0, "told": [11, 12]}

    def test_passes_over_another_workspace(self, world: World, initiative: Initiative) -> None:
        """Its changes are settled too, or they would be read again every second."""
        with world.transaction() as session:
            other_id = installations.install(
                session,
                slack_id="T0OTHER",
                enterprise_id=None,
                name="Other",
                bot_user_id="U0OTHER",
                bot_id="B0OTHER",
                now=world.clock(),
            ).id
        change(world, initiative, at=world.clock() - OLD, workspace_id=other_id, id=7)
        found = read(world, None)
        assert (found.concerns, found.bookmark) == ((), {"settled": 7, "told": []})

    def test_catches_up_in_turns(
        self, world: World, initiative: Initiative, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(histories, "AT_ONCE", 3)
        for id_ in range(1, 8):
            change(world, initiative, id=id_)
        bookmark: dict[str, Any] = {"settled": 0, "told": []}
        turns = []
        for _turn in range(3):
            found = read(world, bookmark)
            turns.append((bool(found.concerns), found.more))
            bookmark = found.bookmark
        assert turns == [(True, True), (True, True), (True, False)]
        assert bookmark == {"settled": 6, "told": [7]}

    def test_keeps_what_is_young_open_while_it_catches_up(
        self, world: World, initiative: Initiative, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(histories, "AT_ONCE", 3)
        change(world, initiative, id=1, at=world.clock() - bookmarks.COMMITTED_WITHIN)
        for id_ in (4, 5):
            change(world, initiative, id=id_)
        found = read(world, {"settled": 0, "told": []})
        assert (found.bookmark, found.more) == ({"settled": 1, "told": [4, 5]}, True)
