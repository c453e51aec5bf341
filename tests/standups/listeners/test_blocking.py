"""Blocked: what is in somebody's way is asked of another team, once; wins are celebrated."""

import sqlalchemy

from bot.escalations.models import Escalation
from bot.wins.models import Win
from tests.standups import scenes
from tests.standups.scenes import BLOCKER
from tests.story import Story

STUCK = {"What is in your way?": "The export fails", "What do you need?": "Somebody who repairs it"}


class TestBlocked:
    def test_asks_the_other_team_at_once(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        maya.click("Blocked")
        assert maya.submit(STUCK).error is None
        asked.settle()
        (card,) = [
            each.plain
            for each in asked.slack.channel("#it").messages
            if each.plain.startswith("ESC-1")
        ]
        assert "Marketing asks IT" in card
        # They have not answered yet: the question is still there.
        assert scenes.asking(asked).plain.startswith("Weekly stand-up of Marketing.")
        scenes.answer(asked, done="A page")
        assert scenes.asking(asked).plain.endswith("Blocked: ESC-1, The export fails")

    def test_joins_what_their_team_asks_already(self, asked: Story) -> None:
        maya, ana = asked.slack.person("Maya"), asked.slack.person("Ana")
        maya.click("Blocked")
        maya.submit(STUCK)
        asked.pass_time(hours=4)
        ana.click("Blocked")
        filled = {
            "What is in your way?": "My report, too",
            "Has your team asked about it already?": "ESC-1: The export fails",
        }
        assert ana.submit(filled).error is None
        asked.settle()
        with asked.transaction() as session:
            assert (
                session.scalar(sqlalchemy.select(sqlalchemy.func.count()).select_from(Escalation))
                == 1
            )
        scenes.answer(asked, done="A page")
        scenes.answer(asked, "Ana", blocker="My report")
        scenes.days(asked, 1)
        assert scenes.summaries(asked)[0].startswith(
            "Weekly stand-up, Mon 23 Nov 2026\n2 of 2 answered.\nIn the way\n"
            "• Ana Ribeiro: My report (ESC-1)\n• Maya Okafor: The export fails (ESC-1)"
        )

    def test_begins_with_the_words_of_the_answer(self, asked: Story) -> None:
        scenes.answer(asked, blocker="The export fails")
        maya = asked.slack.person("Maya")
        maya.click("Ask for help with it")
        assert maya.submit({"What do you need?": "A date"}).error is None
        asked.settle()
        assert f"{BLOCKER} The export fails\nBlocked: ESC-1" in scenes.asking(asked).plain

    def test_shows_who_asks_nothing_what_their_team_is_asked(self, asked: Story) -> None:
        ivan = asked.slack.person("Ivan")
        ivan.command("/escalate", "The logo is missing", channel="#it")
        ivan.submit({"ask": "A logo"})
        scenes.answer(asked, done="A page")
        assert scenes.asking(asked).plain.endswith("Your team is asked:\n• IT: A logo (ESC-1)")
        scenes.days(asked, 2)
        assert (
            "Teams wait for each other\n• IT asks Marketing: A logo (ESC-1)"
            in (scenes.summaries(asked)[0])
        )


class TestCelebrate:
    def test_drafts_a_win_from_the_answer(self, asked: Story) -> None:
        scenes.answer(asked, win="Ivan repaired the export on Sunday")
        maya = asked.slack.person("Maya")
        maya.click("Celebrate it")
        assert maya.submit({"Who did it?": ["Ivan"]}).error is None
        with asked.transaction() as session:
            win = session.scalars(sqlalchemy.select(Win)).one()
        assert win.what == "Ivan repaired the export on Sunday"
        maya.close_modal()
        maya.click("Celebrate it")
        asked.settle()
        assert (
            "This is WIN-1 already" in str([each.plain for each in asked.slack.person("Maya").dm()])
            or maya.modal is None
        )
