"""A Home with two hundred of everything: paged, within Slack's limits, the most urgent first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation
from bot.hours.models import Absence
from bot.ownership.models import Entry, Question
from bot.people import operations as people
from bot.people.models import FollowedMember, Following
from bot.roadmap.models import Initiative, Owner
from bot.tables import table
from tests.home import scenes
from tests.home import test_walk as walk
from tests.story import Story

MANY = 200


def multiply(session: Session, model: Any, different: Callable[[int], dict[str, Any]]) -> None:
    """Copy the newest row of a table so often that there are two hundred like it."""
    rows = table(model)
    newest = sqlalchemy.select(rows).order_by(rows.c.id.desc()).limit(1)
    same = dict(session.execute(newest).mappings().one())
    del same["id"]
    copies = [same | different(number) for number in range(2, MANY + 1)]
    session.execute(sqlalchemy.insert(rows), copies)


@pytest.fixture
def full(story: Story) -> Story:
    """Ivan has two hundred of each kind, and two hundred colleagues who are away."""
    walk.one_of_each(story)
    with story.transaction() as session:
        multiply(session, Escalation, lambda n: {"number": n, "view_id": f"VE{n}"})
        scenes.multiply_asked(session)
        multiply(session, Question, lambda n: {"asked_as": str(n), "text": f"Question {n}?"})
        multiply(session, Entry, lambda n: {"view_id": f"VO{n}", "name": f"Entry {n}"})
        multiply(session, Initiative, lambda n: {"number": n, "view_id": f"VI{n}"})
        multiply_owners(session)
        to_confirm(session, story)
        absent(session, story)
    return story


def multiply_owners(session: Session) -> None:
    """Let Ivan own all initiatives."""
    owners = table(Owner)
    of_ivan = sqlalchemy.select(owners).where(owners.c.user_id == "U0IVAN00003")
    same = dict(session.execute(of_ivan).mappings().one())
    del same["id"]
    others = sqlalchemy.select(Initiative.id).where(Initiative.id != same["initiative_id"])
    rows = [same | {"initiative_id": each} for each in session.scalars(others)]
    session.execute(sqlalchemy.insert(owners), rows)


def to_confirm(session: Session, story: Story) -> None:
    """Let Ivan have been asked to confirm as many entries as are vacant."""
    vacant = session.scalars(sqlalchemy.select(Entry).where(Entry.vacant_at.is_not(None))).all()
    rows = table(Entry)
    same = dict(session.execute(sqlalchemy.select(rows).limit(1)).mappings().one())
    del same["id"]
    same |= {"accountable": "U0IVAN00003", "asked_at": story.clock(), "vacant_at": None}
    same |= {"vacancy": None, "due_at": story.clock() + timedelta(days=9)}
    copies = [same | {"view_id": f"VC{each.id}"} for each in vacant[1:]]
    session.execute(sqlalchemy.insert(rows), copies)


def absent(session: Session, story: Story) -> None:
    """Let two hundred people follow the channel of IT, and be away."""
    workspace_id, now = story.workspace.id, story.clock()
    people.follow(session, workspace_id, "C0IT0000003", now=now)
    following = session.scalars(
        sqlalchemy.select(Following.id).where(Following.source_id == "C0IT0000003")
    ).one()
    today = now.date()
    for each in range(MANY):
        person = {"workspace_id": workspace_id, "user_id": f"UAWAY{each:05}"}
        session.add(FollowedMember(following_id=following, changed_at=now, **person))
        days = {"starts_on": today, "ends_on": today, "said_at": now}
        session.add(Absence(stand_in_id="U0BO0000004", **days, **person))


class TestFull:
    def test_is_within_the_limits_on_every_page(self, full: Story) -> None:
        """The local Slack refuses a view that is too large, as Slack does."""
        shown = scenes.open_home(full, "Ivan")
        assert shown[0] == "Waiting on me (800)"
        assert "My initiatives (200)" in shown
        assert "1 to 20 of 200, soonest due first" in shown
        for said in ("Due: ", "Away: "):
            assert next(line for line in shown if line.startswith(said)).endswith("and 195 more.")
        seen = []
        for page in range(40):
            assert len(scenes.view(full, "Ivan")["blocks"]) <= 100
            seen += walk.waiting(full, "Ivan")[1:]
            if page < 39:
                assert scenes.press(full, "Ivan", "Next 20").status == 200
                full.send()
        names = [name.split("-")[0] for name in seen]
        assert names == [
            *["ESC"] * MANY,
            *["Question"] * MANY,
            *["Who answers for it?"] * MANY,
            *["Still true?"] * MANY,
        ]

    def test_turns_the_initiatives_and_leaves_what_waits(self, full: Story) -> None:
        scenes.open_home(full, "Ivan")
        scenes.press(full, "Ivan", "Next 20", nth=1)
        full.send()
        shown = scenes.texts(full, "Ivan")
        assert "1 to 20 of 800, most urgent first" in shown
        assert "21 to 40 of 200, soonest due first" in shown
        assert len([line for line in shown if line.startswith("*INI-")]) == 20
