"""What is on an agenda besides points: what is between the two teams, and what nobody may read."""

import pytest

from bot.meetings.blocks.parts import PART_MAX
from bot.meetings.queries.agendas import SHOWN
from bot.roadmap.rules import Stage, Status
from bot.slack import block_kit
from bot.standups.blocks.words import MESSAGE_MAX, length
from bot.wins.rules import Reach
from tests.hostile import HOSTILE
from tests.meetings.matters import Matters
from tests.meetings.world import ANA, BO, IVAN, MARKETING, World

ON_TRACK, AT_RISK = Status.ON_TRACK, Status.AT_RISK
CHANGED = (
    "*Initiatives that changed since "
    "<!date^1794992400^{date_short_pretty} at {time}|Wed 18 Nov 09:00 UTC>, or that you see "
    "differently*"
)
WINS = "*Wins since <!date^1794992400^{date_short_pretty} at {time}|Wed 18 Nov 09:00 UTC>*"


@pytest.fixture
def matters(world: World) -> Matters:
    """The two teams have a call on Thursday."""
    world.set_up()
    return Matters(world)


def agenda(matters: Matters) -> list[str]:
    """Let Wednesday come, and return what its agenda says below its heading."""
    matters.world.pass_until("2026-11-25 09:00")
    return matters.world.agenda()[1:]


class TestInitiatives:
    def test_are_those_that_changed(self, matters: Matters) -> None:
        roadmap = matters.roadmap
        matters.world.wait_until("2026-11-24 09:00")
        first = roadmap.add(title="Web shop", stage="planned")
        roadmap.move(first, Stage.PLANNED, Stage.ACTIVE)
        roadmap.change(first, version=2, target_on="2026-12-11", why="It is slow", title="Shop")
        roadmap.change(first, version=3, target_on="2026-12-18", **{"owner:2": IVAN})
        roadmap.add(title="Newsletter", target_on="2027-01-08")
        assert agenda(matters) == [
            CHANGED,
            "• *INI-1* Shop: added as Active; target date Fri 4 Dec 2026 → Fri 18 Dec 2026; owner "
            "in IT is Ivan; changed: its name and its reason",
            "• *INI-2* Newsletter: added as Active",
        ]
        assert (
            matters.world.messages()[0]
            .payload["text"]
            .endswith("at 10:00 in UTC: 2 initiatives, no open points.")
        )

    def test_look_back_to_the_last_agenda(self, matters: Matters) -> None:
        roadmap = matters.roadmap
        shop = roadmap.add()
        matters.world.pass_until("2026-11-25 09:00")
        matters.world.pass_until("2026-11-25 09:01")
        roadmap.change(shop, target_on="2026-12-11")
        matters.world.pass_until("2026-12-02 09:00")
        assert matters.world.agenda()[2:] == [
            "• *INI-1* Web shop: target date Fri 4 Dec 2026 → Fri 11 Dec 2026"
        ]
        matters.world.pass_until("2026-12-02 09:01")
        roadmap.change(shop, version=2, title="Shop")
        roadmap.change(shop, version=3, title="Web shop")
        matters.world.pass_until("2026-12-09 09:00")
        assert matters.world.agenda()[2:] == ["• *INI-1* Web shop: changed, and changed back"]
        matters.world.pass_until("2026-12-16 09:00")
        assert matters.world.agenda()[1].startswith("Nothing is new between you since")

    def test_are_those_that_the_two_see_differently(self, matters: Matters) -> None:
        shop, news, plan = (
            matters.roadmap.add(title=each) for each in ("Web shop", "Newsletter", "Plan")
        )
        matters.world.pass_until("2026-12-02 08:00")
        matters.check_in(shop, (ON_TRACK, "2026-12-04"), (AT_RISK, "2026-12-18"))
        matters.check_in(news, (ON_TRACK, "2026-12-04"), (ON_TRACK, "2026-12-11"))
        matters.check_in(plan, (ON_TRACK, "2026-12-04"), (ON_TRACK, "2026-12-07"))
        matters.check_in(plan, (ON_TRACK, "2026-12-04"), (AT_RISK, "2026-12-07"), is_over=False)
        matters.world.pass_until("2026-12-02 09:00")
        different = (
            "*You two see this differently.* Marketing says on track, done by Fri 4 Dec 2026"
        )
        assert matters.world.agenda()[2:] == [
            f"• *INI-1* Web shop: {different}; IT says at risk, done by Fri 18 Dec 2026",
            f"• *INI-2* Newsletter: {different}; IT says on track, done by Fri 11 Dec 2026",
        ]

    def test_are_gathered_anew_until_the_meeting_begins(self, matters: Matters) -> None:
        world, call = matters.world, 1
        agenda(matters)
        shop = matters.roadmap.add()
        world.pass_until("2026-11-26 09:59")
        world.add_point(call, "The export")
        assert "• *INI-1* Web shop: added as Active" in world.agenda()
        world.pass_until("2026-11-26 10:00")
        matters.roadmap.change(shop, target_on="2026-12-11")
        world.add_point(call, "The prices")
        assert "• *INI-1* Web shop: added as Active" in world.agenda()
        assert world.agenda()[-1] == "• The prices (from Ana) [Done]"

    def test_are_cut_and_counted(self, matters: Matters) -> None:
        for number in range(SHOWN + 3):
            matters.roadmap.add(title=f"Initiative {number}")
        said = agenda(matters)
        assert len(said) == SHOWN + 2
        assert said[-1] == "and 3 more"


