"""The Home tab: its words to the letter, Slack's limits, and nobody's words alive in it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from bot.home import rules
from bot.home.blocks import rows, view
from bot.home.queries.week import SHOWN
from bot.home.rules import Ahead, Away, Deed, Due, Item, Page, Section, Status, Week
from bot.teams.models import Team
from bot.teams.rules import TEAMS_MAX
from sandbox import validation
from tests.clock import MONDAY_MORNING as NOW
from tests.escalations.blocks.drawn import team
from tests.escalations.blocks.test_limits import FILLERS, mrkdwn
from tests.slack.words import MARKUP, TEXTS, stays_isolated

steady = settings(derandomize=True, max_examples=50)

MARKETING, IT = team("Marketing", "C1", "UMAYA"), team("IT", "C2", "UIVAN", "UBO")
MARKETING.id, IT.id = 1, 2
EMPTY = Page((), 0, 0)
QUIET = Week(0, 0, 0)
TODAY = date(2026, 11, 23)
ESCALATE = ("Escalate", "escalations.begin", " ")
OWN_HOURS = [("My hours", "hours.open", "home"), ("I'm away", "hours.go_away", "home")]
AT = "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>"


def item(status: Status = Status.ASKED, deed: Deed = Deed.ACKNOWLEDGE, **more: Any) -> Item:
    values: dict[str, Any] = {
        "name": "ESC-4",
        "urgency": 0,
        "label": "High",
        "about": "Marketing asks IT",
        "words": "The export fails",
        "due_at": NOW,
        "status": status,
        "at": NOW,
        "by": "UIVAN",
        "deed": deed,
        "subject": "17",
    }
    return Item(**values | more)


def home(
    *,
    waiting: Page = EMPTY,
    raised: Page = EMPTY,
    initiatives: Page = EMPTY,
    week: Week = QUIET,
    ahead: Ahead = Ahead(TODAY),  # noqa: B008 (frozen)
    teams: tuple[Team, ...] = (MARKETING, IT),
    user_id: str = "UMAYA",
    is_silent: bool = False,
) -> list[dict[str, Any]]:
    pages = {
        Section.WAITING: waiting,
        Section.RAISED: raised,
        Section.INITIATIVES: initiatives,
    }
    return view.home(pages, week, ahead, teams, user_id=user_id, is_silent=is_silent)


def page(number: int, total: int) -> Page:
    items = [item(subject=str(each)) for each in range(total)]
    return rules.page([items], number=number, total=total)


def texts(blocks: list[dict[str, Any]]) -> list[str]:
    found = []
    for block in blocks:
        parts = [block["text"]] if "text" in block else block["elements"]
        found += [part["text"] for part in parts if isinstance(part["text"], str)]
    return found


def buttons(blocks: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return words, action and value of every button."""
    placed = [block.get("elements", [block.get("accessory")]) for block in blocks]
    return [
        (each["text"]["text"], each["action_id"], each["value"])
        for elements in placed
        for each in elements
        if each and each["type"] == "button"
    ]


class TestNotSetUp:
    def test_explains_in_three_sentences_and_sets_up(self) -> None:
        blocks = view.not_set_up()
        assert texts(blocks) == [
            "Welcome to Lockstep",
            "Lockstep keeps two teams in step: what one needs from the other is asked, and asked "
            "again higher up, until there is an answer. To begin I need to know two teams, their "
            "channels and who leads them. It takes two minutes, and you can change everything "
            "later.",
        ]
        assert buttons(blocks) == [("Set up", "teams.start", "home")]


class TestGuest:
    def test_explains_and_has_nothing_to_press(self) -> None:
        blocks = view.guest()
        assert texts(blocks)[1].startswith("Lockstep keeps the teams of this workspace in step.")
        assert buttons(blocks) == []


