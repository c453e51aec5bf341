"""A Home with one row of each kind, lived through: each button pressed there, and what follows."""

import sqlalchemy

from bot.nudges.models import Recipient
from bot.ownership.models import Entry
from bot.ownership.operations import confirming
from sandbox import Message
from tests.escalations import scenes as escalations
from tests.home import scenes
from tests.ownership import test_walk as lists
from tests.roadmap import scenes as roadmap
from tests.story import Story

SETTINGS = ["Change IT", "My hours", "I'm away", "Add a team"]
HALF_A_YEAR = 183


def own(story: Story, name: str, accountable: str) -> None:
    """Let Ivan write down what IT owns, and who answers for it."""
    lists.add(story, **{"name@0": name, "accountable@0": accountable})


def give_up(story: Story, name: str) -> None:
    """Let whoever answers for it say that they do not any more."""
    with story.transaction() as session:
        entry = session.scalars(sqlalchemy.select(Entry).where(Entry.name == name)).one()
        confirming.give_up(
            session, story.workspace.id, entry.id, by=entry.accountable, now=story.clock()
        )
    story.settle()


def ask(story: Story, name: str = "Ana") -> None:
    """Let somebody ask what nobody can answer."""
    person = story.slack.person(name)
    person.command("/align", "who does the coffee machine?", channel="#marketing")
    story.settle()


def one_of_each(story: Story) -> None:
    """Let Ivan have one row of each kind; Maya has asked him, and Ana asked everybody."""
    story.set_up()
    own(story, "Newsletter exports", "Ivan")
    story.pass_time(days=HALF_A_YEAR)
    own(story, "Log-ins", "Bo")
    give_up(story, "Log-ins")
    escalations.raise_one(story)
    ask(story)
    roadmap.add(story, **{"Owner in IT": "Ivan", "Target date": "2027-05-27"})


def press(story: Story, name: str, label: str) -> None:
    """Press the first such button, and let time do the rest."""
    scenes.press(story, name, label)
    story.settle()


def waiting(story: Story, name: str) -> list[str]:
    """Return what the rows that wait for somebody are called, and how many the heading says."""
    shown = scenes.texts(story, name)
    rows = shown[1 : shown.index("Raised by me")]
    return [shown[0], *(row.split("*")[1] for row in rows if row.startswith("*"))]


class TestALead:
    def test_sees_one_row_of_each_and_what_each_is(self, story: Story) -> None:
        one_of_each(story)
        assert scenes.open_home(story, "Ivan") == [
            "Waiting on me (4)",
            "*ESC-1* · High · Marketing asks IT: “The export fails” · take it or "
            "answer it by Tue 25 May 09:30 UTC",
            "*Question* · nobody could say whom to ask: “does the coffee machine?” · "
            "<@U0ANA000002> asked, Tue 25 May 09:00 UTC",
            "*Who answers for it?* · IT owns: “Log-ins” · nobody since Tue 25 May 09:00 UTC",
            "*Still true?* · IT owns: “Newsletter exports” · you answer for it; I asked you, "
            "Tue 25 May 09:00 UTC",
            "Raised by me",
            "Nothing of yours is with others. When something is stuck, type `/escalate` where you "
            "are.",
            "My initiatives (1)",
            "*INI-1* · Active · due Thu 27 May 2027: “Web shop”",
            "This week",
            "Since Monday you have raised and answered nothing.",
            "Due: *INI-1* “Web shop” on Thu 27 May 2027.",
            "Settings",
            "*Marketing* in <#C0MARKETNG2>, led by <@U0MAYA00001>. <@U0MAYA00001> and "
            "<@U0SOFIA0005> can change this.",
            "*IT* in <#C0IT0000003>, led by <@U0IVAN00003>",
            "`/align settings` shows everything that belongs to a team.",
        ]
        assert scenes.labels(story, "Ivan") == [
            "Escalate",
            "Acknowledge",
            "Answer",
            "Name somebody",
            "Still true",
            "Open",
            *SETTINGS,
        ]

    def test_does_everything_without_leaving_home(self, story: Story) -> None:
        one_of_each(story)
        scenes.open_home(story, "Ivan")
        ivan = story.slack.person("Ivan")
        press(story, "Ivan", "Acknowledge")
        press(story, "Ivan", "Answer")
        ivan.submit({"answer": "Repaired"})
        story.settle()
        assert waiting(story, "Ivan") == [
            "Waiting on me (3)",
            "Question",
            "Who answers for it?",
            "Still true?",
        ]
        press(story, "Ivan", "Answer")
        ivan.submit({"answer": "Facility", "keep": "No: the answer is enough"})
        ivan.close_modal()
        story.settle()
        assert waiting(story, "Ivan") == ["Waiting on me (2)", "Who answers for it?", "Still true?"]
        press(story, "Ivan", "Name somebody")
        ivan.submit({"accountable@1": "Ivan"})
        story.settle()
        assert waiting(story, "Ivan") == ["Waiting on me (1)", "Still true?"]
        press(story, "Ivan", "Still true")
        assert ivan.modal
        assert ivan.modal.plain.startswith("Thank you")
        ivan.close_modal()
        assert waiting(story, "Ivan") == ["Waiting on me"]
        press(story, "Ivan", "Open")
        assert ivan.modal.title == "INI-1"
        ivan.close_modal()
        for label, title in (("My hours", "My hours"), ("I'm away", "I'm away")):
            press(story, "Ivan", label)
            assert escalations.title(ivan) == title
            ivan.close_modal()

    def test_is_told_of_what_comes_while_they_look(self, story: Story) -> None:
        """Nothing is opened again: the Homes follow what others do."""
        story.set_up()
        for name in ("Ivan", "Maya", "Bo"):
            scenes.open_home(story, name)
        own(story, "Log-ins", "Bo")
        ask(story)
        assert waiting(story, "Ivan") == ["Waiting on me (1)", "Question"]
        assert waiting(story, "Maya") == ["Waiting on me"]  # it was her team that asked
        assert waiting(story, "Bo") == ["Waiting on me"]
        give_up(story, "Log-ins")
        assert waiting(story, "Ivan")[2:] == ["Who answers for it?"]
        assert waiting(story, "Maya")[2:] == []