class TestDecisions:
    def test_are_those_that_wait_between_the_two(self, matters: Matters) -> None:
        matters.propose("We move the newsletter")
        matters.propose("Marketing alone", joint=False, approvers=[ANA])
        matters.propose("Photos come from the shop", joint=False)
        assert agenda(matters) == [
            "*Decisions that wait*",
            "• *DEC-1* We move the newsletter. Waits for Ivan, since Mon 23 Nov 2026",
            "• *DEC-3* Photos come from the shop. Waits for Ivan, since Mon 23 Nov 2026",
        ]

    def test_are_a_number_if_they_are_kept_elsewhere(self, matters: Matters) -> None:
        matters.propose("Nobody reads this", restricted_to="C0SECRET001")
        matters.propose("Nor this", restricted_to="C0SECRET001")
        matters.propose("Kept here", restricted_to=MARKETING.channel_id)
        assert agenda(matters) == [
            "*Decisions that wait*",
            "• *DEC-3* Kept here. Waits for Ivan, since Mon 23 Nov 2026",
            "• 2 restricted decisions",
        ]
        assert "3 decisions wait" in matters.world.messages()[0].payload["text"]


class TestEscalations:
    def test_come_with_the_oldest_first(self, matters: Matters) -> None:
        matters.escalations.raise_one()
        matters.world.wait_until("2026-11-25 08:00")
        matters.escalations.raise_one(is_private=True)
        matters.escalations.raise_one()
        asks = "Marketing asks IT: “The export fails”, high urgency, open"
        assert agenda(matters) == [
            "*Escalations, the oldest first*",
            f"• *ESC-1* {asks} for 2 days",
            f"• *ESC-3* {asks} since today",
            "• 1 private escalation",
        ]


class TestWins:
    def test_are_those_that_were_told(self, matters: Matters) -> None:
        first = matters.celebrate("Shipped the new checkout", IVAN, BO)
        matters.celebrate("Not told anywhere yet", ANA)
        own = matters.celebrate("Something for the team alone", ANA, reach=Reach.TEAM)
        for win in (first, own):
            matters.tell(win)
        assert agenda(matters) == [
            WINS,
            "• *WIN-1* Ivan and Bo: “Shipped the new checkout”",
            "• 1 win for a team alone",
        ]
        matters.world.pass_until("2026-12-02 09:00")
        assert matters.world.agenda()[1].startswith("Nothing is new between you since")


class TestLongWords:
    @pytest.mark.parametrize("words", ["&" * 3000, "\U0001f600" * 3000, HOSTILE["right to left"]])
    def test_fit_into_one_message(self, matters: Matters, words: str) -> None:
        world = matters.world
        for _each in range(SHOWN + 1):
            matters.roadmap.add(title=words[:80], outcome=words[:900])
            matters.propose(words[:80])
            matters.tell(matters.celebrate(f"{words[:900]} and shipped it in two weeks", IVAN, BO))
        for number in range(30):
            world.add_point(1, f"{number}{words[:290]}")
        agenda(matters)
        (message,) = world.messages()
        blocks, text = message.payload["blocks"], message.payload["text"]
        assert len(blocks) <= 50
        assert length(blocks) <= MESSAGE_MAX
        assert len(text.encode()) <= 4000
        assert all(len(each["body"]) <= PART_MAX + 300 for each in world.occurrences()[0].parts)
        assert all(
            len(each["text"]["text"]) < block_kit.SECTION_MAX
            for each in blocks
            if each["type"] == "section"
        )