class TestHome:
    def test_says_so_where_there_is_nothing(self) -> None:
        assert texts(home()) == [
            "Waiting on me",
            "Nothing waits on you.",
            "Raised by me",
            "Nothing of yours is with others. When something is stuck, type `/escalate` where you "
            "are.",
            "My initiatives",
            "You own no open initiative. Type `/roadmap` to see what there is.",
            "This week",
            "Since Monday you have raised and answered nothing.",
            "Settings",
            "*Marketing* in <#C1>, led by <@UMAYA>",
            "*IT* in <#C2>, led by <@UIVAN> and <@UBO>. <@UIVAN>, <@UBO> and <@USOFIA> can change "
            "this.",
            "`/align settings` shows everything that belongs to a team.",
        ]

    def test_has_a_line_and_a_button_for_each(self) -> None:
        blocks = home(waiting=page(0, 2))
        assert texts(blocks)[:2] == ["Waiting on me (2)", rows.line(item())]
        assert buttons(blocks) == [
            ESCALATE,
            ("Acknowledge", "escalations.acknowledge", "0"),
            ("Acknowledge", "escalations.acknowledge", "1"),
            ("Change Marketing", "teams.change", "1"),
            *OWN_HOURS,
            ("Add a team", "home.add_team", "home"),
        ]

    @pytest.mark.parametrize(
        ("number", "total", "where", "turning"),
        [
            (0, 20, None, []),
            (0, 21, "1 to 20 of 21, most urgent first", [("Next 1", "home.next", "waiting:1")]),
            (
                1,
                200,
                "21 to 40 of 200, most urgent first",
                [
                    ("Previous 20", "home.previous", "waiting:0"),
                    ("Next 20", "home.next", "waiting:2"),
                ],
            ),
            (
                1,
                35,
                "21 to 35 of 35, most urgent first",
                [("Previous 20", "home.previous", "waiting:0")],
            ),
        ],
    )
    def test_is_paged_when_it_is_long(
        self, number: int, total: int, where: str | None, turning: list[tuple[str, str, str]]
    ) -> None:
        blocks = home(waiting=page(number, total))
        assert [text for text in texts(blocks) if "urgent first" in text] == (
            [where] if where else []
        )
        assert [
            each for each in buttons(blocks) if each[1] in (view.NEXT, view.PREVIOUS)
        ] == turning

    def test_turns_each_section_by_itself(self) -> None:
        blocks = home(waiting=page(0, 30), raised=page(1, 30), initiatives=page(0, 30))
        turning = [
            value
            for _, action, value in buttons(blocks)
            if action in ("home.next", "home.previous")
        ]
        assert turning == ["waiting:1", "raised:0", "initiatives:1"]
        assert "1 to 20 of 30, soonest due first" in texts(blocks)

    @pytest.mark.parametrize(
        ("week", "expected"),
        [
            (Week(0, 0, 2), "Since Monday raised by me: 0 · answered by me: 2"),
            (Week(3, 1, 0), "Since Monday raised by me: 3, answered so far: 1 · answered by me: 0"),
        ],
    )
    def test_says_what_the_week_was(self, week: Week, expected: str) -> None:
        assert expected in texts(home(week=week))

    def test_has_nothing_to_change_for_others(self) -> None:
        blocks = home(user_id="UEVA")
        assert "*Marketing* in <#C1>, led by <@UMAYA>. <@UMAYA> and <@USOFIA> can change this." in (
            texts(blocks)
        )
        assert buttons(blocks) == [ESCALATE, *OWN_HOURS]

    def test_brings_messages_back_for_who_stopped_them(self) -> None:
        blocks = home(is_silent=True, user_id="UEVA")
        assert "You asked me to stop writing to you: only what is urgent still comes." in (
            texts(blocks)
        )
        again = ("Start again", "nudges.start_again", "home")
        assert buttons(blocks) == [ESCALATE, again, *OWN_HOURS]

    def test_names_ten_of_many_people(self) -> None:
        many = team("Many", "C1", *[f"U{each}" for each in range(12)])
        *_, line, _more = texts(home(teams=(many,), user_id="UEVA"))
        assert "<@U9> and 2 others. " in line
        assert line.endswith("<@U9> and 3 others can change this.")


