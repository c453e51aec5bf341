"""The list of initiatives, in every word."""

from datetime import date

from bot.roadmap.blocks import lists
from bot.roadmap.models import Initiative
from bot.roadmap.rules import Stage
from tests.roadmap.blocks.drawn import TODAY, initiative, it, marketing, owned
from tests.roadmap.blocks.test_card import controls, read


def theirs(number: int, stage: Stage = Stage.ACTIVE) -> Initiative:
    """Return an initiative that Bo does not own."""
    owners = owned((marketing(), "UMAYA"), (it(), "UIVAN"))
    return initiative(id=number, number=number, stage=stage, owners=owners)


def page(*shown: Initiative, number: int = 0, total: int | None = None) -> lists.Page:
    """Return a page as Bo sees it."""
    total = len(shown) if total is None else total
    return lists.Page(shown, number=number, total=total, user_id="UBO", today=TODAY)


class TestPage:
    def test_has_mine_first_and_the_others_by_stage(self) -> None:
        late = initiative(target_on=date(2026, 11, 20))
        text, blocks = lists.page(
            page(late, theirs(1), theirs(2, Stage.PLANNED), theirs(3, Stage.PLANNED))
        )
        assert read([block for block in blocks if block["type"] != "actions"]) == (
            "Roadmap\n4 initiatives\n"
            "Yours\nINI-7: Web shop\n"
            "Active, target date Fri 20 Nov 2026: overdue by 3 days. @UMAYA and @UBO\n"
            "Active\nINI-1: Web shop\nActive, target date Fri 4 Dec 2026. @UMAYA and @UIVAN\n"
            "Planned\nINI-2: Web shop\nPlanned, target date Fri 4 Dec 2026. @UMAYA and @UIVAN\n"
            "INI-3: Web shop\nPlanned, target date Fri 4 Dec 2026. @UMAYA and @UIVAN"
        )
        assert text == (
            "Roadmap: 4 initiatives. "
            "INI-7: Web shop, Active, target date Fri 20 Nov 2026: overdue by 3 days; "
            "INI-1: Web shop, Active, target date Fri 4 Dec 2026; "
            "INI-2: Web shop, Planned, target date Fri 4 Dec 2026; "
            "INI-3: Web shop, Planned, target date Fri 4 Dec 2026."
        )

    def test_has_open_beside_each(self) -> None:
        _text, blocks = lists.page(page(initiative(), theirs(1)))
        opens = [block["accessory"] for block in blocks if "accessory" in block]
        assert [(each["text"]["text"], each["value"]) for each in opens] == [
            ("Open", "3"),
            ("Open", "1"),
        ]

    def test_has_what_i_own_and_is_done_among_what_is_done(self) -> None:
        _text, blocks = lists.page(page(initiative(stage=Stage.DONE)))
        assert "\nDone\nINI-7: Web shop\n" in read(blocks)

    def test_turns_where_there_is_more(self) -> None:
        def turns(number: int) -> list[tuple[str, str]]:
            _text, blocks = lists.page(page(initiative(), number=number, total=31))
            return [(each["text"]["text"], each["value"]) for each in controls(blocks)]

        assert turns(0) == [("Next", "1"), ("Add an initiative", "add")]
        assert turns(1) == [("Previous", "0"), ("Next", "2"), ("Add an initiative", "add")]
        assert turns(2) == [("Previous", "1"), ("Add an initiative", "add")]

    def test_says_which_page_it_is(self) -> None:
        text, blocks = lists.page(page(initiative(), number=1, total=31))
        assert text.startswith("Roadmap: 31 initiatives, page 2 of 3. INI-7")
        assert read(blocks[:2]) == "Roadmap\n31 initiatives, page 2 of 3"

    def test_says_how_to_begin(self) -> None:
        text, blocks = lists.page(page())
        assert text == (
            "There is no initiative yet. Add the first: it has an owner in each of two teams."
        )
        assert [each["text"]["text"] for each in controls(blocks)] == ["Add an initiative"]


class TestFound:
    def test_has_those_that_were_meant(self) -> None:
        text, blocks = lists.found([initiative(), theirs(1)], "<web>", TODAY)
        assert text.startswith(
            "2 initiatives have “&lt;web&gt;” in their names. INI-7: Web shop, Active, "
        )
        assert sum("accessory" in block for block in blocks) == 2

    def test_says_so_when_there_are_others(self) -> None:
        text, blocks = lists.found([theirs(number) for number in range(16)], "web", TODAY)
        assert text.startswith(
            "More than 15 initiatives have “web” in their names. Type more of the name to see "
            "fewer. "
        )
        assert sum("accessory" in block for block in blocks) == 15
