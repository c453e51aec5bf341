"""Short scenes of check-ins, for stories."""

from typing import Any

import sqlalchemy

from bot.checkins.models import Checkin
from bot.teams.models import Team
from sandbox.model import Message
from sandbox.people import Person
from tests.roadmap import scenes as roadmap
from tests.story import Story, altered


def asked(story: Story) -> None:
    """Let Maya and Bo own an initiative, and be asked how it goes on Tuesday, 24 November."""
    story.set_up()
    story.sync()
    roadmap.add(story, Channel="#it")
    until(story, day=24, hour=18)


def until(story: Story, *, day: int, hour: int, month: int = 11) -> None:
    """Let time pass until a moment in UTC, an hour at a time while anybody works."""
    end = story.clock().replace(month=month, day=day, hour=hour, minute=0, second=0, microsecond=0)
    while story.clock() < end:
        story.pass_time(hours=1 if story.clock().hour in _DAYTIME else 13)


_DAYTIME = range(7, 19)


def told(person: Person) -> list[Message]:
    """Return what the bot has told somebody directly about initiatives."""
    return [each for each in person.dm() if "INI-" in each.plain]


def question(person: Person) -> Message:
    """Return the newest message that asks somebody how an initiative goes, or reminds them."""
    return [each for each in person.dm() if "Check in" in each.buttons][-1]


def filled(**answers: Any) -> dict[str, Any]:
    """Return what an owner fills in for whom all is well."""
    return {
        "How does it go?": "On track",
        "How sure are you of that?": "8",
        "When do you expect it to be done?": "2026-12-04",
        **answers,
    }


def check_in(story: Story, name: str, **answers: Any) -> Person:
    """Let somebody answer the newest question; what they read then stays open."""
    person = story.slack.person(name)
    person.click("Check in", message=question(person))
    fill(story, person, **answers)
    return person


def fill(story: Story, person: Person, **answers: Any) -> None:
    """Fill the form on somebody's screen in, and send it."""
    person.choose("How does it go?", filled(**answers)["How does it go?"])
    person.submit(filled(**answers))
    story.settle()


def value_of(story: Story, team: str) -> str:
    """Return the value of the button of that team's newest question."""
    with story.transaction() as session:
        return str(
            session.scalars(
                sqlalchemy.select(Checkin.id)
                .join(Team, Team.id == Checkin.team_id)
                .where(Team.name == team)
                .order_by(Checkin.id.desc())
            ).first()
        )


def press(story: Story, person: Person, value: str) -> None:
    """Let somebody press the button of another one's question, which is told them directly."""

    def theirs(payload: dict[str, Any]) -> None:
        payload["user"]["id"] = person.id
        payload["actions"][0]["value"] = value

    maya = story.slack.person("Maya")
    with altered(story, theirs):
        maya.click("Check in", message=question(maya))
    story.settle()