class TestLine:
    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            (Status.ASKED, f"take it or answer it by {AT}"),
            (Status.OWED, f"you promised an answer by {AT}"),
            (Status.ANSWERED, f"<@UIVAN> answered, {AT}"),
            (Status.NOT_TAKEN, f"nobody has taken it; I ask again {AT}"),
            (Status.PROMISED, f"<@UIVAN> has it and promised an answer by {AT}"),
            (Status.PUT_OFF, f"you put it off until {AT}"),
            (Status.ASKED_BACK, f"<@UIVAN> needs to know more from you, {AT}"),
            (Status.UNKNOWN, f"<@UIVAN> asked, {AT}"),
            (Status.VACANT, f"nobody since {AT}"),
            (Status.TO_CONFIRM, f"you answer for it; I asked you, {AT}"),
            (
                Status.SILENT,
                "I heard nothing from you, and until you say so I write only what is urgent",
            ),
        ],
    )
    def test_ends_with_how_it_stands(self, status: Status, expected: str) -> None:
        said = f"*ESC-4* · High · Marketing asks IT: “The export fails” · {expected}"
        assert rows.line(item(status)) == said

    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            (
                {"name": "Question", "about": "nobody could say whom to ask"},
                "*Question* · nobody could say whom to ask: “The export fails”",
            ),
            (
                {"name": "INI-7", "label": "Active", "about": "", "due_on": date(2026, 12, 4)},
                "*INI-7* · Active · due Fri 4 Dec 2026: “The export fails”",
            ),
            (
                {
                    "name": "INI-7",
                    "label": "Active",
                    "about": "",
                    "due_on": date(2026, 11, 22),
                    "late": 1,
                },
                "*INI-7* · Active · due Sun 22 Nov 2026, overdue by 1 day: “The export fails”",
            ),
            ({"name": "Shall I go on?", "about": "", "words": ""}, "*Shall I go on?*"),
        ],
        ids=["question", "initiative", "late", "no words"],
    )
    def test_leaves_out_what_there_is_not(self, more: dict[str, Any], expected: str) -> None:
        said = item(Status.PLANNED, **{"label": ""} | more)
        assert rows.line(said) == expected

    @pytest.mark.parametrize("deed", [deed for deed in Deed if deed is not Deed.GO_ON])
    def test_has_its_one_button(self, deed: Deed) -> None:
        label, action_id = rows.BUTTONS[deed]
        assert buttons(rows.rows([item(deed=deed)])) == [(label, action_id, "17")]

    def test_has_both_answers_to_a_question(self) -> None:
        assert buttons(rows.rows([item(Status.SILENT, Deed.GO_ON)])) == [
            ("Keep them coming", "nudges.keep", "17"),
            ("Stop", "nudges.stop", "17"),
        ]

    @steady
    @given(TEXTS, TEXTS)
    def test_lets_nobodys_words_become_anything_else(self, about: str, words: str) -> None:
        line = rows.line(item(about=about, words=words))
        assert [found for found in MARKUP.findall(line) if found != AT] == []
        assert stays_isolated(line)
        assert "\n" not in line


class TestLimits:
    """docs.slack.dev/reference/views/home-tab-views: 100 blocks; and those of every block."""

    @pytest.mark.parametrize("filler", FILLERS)
    def test_hold_with_the_longest_of_everything(self, filler: str) -> None:
        words = (filler * 3000)[:3000]
        items = [
            item(about=words, words=words, subject=str(each), at=NOW + timedelta(days=9999))
            for each in range(10_000)
        ]
        # The question whether to go on comes last, and is the one row with a block more.
        items[79] = item(Status.SILENT, Deed.GO_ON, about=words, words=words, subject="home")
        full = rules.page([items], number=3, total=len(items))
        planned = [
            item(Status.PLANNED, Deed.OPEN_INITIATIVE, words=words, due_on=date(9999, 12, 31))
            for _each in range(10_000)
        ]
        owned = rules.page([planned], number=3, total=len(planned))
        longest = date(9999, 11, 24), date(9999, 12, 31)
        ahead = Ahead(
            TODAY,
            [Due("INI-10000", words[:80], longest[1])] * SHOWN,
            9_999,
            [Away(f"U{each:010}", *longest, "U0123456789") for each in range(SHOWN)],
            9_999,
        )
        teams = tuple(
            team(words[:40], f"C{each}", *[f"ULEAD{lead}" for lead in range(5)])
            for each in range(TEAMS_MAX)
        )
        blocks = home(
            waiting=full,
            raised=rules.page([items[:79]], number=3, total=len(items)),
            initiatives=owned,
            week=Week(10_000, 10_000, 10_000),
            ahead=ahead,
            teams=teams,
            user_id="ULEAD0",
        )
        assert len(blocks) <= 100
        assert list(validation.view({"type": "home", "blocks": blocks}, "home")) == []
        assert all(len(text) <= 3000 for text in mrkdwn(blocks))

    def test_hold_for_who_is_not_set_up_and_for_guests(self) -> None:
        for blocks in (view.not_set_up(), view.guest()):
            assert list(validation.view({"type": "home", "blocks": blocks}, "home")) == []
