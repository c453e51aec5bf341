"""The Home tab in Slack: opened, paged, and pressed in."""

import pytest
import sqlalchemy

from bot.escalations.models import Escalation, Participant
from bot.home.models import Home
from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.rules import Standing
from sandbox.delivery import Delivery
from sandbox.payloads import events
from tests.escalations import scenes as escalations
from tests.home import scenes
from tests.story import Story

OWN_HOURS = ["My hours", "I'm away"]
OWN_TEAM = ["Change Marketing", *OWN_HOURS, "Add a team"]
IVANS_TEAM = ["Change IT", *OWN_TEAM[1:]]
NOTHING_WAITS = "Nothing waits on you."


def raise_many(story: Story, number: int) -> None:
    """Let Maya have asked IT so often, a minute each."""
    escalations.raise_one(story)
    with story.transaction() as session:
        rows = Escalation.__table__
        original = session.execute(sqlalchemy.select(rows)).mappings().one()
        same = {name: value for name, value in original.items() if name != "id"}
        copies = [
            same | {"number": each, "view_id": f"V{each}", "stuck": f"Stuck {each}"}
            for each in range(2, number + 1)
        ]
        session.execute(sqlalchemy.insert(Escalation), copies)
        scenes.multiply_asked(session)


class TestOnOpened:
    @pytest.mark.sqlite_first
    def test_explains_itself_before_anybody_has_set_it_up(self, story: Story) -> None:
        assert scenes.open_home(story, "Bo")[0] == "Welcome to Lockstep"
        assert scenes.labels(story, "Bo") == ["Set up"]

    @pytest.mark.sqlite_first
    def test_shows_each_person_what_is_theirs(self, story: Story) -> None:
        story.set_up()
        escalations.raise_one(story)
        line = "*ESC-1* · High · Marketing asks IT: “The export fails”"
        assert scenes.open_home(story, "Ivan")[:2] == [
            "Waiting on me (1)",
            f"{line} · take it or answer it by Mon 23 Nov 09:30 UTC",
        ]
        assert scenes.labels(story, "Ivan") == ["Escalate", "Acknowledge", *IVANS_TEAM]
        assert scenes.open_home(story, "Maya")[2:4] == [
            "Raised by me (1)",
            f"{line} · nobody has taken it; I ask again Mon 23 Nov 09:30 UTC",
        ]
        assert scenes.open_home(story, "Bo")[1] == NOTHING_WAITS
        assert scenes.labels(story, "Bo") == ["Escalate", *OWN_HOURS]

    @pytest.mark.sqlite_first
    def test_hears_nothing_of_the_messages_tab(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        event = events.app_home_opened(story.slack.workspace, maya.id, None) | {"tab": "messages"}
        with escalations.tapped(story) as payloads:
            maya.open_home()
        story.settle()
        before = scenes.published(story)
        ack = story.receive(Delivery("events_api", payloads[0] | {"event": event}))
        story.settle()
        assert (ack.status, scenes.published(story)) == (200, before)

    @pytest.mark.sqlite_first
    def test_publishes_nothing_that_slack_shows_already(self, story: Story) -> None:
        story.set_up()
        scenes.open_home(story, "Maya")
        scenes.open_home(story, "Maya")
        assert len(scenes.published(story)) == 1

    def test_publishes_what_slack_has_lost(self, story: Story) -> None:
        story.set_up()
        scenes.open_home(story, "Maya")
        with escalations.tapped(story) as payloads:
            scenes.open_home(story, "Maya")
        (payload,) = payloads
        del payload["event"]["view"]
        story.receive(Delivery("events_api", payload))
        story.settle()
        assert len(scenes.published(story)) == 2

    def test_explains_itself_to_guests(self, story: Story) -> None:
        story.set_up()
        escalations.raise_one(story)
        guest = Profile(
            story.slack.person("Ivan").id, "Ivan", None, Standing.GUEST, is_deactivated=False
        )
        with story.transaction() as session:
            people.record_people(session, story.workspace.id, [guest], now=story.clock())
        assert scenes.open_home(story, "Ivan")[0] == "Lockstep"
        assert scenes.labels(story, "Ivan") == []

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        ("zone", "expected"),
        [
            ("Pacific/Auckland", "Since Monday you have raised and answered nothing."),
            (
                "Nowhere/Else",
                "Since Monday raised by me: 1, answered so far: 0 · answered by me: 0",
            ),
        ],
    )
    def test_begins_the_week_where_the_person_is(
        self, story: Story, zone: str, expected: str
    ) -> None:
        """In Auckland it is Monday while it is still Sunday elsewhere."""
        story.set_up()
        story.clock.advance(days=6)
        escalations.raise_one(story)  # Sunday 09:00 in UTC, 22:00 in Auckland
        story.clock.advance(hours=6)
        maya = Profile(
            story.slack.person("Maya").id, "Maya", zone, Standing.COLLEAGUE, is_deactivated=False
        )
        with story.transaction() as session:
            people.record_people(session, story.workspace.id, [maya], now=story.clock())
        assert expected in scenes.open_home(story, "Maya")