class TestAnOwner:
    def test_sees_it_move_and_go_to_somebody_else(self, story: Story) -> None:
        story.set_up()
        for name in ("Ivan", "Bo", "Ana"):
            scenes.open_home(story, name)
        before = len(scenes.published(story))
        roadmap.add(story)
        assert "*INI-1* · Active · due Fri 4 Dec 2026: “Web shop”" in scenes.texts(story, "Bo")
        assert scenes.published(story)[before:] == [story.slack.person("Bo").id]
        bo = story.slack.person("Bo")
        roadmap.move(story, bo, "Paused", roadmap.show(bo))
        assert "*INI-1* · Paused · due Fri 4 Dec 2026: “Web shop”" in scenes.texts(story, "Bo")
        bo.click("Change", message=roadmap.show(bo))
        bo.submit({"Owner in IT": "Ivan"})
        story.settle()
        assert "My initiatives" in scenes.texts(story, "Bo")
        assert "My initiatives (1)" in scenes.texts(story, "Ivan")

    def test_reads_what_is_due_this_week_and_what_is_late(self, story: Story) -> None:
        story.set_up()
        roadmap.add(story, **{"Target date": "2026-11-29"})
        shown = scenes.open_home(story, "Bo")
        assert "Due: *INI-1* “Web shop” on Sun 29 Nov 2026." in shown
        story.clock.advance(days=7)
        shown = scenes.open_home(story, "Bo")
        late = "*INI-1* · Active · due Sun 29 Nov 2026, overdue by 1 day: “Web shop”"
        assert late in shown
        assert not [line for line in shown if line.startswith("Due:")]


class TestAnAbsence:
    def test_brings_what_waits_to_who_stands_in(self, story: Story) -> None:
        story.set_up()
        escalations.raise_one(story)
        for name in ("Ivan", "Bo", "Sofia", "Maya", "Ana"):
            scenes.open_home(story, name)
        before = len(scenes.published(story))
        ivan = story.slack.person("Ivan")
        press(story, "Ivan", "I'm away")
        ivan.submit({"from": "2026-11-23", "until": "2026-11-25", "stand_in": "Bo"})
        story.settle()
        away = "Away: <@U0IVAN00003> until Wed 25 Nov 2026 (<@U0BO0000004> stands in)."
        assert waiting(story, "Bo") == ["Waiting on me (1)", "ESC-1"]
        assert away in scenes.texts(story, "Sofia")
        assert not [line for line in scenes.texts(story, "Maya") if line.startswith("Away")]
        who = {story.slack.person(name).id for name in ("Bo", "Sofia")}
        assert set(scenes.published(story)[before:]) == who

    def test_is_over_when_it_is_cancelled(self, story: Story) -> None:
        story.set_up()
        escalations.raise_one(story)
        for name in ("Ivan", "Bo", "Sofia"):
            scenes.open_home(story, name)
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "hours", channel="#it")
        ivan.submit({"zone": "London"})
        ivan.close_modal()
        ivan.command("/align", "away", channel="#it")
        ivan.submit({"from": "2026-11-23", "until": "2026-11-25", "stand_in": "Bo"})
        ivan.close_modal()
        story.settle()
        assert waiting(story, "Bo") == ["Waiting on me (1)", "ESC-1"]
        ivan.command("/align", "hours", channel="#it")
        ivan.click("Cancel", message=newest(story, "Ivan"))
        story.settle()
        assert waiting(story, "Bo") == ["Waiting on me"]
        assert not [line for line in scenes.texts(story, "Sofia") if line.startswith("Away")]


class TestTheQuestionWhetherToGoOn:
    def test_is_asked_answered_and_taken_back_at_home(self, story: Story) -> None:
        story.set_up()
        scenes.open_home(story, "Maya")
        with story.transaction() as session:
            asked = {"unanswered": 3, "asked_at": story.clock()}
            of_maya = {"workspace_id": story.workspace.id, "user_id": "U0MAYA00001"}
            session.execute(sqlalchemy.delete(Recipient))
            session.execute(sqlalchemy.insert(Recipient).values(**of_maya, **asked))
        story.settle()
        assert waiting(story, "Maya") == ["Waiting on me (1)", "Shall I go on writing to you?"]
        assert scenes.labels(story, "Maya")[1:3] == ["Keep them coming", "Stop"]
        maya = story.slack.person("Maya")
        press(story, "Maya", "Stop")
        assert maya.modal
        assert maya.modal.plain.startswith("I have stopped.")
        maya.close_modal()
        assert waiting(story, "Maya") == ["Waiting on me"]
        own = ["Escalate", "Change Marketing"]
        assert scenes.labels(story, "Maya") == [*own, "Start again", *SETTINGS[1:]]
        press(story, "Maya", "Start again")
        maya.close_modal()
        assert scenes.labels(story, "Maya") == [*own, *SETTINGS[1:]]


def newest(story: Story, name: str) -> Message:
    """Return the newest thing that somebody sees in the channel of IT."""
    return story.slack.person(name).sees("#it")[-1]
