"""A call of two teams, from its form to its end, as people see it."""

from sandbox import Message
from tests.meetings import scenes
from tests.story import Story

CALL = "Call of Marketing and IT"
NEXT = (
    "Call of Marketing and IT, every Thursday at 10:00 in London. The agenda goes to {}. Next on "
    "Thu 26 Nov 2026; its agenda comes on Wed 25 Nov 2026 at 09:00."
)


def shown(story: Story, who: str) -> str:
    modal = story.slack.person(who).modal
    assert modal
    return modal.plain


def newest(story: Story) -> Message:
    return scenes.agendas(story)[-1]


class TestACall:
    def test_comes_with_an_agenda_that_people_work_through(self, company: Story) -> None:
        maya, ivan = company.slack.person("Maya"), company.slack.person("Ivan")
        assert scenes.list_meetings(company).plain == (
            "Your teams have no meetings yet. Set one up: it takes half a minute."
        )
        maya.click("Set one up", message=scenes.list_meetings(company))
        maya.choose("What do they meet for?", "Call")
        maya.submit({})
        assert shown(company, "Maya") == f"Saved.\n{NEXT.format('#C0MARKETNG2')}"
        maya.close_modal()

        assert scenes.add_point(company, "Ana", "Who tells the customers?") == (
            "It is on the next agenda, of Thu 26 Nov 2026, which comes on Wed 25 Nov 2026 at 09:00."
        )
        assert scenes.list_meetings(company, "Ivan", "#it").plain == (
            f"{NEXT.format('#marketing')} 1 point is not done."
        )

        company.pass_time(days=1, hours=23)
        assert scenes.agendas(company) == []
        company.pass_time(hours=1)
        agenda = newest(company)
        assert agenda.text == (
            f"{CALL}, Thu 26 Nov 2026 at 10:00 in London: 1 point: “Who tells the customers?”."
        )
        assert agenda.plain == (
            "Call, Thu 26 Nov 2026\n"
            f"{CALL}. It begins Thu 26 Nov 10:00 UTC.\n"
            "Points\n"
            "• Who tells the customers? (from Ana Ribeiro)"
        )
        assert agenda.buttons == ["Done", "Add a point"]

        assert "Next on Thu 26 Nov 2026; its agenda is there." in (
            scenes.list_meetings(company).plain
        )
        assert scenes.add_point(company, "Ivan", "The export", agenda) == (
            "It is on the agenda of Thu 26 Nov 2026, in #C0MARKETNG2."
        )
        ivan.click("Done", message=newest(company))
        company.settle()
        assert newest(company).plain.splitlines()[2:] == [
            "Points",
            "• The export (from Ivan Kovac)",
            ":white_check_mark: Who tells the customers? (from Ana Ribeiro), done: Ivan Kovac",
        ]
        maya.click("Undo", message=newest(company))
        company.settle()
        assert newest(company).plain.splitlines()[3] == (
            "• Who tells the customers? (from Ana Ribeiro)"
        )
        ivan.click("Done", message=newest(company))
        company.settle()

        company.pass_time(days=7)
        last_week, this_week = scenes.agendas(company)
        assert last_week.plain.splitlines()[2:] == [
            "Points",
            ":white_check_mark: Who tells the customers? (from Ana Ribeiro), done: Ivan Kovac",
            "1 open point went on to the next agenda.",
        ]
        assert last_week.buttons == []
        assert this_week.plain.splitlines()[3:] == [
            "• The export (from Ivan Kovac, carried over once)"
        ]

        maya.click("End it", message=scenes.list_meetings(company))
        assert shown(company, "Maya") == (
            f"{CALL}: no agenda comes any more, and points that are not done come nowhere again. "
            "What was said stays. You can set up a new one at any time."
        )
        maya.submit({})
        assert shown(company, "Maya") == f"{CALL} has ended: no agenda comes any more."
        company.settle()
        assert newest(company).text == (
            f"{CALL}, Thu 3 Dec 2026: <@U0MAYA00001> has ended this meeting: it does not take "
            "place any more."
        )
        company.pass_time(days=14)
        assert len(scenes.agendas(company)) == 2
