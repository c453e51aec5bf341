"""Digests of a roadmap as people live them: set up, read by a channel, and by a sponsor."""

from datetime import UTC, datetime

import pytest

from bot.digests.blocks import picture
from bot.roadmap.rules import Status
from bot.teams import queries as team_queries
from sandbox import Message
from tests.digests.world import World
from tests.roadmap import scenes as roadmap
from tests.story import Story

BROKEN = "the timeline of a digest could not be drawn"

FIRST = """\
Roadmap, Mon 30 Nov 2026
2 initiatives. From the next digest on you read what has changed.
Roadmap of Mon 30 Nov 2026: 2 initiatives. Marketing: 2 initiatives, 2 no answer yet."""

CHANGED = """\
2 initiatives, 1 at risk, 1 seen differently, 1 silent owner; 2 changed since Mon 30 Nov 2026.
"""
CHANGES = """\
How it goes
• INI-1 Web shop: Marketing says at risk, “The agency is late”; IT says on track
Other target dates
• INI-2 Newsletter: from Fri 15 Jan 2027 to Mon 15 Feb 2027
Silent since the last digest
• INI-2 Newsletter: Bo Chen of IT"""

PICTURE = (
    "Roadmap of Mon 7 Dec 2026: 2 initiatives. Marketing: 2 initiatives, 1 no answer yet, 1 at "
    "risk. Target dates that have passed: 1.\n"
)

SECOND = f"Roadmap, Mon 7 Dec 2026\n{CHANGED}{PICTURE}{CHANGES}"

THIRD = """\
Roadmap, Mon 14 Dec 2026
Nothing changed since Mon 7 Dec 2026."""

TO_SOFIA = """\
The roadmap this month: 1 of 2 at risk or off track.
2 open initiatives
1 at risk
1 without an answer
1 seen differently by its owners
1 silent owner
Seen differently by their owners
INI-1 Web shop: Marketing: at risk, expects Fri 4 Dec 2026; IT: on track, expects Fri 4 Dec 2026
Asked of you
@Bo Chen of IT does not answer for INI-2 Newsletter"""

TO_SOFIA_AGAIN = """\
The roadmap since Tue 1 Dec 2026: 1 of 2 at risk or off track, as many as before.
2 open initiatives
1 on track, 1 more than before
0 at risk, 1 fewer than before
1 off track, 1 more than before
0 without an answer, 1 fewer than before
0 seen differently by their owners, 1 fewer than before
0 silent owners, 1 fewer than before"""


@pytest.fixture
def world(story: Story) -> World:
    """The story's company, in which check-ins can be answered without words."""
    story.set_up()
    story.sync()
    roadmap.add(story)
    roadmap.add(story, title="Newsletter", **{"Target date": "2027-01-15"})
    with story.transaction() as session:
        marketing, it = team_queries.list_teams(session, story.workspace.id)
    return World(story.transaction, story.clock, story.workspace.id, marketing.id, it.id)


def set_up(story: Story, channel: str = "#general", **filled: str) -> str:
    """Maya chooses where the digest goes; return what she reads then."""
    maya = story.slack.person("Maya")
    maya.command("/roadmap", "digest setup", channel="#marketing")
    maya.submit({"Which channel reads it?": channel, **filled})
    assert maya.modal
    said = maya.modal.plain
    maya.close_modal()
    return said


def told(story: Story) -> list[Message]:
    """Return what #general was told, and what is in threads there."""
    return [each for each in story.slack.channel("#general").messages if each.bot_id]


def until(story: Story, day: int, month: int = 12) -> None:
    """Let time pass until eleven on a day."""
    year = 2026 if month > 1 else 2027
    moment = datetime(year, month, day, 11, tzinfo=UTC)
    story.pass_time(seconds=(moment - story.clock()).total_seconds())


class TestWalk:
    def test_tells_what_changed_once_a_week(self, story: Story, world: World) -> None:
        assert set_up(story) == (
            "Saved. #C0GENERAL01 reads the roadmap digest every Monday at 10:00 in London."
        )
        until(story, 30, 11)
        assert [each.plain for each in told(story)] == [FIRST]
        world.say(1, world.marketing, Status.AT_RISK, why="The agency is late")
        world.say(1, world.it, Status.ON_TRACK)
        world.fall_silent(2, world.it)
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "INI-2", channel="#marketing")
        maya.click("Change")
        maya.submit({"Target date": "2027-02-15"})
        maya.close_modal()

        maya.command("/roadmap", "digest", channel="#marketing")
        shown = roadmap.newest(maya)
        assert shown.plain == (
            f"Roadmap, Mon 30 Nov 2026\n{CHANGED}{CHANGES}\n"
            "Only you see this. #general reads the digest each week."
        )
        assert shown.buttons == ["Set it up"]
        assert len(told(story)) == 1

        until(story, 7)
        assert [each.plain for each in told(story)] == [FIRST, SECOND]
        assert told(story)[-1].text == (
            f"{CHANGED}How it goes: INI-1 Web shop: Marketing says at risk, “The agency is late”; "
            "IT says on track\nOther target dates: INI-2 Newsletter: from Fri 15 Jan 2027 to "
            "Mon 15 Feb 2027\nSilent since the last digest: INI-2 Newsletter: Bo Chen of IT"
        )
        until(story, 14)
        assert [each.plain for each in told(story)] == [FIRST, SECOND, THIRD]

    def test_tells_a_sponsor_once_a_month(self, story: Story, world: World) -> None:
        world.say(1, world.marketing, Status.AT_RISK)
        world.say(1, world.it, Status.ON_TRACK)
        world.fall_silent(2, world.it)
        sofia = story.slack.person("Sofia")
        until(story, 1)
        (first,) = sofia.dm()
        assert first.plain == TO_SOFIA
        sofia.click("Open", message=first)
        story.settle()
        assert sofia.dm()[-1].plain.startswith("INI-1: Web shop\n")
        world.say(1, world.marketing, Status.ON_TRACK)
        world.say(2, world.it, Status.OFF_TRACK)
        until(story, 1, 1)
        until(story, 4, 1)
        again = [each.plain for each in sofia.dm() if each.plain.startswith("The roadmap")]
        assert again == [TO_SOFIA, TO_SOFIA_AGAIN]

    @pytest.mark.expected_errors(BROKEN)
    def test_goes_out_without_its_picture(
        self, story: Story, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(picture, "LOOKS", {})
        world.say(1, world.it, Status.ON_TRACK)
        set_up(story)
        until(story, 30, 11)
        (only,) = told(story)
        assert only.plain == "\n".join(FIRST.splitlines()[:2])