class TestOnTurn:
    @pytest.mark.sqlite_first
    def test_shows_two_hundred_page_by_page(self, story: Story) -> None:
        story.set_up()
        raise_many(story, 200)
        seen = []
        shown = scenes.open_home(story, "Ivan")
        for number in range(10):
            assert shown[0] == "Waiting on me (200)"
            assert len(scenes.view(story, "Ivan")["blocks"]) <= 100
            seen += [line for line in shown if line.startswith("*ESC-")]
            where = f"{number * 20 + 1} to {number * 20 + 20} of 200, most urgent first"
            assert where in shown
            if number < 9:
                assert scenes.press(story, "Ivan", "Next 20").status == 200
                story.settle()
                shown = scenes.texts(story, "Ivan")
        assert len(set(seen)) == 200
        assert "Next 20" not in scenes.labels(story, "Ivan")
        scenes.press(story, "Ivan", "Previous 20")
        story.settle()
        assert "161 to 180 of 200, most urgent first" in scenes.texts(story, "Ivan")

    def test_turns_one_section_and_leaves_the_others(self, story: Story) -> None:
        story.set_up()
        raise_many(story, 50)
        scenes.open_home(story, "Maya")
        scenes.press(story, "Maya", "Next 20")
        story.settle()
        assert "21 to 40 of 50, most urgent first" in scenes.texts(story, "Maya")
        with story.transaction() as session:
            home = session.scalars(sqlalchemy.select(Home)).one()
        assert home.pages == {"raised": 1}

    def test_shows_the_last_page_when_rows_have_gone(self, story: Story) -> None:
        story.set_up()
        raise_many(story, 41)
        scenes.open_home(story, "Ivan")
        scenes.press(story, "Ivan", "Next 20")
        story.settle()
        with story.transaction() as session:
            of = sqlalchemy.select(Escalation.id).where(Escalation.number > 30)
            session.execute(sqlalchemy.delete(Participant).where(Participant.escalation_id.in_(of)))
            session.execute(sqlalchemy.delete(Escalation).where(Escalation.number > 30))
        scenes.press(story, "Ivan", "Next 1")
        story.settle()
        assert "21 to 30 of 30, most urgent first" in scenes.texts(story, "Ivan")

    @pytest.mark.sqlite_first
    def test_begins_at_the_first_page_when_it_is_opened_again(self, story: Story) -> None:
        story.set_up()
        raise_many(story, 30)
        scenes.open_home(story, "Ivan")
        scenes.press(story, "Ivan", "Next 10")
        story.settle()
        assert "1 to 20 of 30, most urgent first" in scenes.open_home(story, "Ivan")


@pytest.mark.sqlite_first
class TestOnAddTeam:
    def test_opens_the_form(self, story: Story) -> None:
        scenes.open_home(story, "Maya")
        scenes.press(story, "Maya", "Set up")
        assert escalations.title(story.slack.person("Maya")) == "Set up Lockstep"
        story.slack.person("Maya").close_modal()
        story.set_up()
        scenes.press(story, "Maya", "Add a team")
        assert escalations.title(story.slack.person("Maya")) == "Add a team"

    def test_refuses_who_may_not_in_a_modal(self, story: Story) -> None:
        """There is no channel to answer in. Bo's button is from when he led a team."""
        story.set_up()
        scenes.open_home(story, "Maya")
        scenes.open_home(story, "Bo")
        scenes.view(story, "Bo")["blocks"].append(scenes.view(story, "Maya")["blocks"][-1])
        scenes.press(story, "Bo", "Add a team")
        bo = story.slack.person("Bo")
        assert bo.modal
        assert (bo.modal.title, bo.modal.plain) == (
            "Lockstep",
            "Your teams are set up already. @U0MAYA00001, @U0SOFIA0005 and @U0IVAN00003 can "
            "change them.",
        )

    def test_stands_beside_the_teams_that_somebody_may_change(self, story: Story) -> None:
        story.set_up()
        scenes.open_home(story, "Maya")
        scenes.press(story, "Maya", "Change Marketing")
        assert escalations.title(story.slack.person("Maya")) == "Change a team"


@pytest.mark.sqlite_first
class TestRowsButtons:
    def test_lead_from_asked_to_answered_without_leaving_home(self, story: Story) -> None:
        story.set_up()
        escalations.raise_one(story)
        scenes.open_home(story, "Ivan")
        scenes.open_home(story, "Maya")
        scenes.press(story, "Ivan", "Acknowledge")
        story.settle()
        assert scenes.labels(story, "Ivan") == ["Escalate", "Answer", *IVANS_TEAM]
        assert scenes.labels(story, "Maya") == ["Escalate", "Open", *OWN_TEAM]
        scenes.press(story, "Ivan", "Answer")
        story.slack.person("Ivan").submit({"answer": "Repaired"})
        story.settle()
        assert scenes.texts(story, "Ivan")[1] == NOTHING_WAITS
        assert scenes.labels(story, "Maya") == ["Escalate", "Accept", *OWN_TEAM]
        scenes.press(story, "Maya", "Accept")
        story.settle()
        assert scenes.texts(story, "Maya")[1] == NOTHING_WAITS
        assert (
            "Since Monday raised by me: 1, answered so far: 1 · answered by me: 0"
            in scenes.texts(story, "Maya")
        )

    def test_say_in_a_modal_that_somebody_was_faster(self, story: Story) -> None:
        story.set_up()
        escalations.raise_one(story)
        scenes.open_home(story, "Ivan")
        story.slack.person("Sofia").click("Acknowledge", message=escalations.card(story))
        scenes.press(story, "Ivan", "Acknowledge")
        ivan = story.slack.person("Ivan")
        assert ivan.modal
        assert ivan.modal.plain.startswith("Nothing changed: @U0SOFIA0005 took ESC-1, ")

    def test_open_the_card_to_read(self, story: Story) -> None:
        story.set_up()
        escalations.raise_one(story)
        scenes.open_home(story, "Maya")
        scenes.press(story, "Maya", "Open")
        maya = story.slack.person("Maya")
        assert maya.modal
        assert maya.modal.title == "ESC-1"
        assert escalations.ASK in maya.modal.plain
