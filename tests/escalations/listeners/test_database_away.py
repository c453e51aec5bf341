"""The database is gone for a moment: people are told, nothing is half done, then it works again."""

from datetime import timedelta

import pytest
import sqlalchemy

from bot import db
from bot.escalations.models import Escalation, EscalationEvent
from bot.outbox.models import OutboxMessage
from bot.slack import errors
from tests.escalations import scenes
from tests.outage import database_away
from tests.story import Story


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a locked database for a shorter time than in production, to be told so sooner."""
    monkeypatch.setattr(db, "BUSY_AFTER", timedelta(seconds=1))


def rows(story: Story) -> list[int | None]:
    """Return how many escalations, events and messages there are."""
    with story.transaction() as session:
        return [
            session.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(table))
            for table in (Escalation, EscalationEvent, OutboxMessage)
        ]


@pytest.fixture
def told(impatient: None, story: Story) -> Story:
    """A story in which one escalation is open."""
    story.set_up()
    scenes.raise_one(story)
    return story


class TestWhileTheDatabaseIsAway:
    def test_a_command_is_given_back(self, told: Story) -> None:
        maya = told.slack.person("Maya")
        with database_away(told.engine):
            reply = maya.command("/escalate", "It fails", channel="#marketing")
        assert isinstance(reply.body, dict)
        assert reply.body["text"] == f"{errors.AWAY}\nYou typed: /escalate It fails"
        assert scenes.title(maya) is None
        maya.command("/escalate", "It fails", channel="#marketing")
        assert scenes.title(maya) == "Escalate"

    def test_a_click_opens_a_notice_and_changes_nothing(self, told: Story) -> None:
        ivan, before = told.slack.person("Ivan"), rows(told)
        with database_away(told.engine):
            ivan.click("Acknowledge", message=scenes.card(told))
        assert ivan.modal
        assert (ivan.modal.title, ivan.modal.plain) == ("Please try again", errors.AWAY)
        ivan.close_modal()
        assert rows(told) == before
        scenes.acknowledge(told)
        assert "@Ivan Kovac took it" in scenes.card(told).plain

    def test_a_form_stays_open_and_goes_through_afterwards(self, told: Story) -> None:
        maya, before = told.slack.person("Maya"), rows(told)
        maya.command("/escalate", "It fails again", channel="#marketing")
        with database_away(told.engine):
            maya.submit({"ask": scenes.ASK})
        assert maya.modal
        assert maya.modal.errors == {"stuck": errors.AWAY}
        assert rows(told) == before
        maya.submit({})
        told.settle()
        assert scenes.title(maya) is None
        assert "It fails again" in scenes.card(told, "ESC-2").plain

    def test_the_clock_moves_nothing_and_catches_up(self, told: Story) -> None:
        before = rows(told)
        told.clock.advance(minutes=30)
        with database_away(told.engine), pytest.raises(db.UNAVAILABLE):
            told.sweep()
        assert rows(told) == before
        told.settle()
        assert len(scenes.thread(told)) == 1

    def test_a_card_is_posted_once_all_the_same(self, told: Story) -> None:
        maya = told.slack.person("Maya")
        maya.command("/escalate", "It fails again", channel="#marketing")
        maya.submit({"ask": scenes.ASK})
        with database_away(told.engine), pytest.raises(db.UNAVAILABLE):
            told.send()
        told.settle()
        assert "It fails again" in scenes.card(told, "ESC-2").plain


class TestWhileARowIsLocked:
    def test_a_click_is_told_to_try_again_and_is_not_done_later(self, told: Story) -> None:
        ivan, before = told.slack.person("Ivan"), rows(told)
        holder = sqlalchemy.create_engine(told.engine.url)
        with holder.begin() as connection:
            # Locks the row on PostgreSQL, and the file on SQLite.
            connection.execute(sqlalchemy.update(Escalation).values(number=1))
            ivan.click("Acknowledge", message=scenes.card(told))
        holder.dispose()
        assert scenes.title(ivan) == "Please try again"
        told.settle()
        assert rows(told) == before
